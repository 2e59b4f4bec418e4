// The curves of one measure in every arm, with what was pinned and the ribbon of seeds beneath.
import * as Plot from "@observablehq/plot";
import type { Loaded } from "./protocol";
import { milestonesOf, type Milestone } from "./milestones";
import type { Picture, Result } from "./series";

// Three to one on white and apart in grey, with dashes as well; arms beyond the last begin again.
export const kColours = ["#444444", "#0072b2", "#d55e00", "#117733", "#882255", "#5f4690", "#8c564b", "#1d6996"];
export const kDashes = ["", "8 3", "2 3", "10 3 2 3", "5 2", "1 4", "12 4", "6 2 1 2"];
export const colourOf = (arm: number): string => kColours[arm % kColours.length] ?? "#444444";
export const dashOf = (arm: number, times = 1): string =>
  (kDashes[arm % kDashes.length] ?? "")
    .split(" ")
    .filter(Boolean)
    .map((length) => times * Number(length))
    .join(" ");

// Among all arms of the scenario, so that an arm keeps its colour when others are left out.
export const placeOf = (loaded: Loaded, arm: number): number =>
  loaded.all_arms.findIndex(({ id }) => id === loaded.arms[arm]?.id);

export interface Drawing {
  result: Result;
  picture: Picture;
  top: number; // of the axis
  arms: number[]; // to draw
  pinned?: Result;
  ribbon?: number[][][]; // [arm][seed][week]
  large: boolean;
  width: number;
}

interface Point {
  week: number;
  value: number;
  arm: string;
}

const pointsOf = (values: number[], arm: string): Point[] =>
  values.map((value, week) => ({ week: week + 1, value, arm }));

function bandOf(curves: number[][]): { week: number; low: number; high: number }[] {
  return (curves[0] ?? []).map((_, week) => {
    const sorted = curves.map((curve) => curve[week] ?? 0).sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
    return { week: week + 1, low: at(0.05), high: at(0.95) };
  });
}

// Labels at the ends of the curves, above the axis and pushed apart where they would touch. apart: the height of one line of text.
function labelled(ends: Point[], apart: number, letters: number): Point[] {
  const half = (point: Point): number => (Math.ceil(point.arm.length / letters) * apart) / 2;
  const above = (point: Point): Point => ({ ...point, value: Math.max(point.value, half(point) - apart / 2) });
  const sorted = ends.map(above).sort((a, b) => a.value - b.value);
  for (let i = 1; i < sorted.length; ++i) {
    const below = sorted[i - 1],
      here = sorted[i];
    const clear = below && here ? half(below) + half(here) : 0;
    if (below && here && here.value - below.value < clear) sorted[i] = { ...here, value: below.value + clear };
  }
  return sorted;
}

// Months rather than weeks where there are many.
const ticksOf = (periods: number, narrow: boolean): { week: number; words: string }[] =>
  periods <= 30
    ? Array.from({ length: Math.floor(periods / 4) + 1 }, (_, i) => ({
        week: 4 * i,
        words: i === 0 ? "start" : `week ${4 * i}`,
      })).filter((_, i) => i % (periods > 16 ? (narrow ? 3 : 2) : narrow ? 2 : 1) === 0)
    : (periods <= 60
        ? narrow
          ? [0, 26, 52]
          : [0, 13, 26, 39, 52]
        : narrow
          ? [0, 52, 104, 208]
          : [0, 26, 52, 78, 104, 156, 208, 260]
      )
        .filter((week) => week <= periods + 1)
        .map((week) => ({
          week,
          words:
            week === 0
              ? "start"
              : week < 52
                ? `${(week / 4.333) | 0} months`
                : week % 52 === 0
                  ? `year ${week / 52}`
                  : "18 months",
        }));

// The week of the last infusion of the start, where all arms have the same.
function endOfInduction(loaded: Loaded): number | undefined {
  const days = loaded.values["phases.induction.days"];
  return days ? Number(days.split(",").at(-1)) / 7 : undefined;
}

// A dot on the curve and what it stands for, in a halo so that curves do not cross it out.
function markOf(milestone: Milestone, colour: string, late: boolean): Plot.Markish[] {
  const place = { x: "week", y: "value" } as const;
  return [
    Plot.dot([milestone], { ...place, r: 4.5, fill: "#fff", stroke: colour, strokeWidth: 2 }),
    Plot.text([milestone], {
      ...place,
      text: "words",
      textAnchor: late ? "end" : "start",
      dx: late ? -6 : 8,
      dy: -8,
      lineAnchor: "bottom",
      fill: "#333",
      stroke: "#fdfdfb",
      strokeWidth: 4,
    }),
  ];
}

export function drawCurves(drawing: Drawing): SVGSVGElement {
  const { result, picture, arms, large, width } = drawing,
    { loaded } = result,
    hue = (arm: number): number => placeOf(loaded, arm);
  const size = large ? 19 : 13,
    height = Math.round(Math.min(large ? 440 : 330, Math.max(240, width * 0.56)));
  const lines = arms.map((arm) => ({
    arm,
    points: pointsOf(result.curve(arm, picture), loaded.arms[arm]?.label ?? ""),
  }));
  const letters = width < 420 ? 13 : 18;
  const ends = labelled(
    lines.flatMap(({ points }) => points.slice(-1)),
    (drawing.top * size * 1.15) / (height - 3 * size - 22),
    0.8 * letters, // of a line: words are not broken
  );
  const ticks = ticksOf(result.weeks, width < 420),
    lastOfStart = endOfInduction(loaded),
    milestones = milestonesOf(result, picture, arms);
  const svg = Plot.plot({
    width,
    height,
    marginTop: size + 14,
    marginRight: Math.min(width * 0.34, letters * size * 0.6),
    marginBottom: size * 2 + 8,
    marginLeft: size * 3,
    style: { fontSize: `${size}px`, background: "transparent", overflow: "visible" },
    x: {
      domain: [0, result.weeks],
      ticks: ticks.map(({ week }) => week),
      tickFormat: (week: number) => ticks.find((tick) => tick.week === week)?.words ?? "",
      label: null,
    },
    y: { domain: [0, drawing.top], grid: true, ticks: 5, label: picture.unit, labelArrow: "none", nice: false },
    marks: [
      Plot.ruleY([0]),
      ...(lastOfStart
        ? [
            Plot.ruleX([lastOfStart], { stroke: "#999", strokeDasharray: "1 3" }),
            Plot.text([lastOfStart], {
              x: (week: number) => week,
              y: drawing.top,
              text: () => "last infusion of the start",
              textAnchor: "start",
              dx: 4,
              dy: size * 0.6,
              fill: "#666",
              fontSize: size - 2,
            }),
          ]
        : []),
      ...arms.map((arm) =>
        Plot.areaY(bandOf(drawing.ribbon?.[arm] ?? []), {
          x: "week",
          y1: "low",
          y2: "high",
          fill: colourOf(hue(arm)),
          fillOpacity: 0.16,
        }),
      ),
      ...(drawing.pinned
        ? arms.map((arm) =>
            Plot.lineY(
              drawing.pinned && arm < drawing.pinned.loaded.arms.length
                ? pointsOf(drawing.pinned.curve(arm, picture), "")
                : [],
              { x: "week", y: "value", stroke: "#8a8a8a", strokeWidth: 1.5, strokeDasharray: dashOf(hue(arm)) },
            ),
          )
        : []),
      ...lines.map(({ arm, points }) =>
        Plot.lineY(points, {
          x: "week",
          y: "value",
          stroke: colourOf(hue(arm)),
          strokeWidth: large ? 4 : 2.6,
          strokeLinecap: "butt",
          strokeDasharray: dashOf(hue(arm), large ? 1.6 : 1),
        }),
      ),
      ...milestones.flatMap((one) => markOf(one, colourOf(hue(one.arm)), one.week / result.weeks > (8 * size) / (0.6 * width))),
      ...lines.map(({ arm, points }) =>
        Plot.text(
          ends.filter(({ arm: name }) => name === points[0]?.arm),
          {
            x: "week",
            y: "value",
            text: (end: Point) => end.arm,
            lineWidth: letters * 0.46,
            fill: colourOf(hue(arm)),
            fontWeight: 600,
            textAnchor: "start",
            dx: 6,
          },
        ),
      ),
    ],
  });
  return svg as unknown as SVGSVGElement;
}

// A name for the whole, none for its parts: what a screen reader needs is in the text beside it.
export function namePicture(svg: Element, name: string): void {
  for (const inner of svg.querySelectorAll("[aria-label]")) inner.removeAttribute("aria-label");
  for (const inner of svg.querySelectorAll("[aria-description]")) inner.removeAttribute("aria-description");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", name);
}

// Where the axis ends: a round number above everything shown.
export function topOf(results: Result[], picture: Picture): number {
  const highest = Math.max(
    ...results.flatMap((result) => result.loaded.arms.flatMap((_, arm) => result.curve(arm, picture))),
    0,
  );
  if (picture.unit === "points") return 35;
  const wanted = Math.max(highest * 1.15, picture.unit === "%" ? 10 : 0.5);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const top =
    [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((digit) => digit * power).find((round) => round >= wanted) ?? 10 * power;
  return picture.unit === "%" ? Math.min(top, 100) : top;
}
