// From the module's whole numbers to what is drawn.
import type { Counts, Loaded, Measure } from "./protocol";

// The numbers of a total in the module's order; the first three that the page reads.
const kNumbersOfTotal = 10;

export interface Picture {
  id: string;
  label: string; // of the axis
  unit: "%" | "per 1,000" | "points";
  names: string[]; // weekly counts, added up
  of: "enrolled" | "alive";
  rests: string; // on this above all: a parameter, whose grade is that of the curve
}

export const kBenefits: Picture[] = [
  {
    id: "remission",
    label: "In remission",
    unit: "%",
    names: ["remission_treated", "remission_untreated"],
    of: "enrolled",
    rests: "slow_half_life",
  },
  {
    id: "response",
    label: "In response or remission",
    unit: "%",
    names: ["remission_treated", "remission_untreated", "response_treated", "response_untreated"],
    of: "enrolled",
    rests: "slow_half_life",
  },
  {
    id: "score",
    label: "Mean depression score (HAM-D17)",
    unit: "points",
    names: ["hamd17_sum"],
    of: "alive",
    rests: "slow_half_life",
  },
  {
    id: "treated",
    label: "Still in treatment",
    unit: "%",
    names: ["remission_treated", "response_treated", "symptomatic_treated"],
    of: "enrolled",
    rests: "drop_out_late",
  },
];
export const kHarms: Picture[] = [
  {
    id: "misuse",
    label: "Have started to misuse ketamine",
    unit: "per 1,000",
    names: ["misuse_ever"],
    of: "enrolled",
    rests: "misuse_supervised",
  },
  {
    id: "disorder",
    label: "Have had a use disorder",
    unit: "per 1,000",
    names: ["use_disorder_ever"],
    of: "enrolled",
    rests: "use_disorder",
  },
  {
    id: "urinary",
    label: "Have had urinary symptoms",
    unit: "per 1,000",
    names: ["urinary_ever"],
    of: "enrolled",
    rests: "urinary_at_2g_daily",
  },
  { id: "relapsed", label: "Have relapsed", unit: "%", names: ["relapsed_ever"], of: "enrolled", rests: "slow_half_life" },
  {
    id: "pressure",
    label: "Blood pressure of 180 mmHg or more, each week",
    unit: "per 1,000",
    names: ["systolic_180"],
    of: "enrolled",
    rests: "systolic_rise",
  },
];

const kFactor = { "%": 100, "per 1,000": 1000, points: 1 };

export class Result {
  private readonly place: Map<string, number>;
  private readonly width: number;
  readonly weeks: number; // whole ones: in the last, short one few are reviewed, and the last dose is just past or long past
  constructor(
    readonly loaded: Loaded,
    readonly counts: Counts,
    private readonly others = counts, // in all arms but the reference: what a comparison of different people would show
  ) {
    this.weeks = Math.min(loaded.periods, Math.max(1, Math.floor(loaded.horizon_days / 7)));
    this.width = loaded.measures.weekly.length;
    this.place = new Map(loaded.measures.weekly.map((measure, number) => [measure.name, number]));
  }

  private week(arm: number, period: number, name: string): number {
    const number = this.place.get(name);
    if (number === undefined) throw new Error(`no measure ${name}`);
    const at = (arm * this.loaded.periods + period) * this.width + number;
    return this.worth(arm, at, this.loaded.measures.weekly[number]);
  }

  // One value a week.
  curve(arm: number, picture: Picture): number[] {
    const values: number[] = [];
    for (let period = 0; period < this.weeks; ++period) {
      const sum = picture.names.reduce((total, name) => total + this.week(arm, period, name), 0);
      const people = picture.of === "alive" ? this.week(arm, period, "alive") : this.countsOf(arm).enrolled;
      values.push(people > 0 ? (kFactor[picture.unit] * sum) / people : 0);
    }
    return values;
  }

  at(arm: number, picture: Picture, period: number): number {
    return this.curve(arm, picture)[period] ?? 0;
  }

  // Mean per patient.
  total(arm: number, name: string): number {
    const number = this.loaded.measures.totals.findIndex((measure) => measure.name === name);
    const at = this.counts.weekly + (arm * this.loaded.measures.totals.length + number) * kNumbersOfTotal;
    return this.worth(arm, at, this.loaded.measures.totals[number]) / this.countsOf(arm).enrolled;
  }

  private countsOf(arm: number): Counts {
    return arm === this.loaded.reference_arm ? this.counts : this.others;
  }
  private worth(arm: number, at: number, measure: Measure | undefined): number {
    const { numbers, misuse_clocks } = this.countsOf(arm);
    return (Number(numbers[at]) * (measure?.scale ?? 1)) / (measure?.rare ? misuse_clocks : 1);
  }
}

export function shown(value: number): string {
  const digits = Math.abs(value) < 1 ? 2 : Math.abs(value) < 20 ? 1 : 0;
  return value.toLocaleString("en-GB", { maximumFractionDigits: digits }).replace(/^-0$/, "0").replace("-", "−");
}
