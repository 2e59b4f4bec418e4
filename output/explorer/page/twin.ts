// One patient and the twin: the same person with the same luck under two arms, day by day.
import * as Plot from "@observablehq/plot";
import { colourOf, dashOf, namePicture, placeOf } from "./curves";
import type { Diary, DiaryEntry, Loaded } from "./protocol";

const kPlain: Record<string, string> = {
  relapse: "relapse",
  drop_out: "leaves treatment",
  clinician_stop: "treatment stopped",
  misuse_starts: "starts to misuse",
  misuse_ends: "stops misusing",
  use_disorder: "use disorder",
  use_disorder_remission: "use disorder in remission",
  misuse_detected: "a check points to misuse",
  suicide: "dies by suicide",
  other_death: "dies",
  suicide_attempt: "suicide attempt",
  plan_completed: "plan completed",
  withdrawal: "withdrawal",
  urinary: "urinary symptoms",
};

const dosesIn = (entries: DiaryEntry[]): DiaryEntry[] => entries.filter(({ mg }) => (mg ?? 0) > 0);

export function storyOf(diary: Diary, loaded: Loaded, patient: number): string {
  const { person } = diary;
  const who = `Patient ${patient}: a ${person.female ? "woman" : "man"} of ${Math.round(person.age)}, ${Math.round(person.weight)} kg, score ${person.baseline_hamd17.toFixed(0)} at the start.`;
  return [
    who,
    ...loaded.arms.map(({ label }, arm) => {
      const entries = diary.arms[arm] ?? [];
      const reviews = entries.filter(({ visit }) => visit === undefined);
      const well = reviews.filter(({ hamd17 }) => hamd17 <= 7).length;
      const events = entries.flatMap(({ day, events }) =>
        (events ?? []).filter((event) => kPlain[event]).map((event) => `${kPlain[event]} on day ${day}`),
      );
      return `“${label}”: ${dosesIn(entries).length} doses, in remission at ${well} of ${reviews.length} weekly reviews${events.length ? "; " + events.slice(0, 4).join(", ") + (events.length > 4 ? ` and ${events.length - 4} more` : "") : ""}.`;
    }),
  ].join(" ");
}

export function drawTwin(diary: Diary, loaded: Loaded, width: number, large: boolean): SVGSVGElement {
  const size = large ? 18 : 13;
  const margin = Math.min(width * 0.3, size * 13),
    letters = Math.floor(margin / (0.62 * size));
  const rows = loaded.arms.map(({ label }, arm) => ({ label, arm, entries: diary.arms[arm] ?? [] }));
  const svg = Plot.plot({
    width,
    height: large ? 360 : 270,
    marginLeft: size * 3,
    marginRight: margin,
    marginBottom: size * 2 + 8,
    style: { fontSize: `${size}px`, background: "transparent" },
    x: { domain: [0, loaded.horizon_days], label: "day", labelArrow: "none", ticks: width < 420 ? 3 : 6 },
    y: { domain: [-4 * rows.length, 52], label: "HAM-D17", labelArrow: "none", ticks: [0, 7, 20, 40], grid: true },
    marks: [
      Plot.ruleY([7], { stroke: "#0b6e4f", strokeDasharray: "4 3" }),
      ...rows.map(({ arm, entries }) =>
        Plot.lineY(
          entries.filter(({ visit }) => visit === undefined),
          { x: "day", y: "hamd17", stroke: colourOf(placeOf(loaded, arm)), strokeWidth: 2, strokeDasharray: dashOf(placeOf(loaded, arm)) },
        ),
      ),
      ...rows.map(({ arm, entries }, row) =>
        Plot.ruleX(dosesIn(entries), {
          x: "day",
          y1: -4 * row - 1,
          y2: -4 * row - 3.6,
          stroke: colourOf(placeOf(loaded, arm)),
          strokeWidth: 1.5,
        }),
      ),
      ...rows.map(({ arm, label }, row) =>
        Plot.text([label], {
          x: () => loaded.horizon_days,
          y: () => -4 * row - 2.3,
          text: (words: string) => (words.length > letters ? `${words.slice(0, letters - 1)}…` : words),
          fill: colourOf(placeOf(loaded, arm)),
          fontWeight: 600,
          textAnchor: "start",
          dx: 6,
        }),
      ),
    ],
  }) as unknown as SVGSVGElement;
  namePicture(svg, "Depression score of one patient in every arm, by day");
  return svg;
}
