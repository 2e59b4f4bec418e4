// Closed forms laid over the live engine: where the answer is known, the engine must give it.
import * as Plot from "@observablehq/plot";
import * as known from "./closed_forms";
import type { Crew, End } from "./crew";
import { namePicture } from "./curves";
import type { Diary, Request } from "./protocol";
import { Result, shown, type Picture } from "./series";

interface Point {
  x: number;
  y: number;
}
export interface Comparison {
  title: string;
  words: string;
  x: string;
  y: string;
  engine: Point[];
  formula: (x: number) => number;
  apart: string; // the largest difference, in words
}

const kAlive: Picture = { id: "alive", label: "Alive", unit: "%", names: ["alive"], of: "enrolled", rests: "suicides" };

// The largest difference as a share of the formula.
function apart(engine: Point[], formula: (x: number) => number): string {
  const largest = Math.max(...engine.map(({ x, y }) => Math.abs(y / formula(x) - 1)));
  return `largest difference ${(100 * largest).toPrecision(1)} %, the rounding of single-precision numbers`;
}

// Only chance keeps these apart, so the difference is in standard errors of a share. A patient is reviewed on one day of
// each week, three days before its end on average.
function deaths(result: Result): Comparison {
  const formula = (weeks: number): number => 100 * known.shareAlive(7 * weeks);
  const engine = result.curve(0, kAlive).map((y, week) => ({ x: week + 4 / 7, y }));
  const errors = engine.slice(4).map(({ x, y }) => {
    const exact = formula(x);
    return Math.abs(y - exact) / Math.sqrt((exact * (100 - exact)) / result.counts.enrolled);
  });
  return {
    title: "A constant hazard",
    words: `Everyone has a hazard of death of ${known.kDeathsPerYear} a year: the share alive must be exp(−${known.kDeathsPerYear} t).`,
    x: "weeks",
    y: "% alive",
    engine: engine.filter((_, week) => week % 6 === 0),
    formula,
    apart: `${result.counts.enrolled.toLocaleString("en-GB")} patients stay within ${Math.max(...errors).toFixed(1)} standard errors; up to about 3 is chance`,
  };
}

function infusions(loaded: Result["loaded"], diary: Diary): Comparison {
  const { weight } = diary.person,
    mg = diary.arms[0]?.find((entry) => entry.mg)?.mg ?? 0;
  const formula = (minutes: number): number => known.peak(loaded, weight, mg, minutes / 60);
  const engine = diary.peaks_ng_per_ml.map((y, arm) => ({ x: known.kMinutes[arm] ?? 0, y }));
  return {
    title: "Ketamine in blood as an infusion ends",
    words: `${shown(mg)} mg for a person of ${shown(weight)} kg, given faster or more slowly: three compartments and two enantiomers, solved as sums of exponentials.`,
    x: "minutes of infusion",
    y: "ng/mL",
    engine,
    formula,
    apart: apart(engine, formula),
  };
}

function tolerance(loaded: Result["loaded"], diary: Diary): Comparison[] {
  const of = known.toleranceOf(loaded),
    entries = diary.arms[0] ?? [],
    doses = entries.filter(({ mg }) => (mg ?? 0) > 0);
  const last = doses.at(-1)?.day ?? 0;
  const built = doses.map(({ reward_tolerance: y }, dose) => ({ x: dose + 1, y }));
  const faded = entries
    .filter(({ visit, day }) => visit === undefined && day > last)
    .map(({ day, reward_tolerance: y }) => ({ x: day - last, y }));
  const steady = known.accumulated(of, Infinity);
  return [
    {
      title: "Tolerance builds up to a steady state",
      words: `Each weekly dose closes ${shown(100 * of.gain)} % of the distance to full tolerance to reward; a geometric series leads to ${steady.toFixed(3)}.`,
      x: "doses",
      y: "tolerance",
      engine: built,
      formula: (count) => known.accumulated(of, count),
      apart: apart(built, (count) => known.accumulated(of, count)),
    },
    {
      title: "Tolerance wears off",
      words: `Without more doses it halves every ${shown(of.halfLifeDays)} days.`,
      x: "days since the last dose",
      y: "tolerance",
      engine: faded,
      formula: (days) => known.left(of, days),
      apart: apart(faded, (days) => known.left(of, days)),
    },
  ];
}

async function lived(crew: Crew, request: Request, text?: string): Promise<Exclude<End, string | { faults: string }>> {
  const end = await crew.show(request, text ? [[request.path, text]] : [], {});
  if (end === "superseded" || "faults" in end) throw new Error(end === "superseded" ? end : end.faults);
  return end;
}

// The first who had every dose.
async function whole(crew: Crew, patients: number): Promise<Diary> {
  for (let patient = 0; patient < patients; ++patient) {
    const diary = await crew.follow(patient);
    if (diary.arms[0]?.filter(({ mg }) => (mg ?? 0) > 0).length === known.kDoses) return diary;
  }
  throw new Error("nobody had every dose");
}

export async function compareAll(crew: Crew): Promise<Comparison[]> {
  const alive = await lived(crew, known.kDeathsOnly);
  const bags = await lived(crew, known.kInfusions, known.kInfusionsText);
  const peaks = infusions(bags.loaded, await crew.follow(0));
  const course = await lived(crew, known.kCourse, known.kCourseText);
  const built = tolerance(course.loaded, await whole(crew, course.loaded.patients));
  return [deaths(new Result(alive.loaded, alive.counts)), peaks, ...built];
}

export function drawComparisons(into: HTMLElement, comparisons: Comparison[]): void {
  const figures = comparisons.map(() => document.createElement("figure"));
  into.replaceChildren(...figures); // all of them, so that each has its width
  comparisons.forEach((comparison, i) => drawComparison(figures[i] as HTMLElement, comparison));
}

function drawComparison(figure: HTMLElement, comparison: Comparison): void {
  const { title, words, x, y, engine, formula, apart } = comparison,
    to = Math.max(...engine.map((point) => point.x)),
    from = Math.min(...engine.map((point) => point.x));
  const line = Array.from({ length: 121 }, (_, i) => from + ((to - from) * i) / 120).map((at) => ({ x: at, y: formula(at) }));
  const heading = document.createElement("h3"),
    text = document.createElement("p");
  heading.textContent = title;
  text.textContent = `${words} Line: the formula. Dots: the engine; ${apart}.`;
  figure.append(heading, text);
  const svg = Plot.plot({
    width: Math.max(280, figure.clientWidth),
    height: 230,
    marginLeft: 48,
    marginBottom: 42,
    style: { fontSize: "13px", background: "transparent" },
    x: { label: x, labelArrow: "none", labelOffset: 38, ticks: 6 },
    y: { zero: true, label: y, labelArrow: "none", grid: true, ticks: 5 },
    marks: [
      Plot.lineY(line, { x: "x", y: "y", stroke: "#444" }),
      Plot.dot(engine, { x: "x", y: "y", stroke: "#d55e00", r: 3 }),
    ],
  }) as unknown as SVGSVGElement;
  namePicture(svg, `${title}: the engine's dots on the line of the formula; ${apart}`);
  figure.append(svg);
}
