// Formulas for what the engine works out day by day, and the scenarios in which they hold exactly.
import type { Described, Request } from "./protocol";

const kDaysPerYear = 365.25;
export const kDeathsPerYear = 0.2;
export const kDoses = 20; // one a week
export const kMinutes = [5, 10, 20, 40, 60, 80, 100, 120]; // of an infusion

// Deaths of one constant hazard and no other.
export const kDeathsOnly: Request = {
  path: "scenarios/teaching/how-often.yaml",
  arms: ["none"],
  seed: "1",
  patients: 4000,
  asked: [],
  set: [
    ["horizon", "5 years"],
    ["parameters.beyond_range", "true"],
    ["parameters.suicides", `${kDeathsPerYear} per year`],
    ["parameters.other_deaths", "0 per year"],
  ],
};
export const shareAlive = (days: number): number => Math.exp((-kDeathsPerYear / kDaysPerYear) * days);

// A path of its own for each, so that no text is taken for another.
const alone = (path: string): Request => ({ path, arms: [], seed: "1", patients: 16, asked: [], set: [] });
const scenario = (title: string, horizon: string, rest: string): string => `title: ${title}
horizon: ${horizon}
cohort: {use: library/cohorts/trd-adults.yaml}
policy: {use: library/policies/supervised-clinic.yaml, attendance: {missed: 0 % per visit, late: 0 % per visit}}
${rest}`;

// One infusion of the same dose, longer in each arm, in people who differ in weight alone.
export const kInfusions = alone("scenarios/exact-infusions.yaml");
export const kInfusionsText = scenario(
  "Infusions of different length",
  "1 week",
  `parameters: {iv_v1_cv: 0, iv_cl_cv: 0}
phases:
  induction: {give: {use: library/drugs/ketamine-iv.yaml}, days: [0]}
arms:
${kMinutes.map((minutes) => `  - {id: m${minutes}, label: ${minutes} minutes, phases: [induction: {give: {over: ${minutes} min}}]}`).join("\n")}
`,
);

// Doses once a week, then none.
export const kCourse = alone("scenarios/exact-course.yaml");
export const kCourseText = scenario(
  "Doses once a week, then none",
  "1 year",
  `parameters: {drop_out_early: 0 per week, drop_out_late: 0 per week}
phases:
  induction:
    give: {use: library/drugs/ketamine-iv.yaml}
    days: [${Array.from({ length: kDoses }, (_, dose) => 7 * dose).join(", ")}]
arms:
  - {id: weekly, label: Weekly, phases: [induction]}
`,
);

const valueIn = (loaded: Described, name: string): number => {
  const found = loaded.parameters.find((parameter) => parameter.name === name);
  if (!found) throw new Error(`no parameter ${name}`);
  return found.value;
};

// Each dose closes a share of the distance to 1; between doses what there is fades by halves.
export interface Tolerance {
  gain: number;
  halfLifeDays: number;
}
export const toleranceOf = (loaded: Described): Tolerance => ({
  gain: valueIn(loaded, "reward_tolerance_gain"),
  halfLifeDays: valueIn(loaded, "reward_tolerance_half_life"),
});
// After so many weekly doses: a geometric series, on its way to the steady state.
export function accumulated({ gain, halfLifeDays }: Tolerance, doses: number): number {
  const kept = (1 - gain) * 2 ** (-7 / halfLifeDays);
  return (gain * (1 - kept ** doses)) / (1 - kept);
}
export const left = (tolerance: Tolerance, days: number): number =>
  accumulated(tolerance, kDoses) * 2 ** (-days / tolerance.halfLifeDays);

// The roots of x^3 - a x^2 + b x - c, which are real and positive for a body of compartments.
function roots(a: number, b: number, c: number): number[] {
  const third = a / 3,
    p = b - (a * a) / 3,
    q = (-2 * a ** 3) / 27 + (a * b) / 3 - c;
  const radius = 2 * Math.sqrt(-p / 3),
    angle = Math.acos(Math.max(-1, Math.min(1, (3 * q) / (p * radius)))) / 3;
  return [0, 1, 2].map((turn) => third + radius * Math.cos(angle - (2 * Math.PI * turn) / 3));
}

// Ketamine in blood as an infusion ends, ng/mL: a central and two outer compartments, half of the dose as each enantiomer.
export function peak(loaded: Described, kilograms: number, mg: number, hours: number): number {
  const of = (name: string): number => valueIn(loaded, name);
  const volumes = (kilograms / 70) ** of("iv_volume_exponent"),
    flows = (kilograms / 70) ** of("iv_clearance_exponent");
  const central = of("iv_v1") * volumes,
    k12 = (of("iv_q1") * flows) / central,
    k13 = (of("iv_q2") * flows) / central,
    k21 = (of("iv_q1") * flows) / (of("iv_vp1") * volumes),
    k31 = (of("iv_q2") * flows) / (of("iv_vp2") * volumes);
  const enantiomer = (clearance: number): number => {
    const k10 = (clearance * flows) / central;
    const rates = roots(
      k10 + k12 + k13 + k21 + k31,
      k10 * k21 + k10 * k31 + k13 * k21 + k12 * k31 + k21 * k31,
      k10 * k21 * k31,
    );
    return rates.reduce((sum, rate, i) => {
      const [second = 0, third = 0] = rates.filter((_, j) => j !== i);
      const weight = ((k21 - rate) * (k31 - rate)) / ((second - rate) * (third - rate));
      return sum + (weight * (1 - Math.exp(-rate * hours))) / (rate * hours);
    }, 0);
  };
  const both = enantiomer(of("iv_cl")) + enantiomer(of("iv_cl") * of("r_over_s_clearance"));
  return (1000 * (mg / 2) * both) / central;
}
