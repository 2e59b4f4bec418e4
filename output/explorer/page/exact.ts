// Closed forms laid over the live engine: where the answer is known, the engine must give it.
import * as Plot from "@observablehq/plot";
import { namePicture } from "./curves";
import { Result, type Picture } from "./series";
import type { Request } from "./protocol";

const kSuicidesPerYear = 0.2;

// Deaths of one constant hazard and no other: the living follow an exponential.
export const kExactRequest: Request = {
  path: "scenarios/teaching/how-often.yaml",
  arms: ["none"],
  seed: "1",
  patients: 4000,
  asked: [],
  set: [
    ["horizon", "5 years"],
    ["parameters.beyond_range", "true"],
    ["parameters.suicides", `${kSuicidesPerYear} per year`],
    ["parameters.other_deaths", "0 per year"],
  ],
};
const kAlive: Picture = { id: "alive", label: "Alive", unit: "%", names: ["alive"], of: "enrolled" };

export const exactAlive = (week: number): number => 100 * Math.exp((-kSuicidesPerYear / 365.25) * 7 * week);

// The largest distance from the closed form, in standard errors of a share. A patient is reviewed on one day of each
// week, three days before its end on average.
export function distance(result: Result): number {
  const alive = result.curve(0, kAlive);
  return Math.max(
    ...alive.map((value, week) => {
      const exact = exactAlive(week + 4 / 7),
        error = Math.sqrt((exact * (100 - exact)) / result.counts.enrolled);
      return error > 0 && week > 3 ? Math.abs(value - exact) / error : 0;
    }),
  );
}

export function drawExact(into: HTMLElement, result: Result, width: number): void {
  const live = result
    .curve(0, kAlive)
    .map((value, week) => ({ week: week + 4 / 7, value }))
    .filter((_, week) => week % 6 === 0);
  const closed = Array.from({ length: 261 }, (_, week) => ({ week, value: exactAlive(week) }));
  const svg = Plot.plot({
    width,
    height: 240,
    marginLeft: 44,
    style: { fontSize: "13px", background: "transparent" },
    x: { label: "weeks", labelArrow: "none" },
    y: { domain: [0, 100], label: "% alive", labelArrow: "none", grid: true },
    marks: [
      Plot.lineY(closed, { x: "week", y: "value", stroke: "#444" }),
      Plot.dot(live, { x: "week", y: "value", stroke: "#d55e00", r: 3 }),
    ],
  }) as unknown as SVGSVGElement;
  namePicture(svg, "Share alive by week: the engine's dots on the line of the closed form");
  const words = document.createElement("p");
  words.textContent = `Give everyone a hazard of death of ${kSuicidesPerYear} a year and no other cause: the share alive must be exp(−${kSuicidesPerYear} t) (line). The engine's ${result.counts.enrolled} patients (dots) stay within ${distance(result).toFixed(1)} standard errors of it over five years; up to about 3 is chance.`;
  into.replaceChildren(words, svg);
}
