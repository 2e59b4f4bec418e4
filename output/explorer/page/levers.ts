// The sliders and choices: which settings of a scenario they move, in which unit, in plain words.
import type { Described, Loaded, Setting } from "./protocol";

export interface Lever {
  id: string;
  group: "Treatment" | "Setting" | "The model";
  label: string;
  phrase: string; // what it means, in plain words
  path: string; // "*": the first arm that has it ...
  elsewhere?: string; // ... or, where no arm does
  fits?: RegExp; // values of another kind are not for this slider
  low: number;
  high: number;
  step: number;
  read(text: string): number;
  write(value: number): string;
  spoken(value: number): string;
}

const leading = (text: string): number => Number.parseFloat(text);
const weeks = (text: string): number => leading(text) * (/day/.test(text) ? 1 : 7);

// Planned days of the induction: three infusions a week.
const kInductionDays = [0, 2, 4, 7, 9, 11, 14, 16, 18, 21, 23, 25];

function parameter(
  name: string,
  unit: string,
  rest: Pick<Lever, "label" | "phrase" | "low" | "high" | "step"> & { words: string; factor?: number },
): Lever {
  const factor = rest.factor ?? 1;
  return {
    id: name,
    group: "The model",
    path: `parameters.${name}`,
    label: rest.label,
    phrase: rest.phrase,
    low: rest.low,
    high: rest.high,
    step: rest.step,
    read: (text) => leading(text) * factor,
    write: (value) => `${Number((value / factor).toPrecision(6))}${unit}`,
    spoken: (value) => `${value}${rest.words}`,
  };
}

function perVisit(id: string, path: string, label: string, phrase: string, high: number, step: number): Lever {
  return {
    id,
    group: "Setting",
    path,
    label,
    phrase,
    low: 0,
    high,
    step,
    read: leading,
    write: (value) => `${value} % per visit`,
    spoken: (value) => `${value} %`,
  };
}

export const kLevers: Lever[] = [
  {
    id: "dose",
    group: "Treatment",
    path: "phases.induction.give.dose",
    label: "Dose",
    phrase: "ketamine per kilogram of body weight, in each infusion",
    fits: /mg\/kg$/,
    low: 0.1,
    high: 1,
    step: 0.05,
    read: leading,
    write: (value) => `${value} mg/kg`,
    spoken: (value) => `${value} mg/kg`,
  },
  {
    id: "every",
    group: "Treatment",
    path: "arms.*.phases.maintenance.every",
    label: "Days between infusions",
    phrase: "after the start; where arms differ, in the first that goes on",
    elsewhere: "phases.maintenance.every",
    low: 3,
    high: 56,
    step: 1,
    read: weeks,
    write: (value) => `${value} days`,
    spoken: (value) => `${value} days`,
  },
  {
    id: "induction",
    group: "Treatment",
    path: "phases.induction.days",
    label: "Infusions at the start",
    phrase: "three a week",
    low: 1,
    high: 12,
    step: 1,
    read: (text) => text.split(",").length,
    write: (value) => `[${kInductionDays.slice(0, value).join(", ")}]`,
    spoken: (value) => `${value}`,
  },
  {
    id: "stock",
    group: "Setting",
    path: "arms.*.policy.take_home.stock",
    label: "Doses handed out at a time",
    phrase: "to those who take them at home",
    low: 1,
    high: 12,
    step: 1,
    read: leading,
    write: (value) => `${value} doses`,
    spoken: (value) => `${value}`,
  },
  perVisit(
    "monitoring",
    "policy.monitoring.misuse",
    "Misuse found",
    "by the clinic, at each visit of someone who misuses",
    50,
    1,
  ),
  perVisit("missed", "policy.attendance.missed", "Visits missed", "of those that were planned", 60, 1),
  {
    id: "history",
    group: "Setting",
    path: "cohort.own_substance_history",
    label: "Treated people with a past addiction",
    phrase: "who is treated: their share of all",
    low: 0,
    high: 100,
    step: 1,
    read: leading,
    write: (value) => `${value} %`,
    spoken: (value) => `${value} %`,
  },
  parameter("slow_half_life", " days", {
    label: "Benefit halves in",
    phrase: "how long what several infusions built up lasts without more",
    low: 30,
    high: 365,
    step: 5,
    words: " days",
  }),
  parameter("opioid_share", "", {
    label: "Needs opioid receptors",
    phrase: "share of the benefit: 0 one hypothesis, 1 the other",
    low: 0,
    high: 1,
    step: 0.05,
    words: "",
  }),
  parameter("misuse_supervised", " per year", {
    label: "Start of misuse in the clinic",
    phrase: "in 1,000 people a year, one supervised dose a week",
    low: 0.5,
    high: 15,
    step: 0.5,
    words: " in 1,000",
    factor: 1000,
  }),
  parameter("misuse_take_home", " per year", {
    label: "Start of misuse at home",
    phrase: "in 1,000 people a year, with doses taken home",
    low: 10,
    high: 150,
    step: 5,
    words: " in 1,000",
    factor: 1000,
  }),
];

export const kTolerance = {
  path: "tachyphylaxis",
  choices: ["none", "weak", "strong"],
  rests: "antidepressant_tolerance_t50",
};
export const kNaltrexoneRests = "naltrexone_peak_ratio";
const kNaltrexone = "{drug: naltrexone, dose: 50 mg, before: 45 min}";
export const naltrexone = (loaded: Loaded): Setting[] =>
  ["induction", "maintenance"]
    .filter((phase) => new RegExp(`^  ${phase}:`, "m").test(phasesOf(loaded)))
    .map((phase): Setting => [`phases.${phase}.premedication`, kNaltrexone]);
const phasesOf = (loaded: Loaded): string => /^phases:\n((?: .*\n)*)/m.exec(loaded.resolved)?.[1] ?? "";

export const kAsked = [
  ...kLevers.flatMap(({ path, elsewhere }) => (elsewhere ? [path, elsewhere] : [path])),
  kTolerance.path,
];

// The path in this scenario, and its value; nothing when the scenario has no such place.
export function placeOf(lever: Lever, loaded: Loaded): { path: string; value: number } | undefined {
  const named = lever.path.startsWith("parameters.") ? lever.path.slice("parameters.".length) : "";
  const row = loaded.parameters.find((parameter) => parameter.name === named);
  if (row) return { path: lever.path, value: Number(lever.read(String(row.value)).toPrecision(4)) };
  const paths = lever.path.includes("*") ? loaded.arms.map((arm) => lever.path.replace("*", arm.id)) : [lever.path];
  for (const path of lever.elsewhere ? [...paths, lever.elsewhere] : paths) {
    const text = loaded.values[path];
    if (text !== undefined && (lever.fits?.test(text) ?? true)) return { path, value: lever.read(text) };
  }
  return undefined;
}

// The settings of a wrong model, so that the command line can repeat it.
export function averagePatient(loaded: Described): Setting[] {
  const within = ["fluctuation_sd", "rating_error_sd", "study_drug_sd", "study_setting_sd"];
  const spreads = loaded.parameters.filter(
    ({ name, low }) => /_(sd|cv)$/.test(name) && low <= 0 && !within.includes(name),
  );
  return [
    ...spreads.map(({ name, unit }): Setting => [`parameters.${name}`, unit === "1" ? "0" : `0 ${unit}`]),
    ["parameters.responder_fraction", "1"],
  ];
}
export const kNobodyLeaves: Setting[] = [
  ["parameters.drop_out_early", "0 per week"],
  ["parameters.drop_out_late", "0 per week"],
];
