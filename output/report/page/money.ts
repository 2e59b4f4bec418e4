// Costs, effects and what to choose, from units counted in every draw, arm and year: the arithmetic of
// sim/economics (worth.cpp, decision.cpp, sensitivity.cpp), so that a changed price needs no new run.
import { mean } from "./numbers";
import type { Counted, Economics } from "./data";

export interface Settings {
  prices: Record<string, number>;
  utilities: Record<string, number>;
  utility_set: string;
  discount_costs: number;
  discount_effects: number;
  willingness_to_pay: number;
}
export const settingsOf = ({ valuation: v }: Economics): Settings => ({
  prices: Object.fromEntries(Object.entries(v.prices).map(([name, { value }]) => [name, value])),
  utilities: Object.fromEntries(Object.entries(v.utilities).map(([name, { value }]) => [name, value])),
  utility_set: v.utility_set,
  discount_costs: v.discount_costs,
  discount_effects: v.discount_effects,
  willingness_to_pay: v.willingness_to_pay,
});

export interface Option {
  arm: number;
  cost: number;
  effect: number;
  standing: "cheapest" | "efficient" | "dominated" | "extended" | "same";
  against: number;
  andAgainst: number;
  icer: number;
}
export interface Answer {
  cost: number[][]; // [arm][draw], per person, discounted
  effect: number[][];
  netBenefit: number[][];
  meanNetBenefit: number[];
  options: Option[]; // in order of cost
  best: number;
  other: number; // what the best is set against
  sharesBest: number[];
  loss: number[]; // expected
  evpi: number;
}

// What of a price counts in this perspective (valuation.cpp).
function seen(perspective: string, bearer: string, whole: number, own: number): number {
  if (perspective === "society") return whole;
  if (perspective === "payer") return bearer === "care" ? whole - own : 0;
  if (perspective === "patient") return bearer === "care" ? own : bearer === "patient" ? whole : 0;
  return bearer === "care" ? whole : 0;
}

export interface Line {
  section: "prices" | "utilities" | "losses";
  name: string;
  each: number; // what one unit costs, or is worth
  column: number;
  rate: number;
}
export function linesOf({ valuation, money }: Economics, settings: Settings): Line[] {
  const { places } = money.average;
  const column = (kind: keyof Counted["places"], name: string): number => places[kind][name] ?? 0;
  return [
    ...money.rows.map((row) => ({
      section: "prices" as const,
      name: row.name,
      each: seen(valuation.perspective, row.bearer, settings.prices[row.name] ?? 0, row.patient_pays),
      column: column("prices", row.name),
      rate: settings.discount_costs,
    })),
    ...Object.keys(settings.utilities).map((name) => ({
      section: "utilities" as const,
      name,
      each: settings.utilities[name] ?? 0,
      column: column("states", name),
      rate: settings.discount_effects,
    })),
    ...Object.entries(valuation.losses).map(([name, { value }]) => ({
      section: "losses" as const,
      name,
      each: -value,
      column: column("losses", name),
      rate: settings.discount_effects,
    })),
  ];
}

// Units per person in one draw and arm, discounted by whole years since the start.
export function unitsOf(counted: Counted, arms: number, column: number, rate: number, draw: number, arm: number): number {
  const values = counted.units[column] ?? [],
    first = (draw * arms + arm) * counted.years;
  let sum = 0;
  for (let year = 0; year < counted.years; ++year) sum += (1 + rate) ** -year * (values[first + year] ?? 0);
  return sum / (counted.people[draw] ?? 1);
}

function totals(counted: Counted, lines: Line[], arms: number, isCost: boolean): number[][] {
  const wanted = lines.filter((line) => (line.section === "prices") === isCost && line.each !== 0);
  return Array.from({ length: arms }, (_, arm) =>
    Array.from({ length: counted.draws }, (_, draw) =>
      wanted.reduce((sum, line) => sum + line.each * unitsOf(counted, arms, line.column, line.rate, draw, arm), 0),
    ),
  );
}

const highest = (numbers: number[]): number => Math.max(...numbers);

export function bestOf(means: number[], reference: number): number {
  const most = highest(means);
  return means[reference] === most ? reference : means.indexOf(most);
}
// Draws in which several are exactly as good are split between them.
export function sharesBest(byArm: number[][]): number[] {
  const draws = byArm[0]?.length ?? 0,
    shares = byArm.map(() => 0);
  for (let draw = 0; draw < draws; ++draw) {
    const values = byArm.map((arm) => arm[draw] ?? 0),
      most = highest(values),
      ties = values.filter((value) => value === most).length;
    values.forEach((value, arm) => {
      if (value === most) shares[arm] = (shares[arm] ?? 0) + 1 / ties / draws;
    });
  }
  return shares;
}
export function expectedLoss(byArm: number[][]): number[] {
  const draws = byArm[0]?.length ?? 0;
  const known = mean(Array.from({ length: draws }, (_, draw) => highest(byArm.map((arm) => arm[draw] ?? 0))));
  return byArm.map((arm) => known - mean(arm));
}
export const netBenefitAt = (cost: number[][], effect: number[][], worth: number): number[][] =>
  cost.map((costs, arm) => costs.map((one, draw) => worth * (effect[arm]?.[draw] ?? 0) - one));

const slope = (from: Option, to: Option): number => (to.cost - from.cost) / (to.effect - from.effect);

export function incremental(cost: number[], effect: number[], reference: number): Option[] {
  const options: Option[] = cost.map((one, arm) => ({
    arm,
    cost: one,
    effect: effect[arm] ?? 0,
    standing: "efficient",
    against: 0,
    andAgainst: 0,
    icer: 0,
  }));
  options.sort(
    (a, b) => a.cost - b.cost || b.effect - a.effect || Number(b.arm === reference) - Number(a.arm === reference) || a.arm - b.arm,
  );
  let best: Option | undefined;
  for (const option of options) {
    if (best && option.effect <= best.effect) {
      option.standing = option.cost === best.cost && option.effect === best.effect ? "same" : "dominated";
      option.against = best.arm;
    } else best = option;
  }
  const left = options.filter(({ standing }) => standing === "efficient");
  if (left[0]) left[0].standing = "cheapest";
  for (let from = 0; from + 1 < left.length; ) {
    const here = left[from] as Option;
    let to = from + 1;
    for (let next = to + 1; next < left.length; ++next)
      if (slope(here, left[next] as Option) < slope(here, left[to] as Option)) to = next;
    for (let between = from + 1; between < to; ++between)
      Object.assign(left[between] as Option, { standing: "extended", against: here.arm, andAgainst: (left[to] as Option).arm });
    const next = left[to] as Option;
    next.against = here.arm;
    next.icer = (next.cost - here.cost) / (next.effect - here.effect);
    from = to;
  }
  return options;
}

function setAgainst(means: number[], best: number, reference: number): number {
  if (best !== reference || means.length < 2) return reference;
  const rest = means.map((_, arm) => arm).filter((arm) => arm !== best);
  return rest.reduce((next, arm) => ((means[arm] ?? 0) > (means[next] ?? 0) ? arm : next), rest[0] ?? 0);
}

export function valued(economics: Economics, counted: Counted, settings: Settings, arms: number, reference: number): Answer {
  const lines = linesOf(economics, settings).map((line) => ({
    ...line,
    column: counted.places[line.section === "utilities" ? "states" : line.section][line.name] ?? 0,
  }));
  const cost = totals(counted, lines, arms, true),
    effect = totals(counted, lines, arms, false);
  const netBenefit = netBenefitAt(cost, effect, settings.willingness_to_pay),
    meanNetBenefit = netBenefit.map(mean),
    best = bestOf(meanNetBenefit, reference),
    loss = expectedLoss(netBenefit);
  return {
    cost,
    effect,
    netBenefit,
    meanNetBenefit,
    options: incremental(cost.map(mean), effect.map(mean), reference),
    best,
    other: setAgainst(meanNetBenefit, best, reference),
    sharesBest: sharesBest(netBenefit),
    loss,
    evpi: Math.max(Math.min(...loss), 0),
  };
}

// A range reaches as far as the value that is set; that of utilities is the set's.
function rangeOf({ valuation, money }: Economics, settings: Settings, line: Line): { value: number; low: number; high: number } | undefined {
  const own = valuation[line.section][line.name];
  if (line.section === "losses" || !own) return own;
  if (line.section === "utilities")
    return settings.utility_set === valuation.utility_set ? own : money.utility_sets.find(({ name }) => name === settings.utility_set)?.of[line.name];
  const value = settings.prices[line.name] ?? own.value;
  return { value, low: Math.min(own.low, value), high: Math.max(own.high, value) };
}

export interface Bar {
  name: string;
  low: number;
  high: number;
  atLow: number;
  atHigh: number;
  bestAtLow: number; // arm
  bestAtHigh: number;
}
// Net benefit of the best arm over the other at either end of each range; it is linear in each input.
export function tornado(economics: Economics, settings: Settings, answer: Answer, arms: number, reference: number): Bar[] {
  const { money, valuation } = economics,
    { best, other } = answer;
  const now = (answer.meanNetBenefit[best] ?? 0) - (answer.meanNetBenefit[other] ?? 0);
  const meanUnits = (line: Line, arm: number): number =>
    mean(Array.from({ length: money.average.draws }, (_, draw) => unitsOf(money.average, arms, line.column, line.rate, draw, arm)));
  return linesOf(economics, settings)
    .flatMap((line) => {
      const sourced = rangeOf(economics, settings, line);
      const bearer = money.rows.find(({ name }) => name === line.name)?.bearer ?? "";
      const counts = line.section !== "prices" || seen(valuation.perspective, bearer, 2, 0) !== seen(valuation.perspective, bearer, 1, 0);
      if (!sourced || !(sourced.low < sourced.high) || !counts) return [];
      const value = sourced.value;
      const sign = line.section === "prices" ? -1 : (line.section === "losses" ? -1 : 1) * settings.willingness_to_pay;
      const slopes = answer.meanNetBenefit.map((_, arm) => sign * meanUnits(line, arm)),
        slopeOf = (slopes[best] ?? 0) - (slopes[other] ?? 0);
      const bestWith = (end: number): number =>
        bestOf(
          answer.meanNetBenefit.map((one, arm) => one + (slopes[arm] ?? 0) * (end - value)),
          reference,
        );
      return [
        {
          name: `${line.section}.${line.name}`,
          low: sourced.low,
          high: sourced.high,
          atLow: now + slopeOf * (sourced.low - value),
          atHigh: now + slopeOf * (sourced.high - value),
          bestAtLow: bestWith(sourced.low),
          bestAtHigh: bestWith(sourced.high),
        },
      ];
    })
    .filter(({ atLow, atHigh }) => atLow !== atHigh)
    .sort((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow));
}
