// Who is better and worse off, and harms.
import * as Plot from "@observablehq/plot";
import { colourOf, markOf } from "./arms";
import { labelled, meanCell } from "./cells";
import { factorOf, labelOf, measureOf, mostlyChance, others, referenceOf, unitOf, type Measure, type Report } from "./data";
import { number, told } from "./dom";
import { axisOfNames, figure, panels, plot, roomFor, rowFor } from "./figure";
import { percent } from "./numbers";
import { absent, fill } from "./section";
import type { Cell } from "./table";

export function whoGains(root: ParentNode, report: Report): void {
  const measure = measureOf(report, "remission_weeks");
  if (!measure || report.arms.length < 2) {
    absent(root, "gains", "With one arm nobody can be better or worse off: run a scenario with two arms or more.");
    return;
  }
  const rows = others(report).map((arm) => ({ arm, ...(measure.arms[arm]?.under_shared_luck ?? { better: 0, worse: 0, unchanged: 1 }) }));
  const most = rows.reduce((best, row) => (row.better > best.better ? row : best), rows[0] ?? { arm: 0, better: 0, worse: 0, unchanged: 1 });
  const bars = rows.flatMap(({ arm, better, worse }) => [
    { arm: labelOf(report, arm), place: arm, share: 100 * better, what: "better off" },
    { arm: labelOf(report, arm), place: arm, share: -100 * worse, what: "worse off" },
  ]);
  const harm = measureOf(report, "use_disorder_ever");
  const needed = (name: string, arm: number): Cell => {
    const one = report.unknown?.needed_to_treat[name]?.[report.arms[arm]?.id ?? ""],
      of = measureOf(report, name);
    if (!one || !of) return { text: "needs draws", value: null };
    if (mostlyChance(report, of)) return { text: "too few patients to say", value: null };
    return { text: one.words.replaceAll("\n", "; 95 % of draws: "), value: one.better ? 1 / one.better : null };
  };
  const reach = Math.max(...bars.map(({ share }) => Math.abs(share)), 5) * 1.15;
  const shareOf = (share: number, what: string): HTMLElement => number(percent(share), share, `paired/remission_weeks/${report.arms[most.arm]?.id}/${what}`);
  fill(root, "gains", {
    reading: told`Against themselves under “${labelOf(report, referenceOf(report))}”, ${shareOf(most.better, "better")} of patients gain ${String(measure.smallest_difference)} weeks in remission or more under “${labelOf(report, most.arm)}” and ${shareOf(most.worse, "worse")} lose as much; for the other ${shareOf(most.unchanged, "unchanged")} it changes less than that.`,
    figures: [
      figure("Shares of patients better off and worse off, by arm", (width) =>
        plot(width, {
          height: 66 + rowFor(width, 0.3, 34, report) * rows.length,
          marginLeft: roomFor(width, 0.3),
          x: { label: "← worse off      % of patients      better off →", domain: [-Math.max(1, ...rows.map(({ worse }) => 115 * worse)), reach], tickFormat: (tick: number) => String(Math.abs(tick)) },
          y: { label: null, domain: rows.map(({ arm }) => labelOf(report, arm)) },
          marks: [
            axisOfNames(width, 0.3),
            ...rows.map(({ arm }) =>
              Plot.barX(
                bars.filter(({ place }) => place === arm),
                { x: "share", y: "arm", fill: colourOf(arm), fillOpacity: (d: { share: number }) => (d.share < 0 ? 0.5 : 1) },
              ),
            ),
            Plot.ruleX([0]),
          ],
        }),
      ),
    ],
    tables: [
      {
        name: "better_and_worse_off",
        caption: `Better and worse off under shared luck, by ${measure.smallest_difference} weeks in remission or more; and how many to treat for one more`,
        columns: ["Arm", "Better off", "Worse off", "Unchanged", `To treat: ${measure.smallest_difference} weeks in remission or more`, "To treat: use disorder"],
        rows: rows.map(({ arm, better, worse, unchanged }) => [
          labelled(report, arm),
          ...(["better", "worse", "unchanged"] as const).map((what): Cell => ({
            text: percent({ better, worse, unchanged }[what]),
            value: { better, worse, unchanged }[what],
            of: `paired/remission_weeks/${report.arms[arm]?.id}/${what}`,
          })),
          needed("remission_weeks", arm),
          harm ? needed("use_disorder_ever", arm) : { text: "not counted" },
        ]),
      },
    ],
  });
}

const kHarmsShown = ["use_disorder_ever", "misuse_ever", "urinary_ever", "systolic_180", "systolic_rise_40", "dissociation", "sedation", "nausea", "dizziness", "suicide_attempts", "died"];

export function harms(root: ParentNode, report: Report): void {
  const all = kHarmsShown.map((name) => measureOf(report, name)).filter((one): one is Measure => one !== undefined);
  const moved = all.filter((measure) => !measure.switch_off && others(report).some((arm) => (measure.arms[arm]?.difference.mean ?? 0) !== 0));
  const unsure = all.filter((measure) => report.draws > 0 && mostlyChance(report, measure));
  const assumed = all.filter(({ rests_on }) => rests_on === "assumed");
  const dots = (measure: Measure): { arm: string; place: number; mid: number; low: number; high: number }[] =>
    report.arms.map((_, arm) => {
      const one = measure.arms[arm],
        factor = factorOf(measure);
      return {
        arm: labelOf(report, arm),
        place: arm,
        mid: factor * (one?.mean ?? NaN),
        low: factor * (one?.low ?? one?.mean ?? NaN),
        high: factor * (one?.high ?? one?.mean ?? NaN),
      };
    });
  fill(root, "harms", {
    reading: `${moved.length} of ${all.length} harms differ between the arms. ${assumed.length} rest on judgement more than on anything measured (${assumed.map(({ label }) => label.toLowerCase()).join(", ") || "none"}).${unsure.length > 0 ? ` Too few patients were simulated to say how far ${unsure.map(({ label }) => label.toLowerCase()).join(", ")} differ.` : ""}`,
    figures: [
      panels(
        moved.map((measure) => ({
          heading: `${measure.label}, ${unitOf(measure)}`,
          name: `${measure.label}, ${unitOf(measure)}, by arm`,
          draw: (width: number) =>
            plot(width, {
              height: 56 + rowFor(width, 0.42, 30, report) * report.arms.length,
              marginLeft: roomFor(width, 0.42),
              x: { label: null, zero: true, ticks: 4, grid: true },
              y: { label: null, domain: report.arms.map((_, arm) => labelOf(report, arm)) },
              marks: [
                axisOfNames(width, 0.42),
                ...report.arms.flatMap((_, arm) => {
                  const one = dots(measure).slice(arm, arm + 1);
                  return [
                    Plot.ruleY(one, { y: "arm", x1: "low", x2: "high", stroke: colourOf(arm), strokeWidth: 2 }),
                    Plot.dot(one, { y: "arm", x: "mid", r: 5, symbol: markOf(arm), fill: colourOf(arm) }),
                  ];
                }),
              ],
            }),
        })),
      ),
    ],
    tables: [
      {
        name: "harms",
        caption: `Harms: mean, in brackets ${report.draws > 0 ? "95 % of draws" : "95 %, chance alone"}; and what they rest on`,
        columns: ["Harm", ...report.arms.map((_, arm) => labelOf(report, arm)), "Rests on", "Note"],
        rows: all.map((measure) => [
          { text: `${measure.label}, ${unitOf(measure)}` },
          ...report.arms.map((_, arm) => meanCell(report, measure, arm)),
          { text: measure.rests_on || "not said" },
          {
            text: [
              measure.switch_off ? `the same in every arm, since the switch ${measure.switch_off} is off` : "",
              measure.not_modelled ? `not modelled: ${measure.not_modelled}` : "",
              report.chance[measure.measure]?.words ?? "",
            ]
              .filter(Boolean)
              .join("; "),
          },
        ]),
      },
    ],
    open: true,
  });
}
