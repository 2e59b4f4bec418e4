// What the program put into the page: output/report/report_json.cpp.
export interface Interval {
  mean: number | null;
  low: number | null;
  high: number | null;
}
export interface ArmOfMeasure extends Interval {
  arm: string;
  interval: string;
  difference: Interval & { interval: string };
  under_shared_luck: { better: number; worse: number; unchanged: number };
  draws?: {
    difference_chance: number | null;
    difference_share_of_chance: number | null;
    share_of_chance: number | null;
    best: number;
    better_than: Record<string, number>;
    difference_elsewhere: Record<string, Interval>;
  };
}
export interface Measure {
  measure: string;
  unit: string;
  label: string;
  definition: string;
  direction: string;
  smallest_difference: number;
  rests_on: string;
  switch_off: string;
  not_modelled: string;
  order_holds_in_structure: Record<string, boolean | null>;
  arms: ArmOfMeasure[];
}
export interface Course {
  label: string;
  definition: string;
  unit: string;
  estimate: (number | null)[][];
  low: (number | null)[][];
  high: (number | null)[][];
}
export interface Share {
  group: string;
  parameters: number;
  share: number;
  low: number;
  high: number;
  converged: boolean;
}
export interface Sourced {
  value: number;
  low: number;
  high: number;
  grade: string;
  source: string;
}
export interface Counted {
  draws: number;
  years: number;
  people: number[];
  places: Record<"prices" | "states" | "losses", Record<string, number>>;
  units: number[][]; // [column][(draw, arm, year)]
}
export interface Economics {
  valuation: {
    title: string;
    currency: string;
    price_year: string;
    perspective: string;
    discount_costs: number;
    discount_effects: number;
    willingness_to_pay: number;
    utility_set: string;
    prices: Record<string, Sourced>;
    utilities: Record<string, Sourced>;
    losses: Record<string, Sourced>;
  };
  evpi: number;
  evppi: Record<"evidence" | "submodel", { group: string; parameters: number; evppi: number; low: number; high: number; told: boolean }[]>;
  money: {
    rows: { name: string; unit: string; label: string; definition: string; bearer: string; patient_pays: number }[];
    utility_sets: { name: string; of: Record<string, { value: number; low: number; high: number }>; source: string }[];
    people_a_year: number;
    population_years: number;
    average: Counted;
    variants: (Counted & { id: string; kind: string })[];
  };
}
export interface Entry {
  day: number;
  hamd17: number;
  mg?: number;
  events?: string[];
}
export interface SelfTest {
  tool_version: string;
  git_revision: string;
  cases: { topic: string; what: string; expected: number; got: number; within: number; holds: boolean; source: string }[];
}
export interface Report {
  file: string;
  notice: string;
  title: string;
  reference_arm: string;
  horizon_days: number;
  draws: number;
  arms: { id: string; label: string }[];
  comparison: { patients: number; seed: number; measures: Measure[] };
  chance: Record<string, { share: number; mostly: boolean; words: string }>;
  flow: { step: string; words: string; count: number[] }[];
  courses: {
    weeks: number;
    series: Record<string, Course>;
    hamd17_sd: (number | null)[];
    where: { states: string[]; patients: number[][][] };
  };
  calendar: { sessions: number[]; phases: { phase: string; day: number }[] }[];
  parameters: Record<"name" | "unit" | "grade" | "source" | "meaning" | "origin", string[]> &
    Record<"value" | "low" | "high", number[]>;
  unknown: null | {
    posterior: string;
    rows_in_all: number;
    fitted: number;
    assumed: number;
    by_judgement: number;
    held: Record<string, number>;
    variants: { id: string; kind: string; fixes: string; draws: number }[];
    by_draw: Record<string, number[][]>;
    needed_to_treat: Record<string, Record<string, { better: number; low: number; high: number; words: string }>>;
    variance: Record<string, Record<string, Record<"evidence" | "submodel", Share[]>>>;
  };
  economics: null | Economics;
  provenance: {
    format_version: string;
    tool_version: string;
    git_revision: string;
    rng: string;
    beyond_range: string;
    scenario_sha256: string;
    scenario_text: string;
    scenario_resolved: string;
    seed: string;
    replicate: number;
    checksum: string;
    sealed: boolean;
    cohort: Record<string, number>;
  };
  told: {
    selftest: SelfTest;
    description?: string;
    regimens?: { arm: string; words: string }[];
    twin?: null | { patient: number; baseline_hamd17: number; words: string; entries: Entry[][] };
  };
}

export const referenceOf = (report: Report): number =>
  Math.max(
    report.arms.findIndex(({ id }) => id === report.reference_arm),
    0,
  );
export const labelOf = (report: Report, arm: number): string => report.arms[arm]?.label || report.arms[arm]?.id || "";
export const measureOf = (report: Report, name: string): Measure | undefined =>
  report.comparison.measures.find(({ measure }) => measure === name);
// Events are per 1,000 patients, all else per patient.
export const factorOf = (measure: Measure): number => (measure.unit === "1" ? 1000 : 1);
export const unitOf = (measure: Measure): string =>
  measure.unit === "1" ? "per 1,000 patients" : measure.unit === "wk" ? "weeks per patient" : `${measure.unit} per patient`;
export const others = (report: Report): number[] =>
  report.arms.map((_, arm) => arm).filter((arm) => arm !== referenceOf(report));
export const yearsOf = (report: Report): string => {
  const years = report.horizon_days / 365;
  return report.horizon_days < 365
    ? `${report.horizon_days} days`
    : `${Number(years.toFixed(1))} ${years === 1 ? "year" : "years"}`;
};
export const mostlyChance = (report: Report, measure: Measure): boolean => report.chance[measure.measure]?.mostly ?? false;
