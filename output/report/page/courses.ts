// Courses week by week, and where patients are.
import * as Plot from "@observablehq/plot";
import { colourOf, dashOf } from "./arms";
import { labelled } from "./cells";
import { labelOf, type Report } from "./data";
import { element, number, told } from "./dom";
import { panels, plot } from "./figure";
import { commonStep, percent, range, shown } from "./numbers";
import { fill } from "./section";
import type { Cell, Table } from "./table";

const kCourses = [
  { name: "remission", factor: 100, unit: "% of all who began" },
  { name: "response", factor: 100, unit: "% of all who began" },
  { name: "hamd17", factor: 1, unit: "points" },
];

// The standard error that chance among the patients of a draw leaves, at most.
function chanceOf(report: Report, name: string, arm: number, week: number): number {
  const value = report.courses.series[name]?.estimate[arm]?.[week] ?? 0,
    patients = report.comparison.patients;
  if (name === "hamd17") return (report.courses.hamd17_sd[arm * report.courses.weeks + week] ?? 0) / Math.sqrt(patients);
  return Math.sqrt((value * (1 - value)) / patients);
}

export function courses(root: ParentNode, report: Report): void {
  const weeks = Math.max(1, Math.floor(report.horizon_days / 7)),
    last = Math.min(weeks, report.courses.weeks) - 1;
  const holder = element("div"),
    select = element("select", { "aria-label": "What the courses show" });
  for (const { name } of kCourses) {
    const course = report.courses.series[name];
    if (course) select.append(element("option", { value: name }, course.label));
  }
  const rows = (name: string, factor: number, arm: number): { week: number; mid: number; low: number; high: number; chance: number }[] =>
    Array.from({ length: last + 1 }, (_, week) => {
      const course = report.courses.series[name];
      return {
        week: week + 1,
        mid: factor * (course?.estimate[arm]?.[week] ?? NaN),
        low: factor * (course?.low[arm]?.[week] ?? NaN),
        high: factor * (course?.high[arm]?.[week] ?? NaN),
        chance: factor * 1.96 * chanceOf(report, name, arm, week),
      };
    });
  const draw = (name: string): void => {
    const chosen = kCourses.find((one) => one.name === name) ?? kCourses[0];
    if (!chosen) return;
    const { factor, unit } = chosen,
      all = report.arms.map((_, arm) => rows(chosen.name, factor, arm));
    const top = Math.max(...all.flatMap((one) => one.map(({ high, mid }) => (Number.isFinite(high) ? high : mid)))) * 1.05;
    holder.replaceChildren(
      panels(
        report.arms.map((_, arm) => ({
          heading: labelOf(report, arm),
          name: `${report.courses.series[chosen.name]?.label ?? ""} by week: ${labelOf(report, arm)}`,
          draw: (width: number) =>
            plot(width, {
              height: 205,
              marginLeft: 38,
              x: { label: "week", domain: [0, last + 1], ticks: 4 },
              y: { label: unit, domain: [0, top], grid: true, ticks: 4, labelArrow: "none" },
              marks: [
                ...all.map((other, number) =>
                  number === arm
                    ? null
                    : Plot.lineY(other, { x: "week", y: "mid", stroke: "var(--faint)", strokeWidth: 1 }),
                ),
                Plot.areaY(all[arm] ?? [], { x: "week", y1: "low", y2: "high", fill: colourOf(arm), fillOpacity: 0.22 }),
                Plot.lineY(all[arm] ?? [], { x: "week", y: (d) => d.mid + d.chance, stroke: colourOf(arm), strokeWidth: 0.6 }),
                Plot.lineY(all[arm] ?? [], { x: "week", y: (d) => d.mid - d.chance, stroke: colourOf(arm), strokeWidth: 0.6 }),
                Plot.lineY(all[arm] ?? [], {
                  x: "week",
                  y: "mid",
                  stroke: colourOf(arm),
                  strokeWidth: 2.4,
                  strokeLinecap: "butt",
                  strokeDasharray: dashOf(arm),
                }),
              ],
            }),
        })),
      ),
    );
  };
  select.addEventListener("change", () => {
    draw(select.value);
    document.dispatchEvent(new Event("tachy-redraw"));
  });
  draw("remission");
  const remission = report.courses.series["remission"];
  const ends = report.arms.map((_, arm) => remission?.estimate[arm]?.[last] ?? 0),
    high = ends.indexOf(Math.max(...ends)),
    low = ends.indexOf(Math.min(...ends));
  const inRemission = (arm: number): HTMLElement => number(percent(ends[arm] ?? 0), ends[arm] ?? 0, `outcomes/remission/${report.arms[arm]?.id}/${last}`);
  fill(root, "courses", {
    reading: remission
      ? told`In week ${String(last + 1)}, ${inRemission(high)} of all who began “${labelOf(report, high)}” are in remission, against ${inRemission(low)} of “${labelOf(report, low)}”. ${report.draws > 0 ? "The bands hold 95 % of draws; the hairlines show how far chance among the simulated patients may have moved the mean, at most." : "The bands show chance among the simulated patients alone, not how sure the evidence is."}`
      : "",
    figures: [element("div", {}, element("label", {}, "Show ", select), holder)],
    tables: kCourses.flatMap(({ name, factor }): Table[] => {
      const course = report.courses.series[name];
      if (!course) return [];
      const every = Array.from({ length: last + 1 }, (_, week) => week).filter((week) => week === 0 || (week + 1) % 13 === 0 || week === last);
      return [
        {
          name: `course_${name}`,
          caption: `${course.label}: ${course.definition}`,
          columns: ["Week", ...report.arms.map((_, arm) => labelOf(report, arm))],
          rows: every.map((week) => [
            { text: String(week + 1) },
            ...report.arms.map((arm, number): Cell => {
              const at = {
                mean: course.estimate[number]?.[week] ?? null,
                low: course.low[number]?.[week] ?? null,
                high: course.high[number]?.[week] ?? null,
              };
              const step = commonStep([at], factor);
              return {
                text: `${shown((at.mean ?? NaN) * factor, step)}${factor === 100 ? " %" : ""} (${range(at, factor, step)})`,
                value: at.mean,
                low: at.low,
                high: at.high,
                of: `outcomes/${name}/${arm.id}/${week}`,
              };
            }),
          ]),
        },
      ];
    }),
  });
}

const kStates: Record<string, string> = {
  remission_treated: "In remission, in treatment",
  remission_untreated: "In remission, not in treatment",
  response_treated: "Better, in treatment",
  response_untreated: "Better, not in treatment",
  symptomatic_treated: "Symptomatic, in treatment",
  symptomatic_untreated: "Symptomatic, not in treatment",
  dead: "Dead",
};

export function whereTheyAre(root: ParentNode, report: Report): void {
  const { states, patients } = report.courses.where,
    weeks = Math.max(1, Math.floor(report.horizon_days / 7)),
    last = Math.min(weeks, report.courses.weeks) - 1;
  const everyone = (arm: number, week: number): number => (patients[arm]?.[week] ?? []).reduce((sum, one) => sum + one, 0);
  const share = (arm: number, week: number, state: number): number => (patients[arm]?.[week]?.[state] ?? 0) / (everyone(arm, week) || 1);
  const treated = report.arms.map((_, arm) =>
    states.reduce((sum, state, place) => sum + (state.endsWith("_treated") ? share(arm, last, place) : 0), 0),
  );
  const most = treated.indexOf(Math.max(...treated)),
    least = treated.indexOf(Math.min(...treated));
  const inTreatment = (arm: number): HTMLElement => number(percent(treated[arm] ?? 0), treated[arm] ?? 0, `treated/${report.arms[arm]?.id}/${last}`);
  fill(root, "where", {
    reading: told`In week ${String(last + 1)}, ${inTreatment(most)} of those who began “${labelOf(report, most)}” are still in treatment and ${inTreatment(least)} of “${labelOf(report, least)}”: what a regimen does, it does to those who stay.`,
    figures: [
      element(
        "ul",
        { class: "legend" },
        ...states.map((state, place) => element("li", {}, element("span", { class: `swatch state-${place}` }), kStates[state] ?? state)),
      ),
      panels(
        report.arms.map((_, arm) => ({
          heading: labelOf(report, arm),
          name: `Where patients are, week by week: ${labelOf(report, arm)}`,
          draw: (width: number) =>
            plot(width, {
              height: 205,
              marginLeft: 38,
              x: { label: "week", domain: [1, last + 1], ticks: 4 },
              y: { label: "% of all who began", domain: [0, 100], ticks: 4, labelArrow: "none" },
              marks: [
                Plot.areaY(
                  Array.from({ length: last + 1 }, (_, week) => week).flatMap((week) =>
                    states.map((_, place) => ({ week: week + 1, place, share: 100 * share(arm, week, place) })),
                  ),
                  {
                    x: "week",
                    y: "share",
                    z: "place",
                    order: "place",
                    fill: (d: { place: number }) => `var(--state-${d.place})`,
                    stroke: "var(--paper)",
                    strokeWidth: 0.6,
                  },
                ),
              ],
            }),
        })),
      ),
    ],
    tables: [
      {
        name: "where_patients_are",
        caption: `Where patients are in week ${last + 1}, % of all who began`,
        columns: ["Arm", ...states.map((state) => kStates[state] ?? state)],
        rows: report.arms.map((arm, number) => [
          labelled(report, number),
          ...states.map((state, place): Cell => ({
            text: (100 * share(number, last, place)).toFixed(1),
            value: patients[number]?.[last]?.[place] ?? null,
            of: `outcomes/patients/${arm.id}/${last}/${state}`,
          })),
        ]),
      },
    ],
  });
}
