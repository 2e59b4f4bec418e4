// Benefit against harm, and which arm is dominated.
import * as Plot from "@observablehq/plot";
import { colourOf, legendOfArms, markOf } from "./arms";
import { differenceCell, labelled } from "./cells";
import { factorOf, labelOf, measureOf, mostlyChance, others, referenceOf, unitOf, type Measure, type Report } from "./data";
import { figure, plot } from "./figure";
import { percent } from "./numbers";
import { absent, fill } from "./section";
import type { Table } from "./table";

const kHarms = ["use_disorder_ever", "misuse_ever", "urinary_ever", "systolic_180", "dissociation"];

// The harm that the plane sets against benefit: the gravest whose differences are not mostly chance.
export function harmOfPlane(report: Report): Measure | undefined {
  const there = kHarms.map((name) => measureOf(report, name)).filter((one): one is Measure => one !== undefined && !one.switch_off);
  return there.find((measure) => !mostlyChance(report, measure)) ?? there[0];
}

interface Dominance {
  by: number;
  share: number | null; // of draws
}
// Whether another arm gives as much benefit with no more harm, and in how many draws.
function dominance(report: Report, benefit: Measure, harm: Measure, arm: number): Dominance | undefined {
  const at = (measure: Measure, one: number): number => measure.arms[one]?.mean ?? 0;
  const by = report.arms.findIndex(
    (_, one) =>
      one !== arm &&
      at(benefit, one) >= at(benefit, arm) &&
      at(harm, one) <= at(harm, arm) &&
      (at(benefit, one) > at(benefit, arm) || at(harm, one) < at(harm, arm)),
  );
  if (by < 0) return undefined;
  const good = report.unknown?.by_draw[benefit.measure],
    bad = report.unknown?.by_draw[harm.measure];
  if (!good || !bad) return { by, share: null };
  const draws = good[arm] ?? [];
  const agreeing = draws.filter(
    (_, draw) => (good[by]?.[draw] ?? 0) >= (good[arm]?.[draw] ?? 0) && (bad[by]?.[draw] ?? 0) <= (bad[arm]?.[draw] ?? 0),
  );
  return { by, share: agreeing.length / draws.length };
}

export function balance(root: ParentNode, report: Report): void {
  const benefit = measureOf(report, "remission_weeks"),
    harm = harmOfPlane(report);
  if (!benefit || !harm || report.arms.length < 2) {
    absent(root, "balance", "One arm, or a result without remission or harms, has no balance to show: run a scenario with two arms or more.");
    return;
  }
  const reference = referenceOf(report),
    factor = factorOf(harm);
  const untold = mostlyChance(report, harm); // then nobody knows who is dominated
  const dominated = report.arms.map((_, arm) => (untold ? undefined : dominance(report, benefit, harm, arm)));
  const means = report.arms.map((_, arm) => ({
    arm,
    x: factor * ((harm.arms[arm]?.mean ?? 0) - (harm.arms[reference]?.mean ?? 0)),
    y: (benefit.arms[arm]?.mean ?? 0) - (benefit.arms[reference]?.mean ?? 0),
  }));
  const good = report.unknown?.by_draw["remission_weeks"],
    bad = report.unknown?.by_draw[harm.measure];
  const cloud = (arm: number): { x: number; y: number }[] =>
    (good?.[arm] ?? []).map((value, draw) => ({
      x: factor * ((bad?.[arm]?.[draw] ?? 0) - (bad?.[reference]?.[draw] ?? 0)),
      y: value - (good?.[reference]?.[draw] ?? 0),
    }));
  const most = others(report).reduce((best, arm) => ((means[arm]?.y ?? 0) > (means[best]?.y ?? 0) ? arm : best), others(report)[0] ?? 0);
  const worst = others(report).reduce((found, arm) => ((means[arm]?.x ?? 0) > (means[found]?.x ?? 0) ? arm : found), others(report)[0] ?? 0);
  const onDominance = dominated
    .flatMap((one, arm) =>
      one
        ? [
            `“${labelOf(report, arm)}” gives no more than “${labelOf(report, one.by)}” and harms no less${one.share === null ? "" : ` (in ${percent(one.share)} of draws)`}`,
          ]
        : [],
    )
    .join("; ");
  fill(root, "balance", {
    reading: untold
      ? `“${labelOf(report, most)}” adds the most weeks in remission. Too few patients were simulated to tell the arms apart in “${harm.label.toLowerCase()}”: what lies to the left or right here is mostly chance, and which arm is dominated is not told.`
      : `“${labelOf(report, most)}” adds the most weeks in remission${worst === most ? " and the most harm: more of one comes with more of the other" : `, “${labelOf(report, worst)}” the most harm`}.${onDominance ? ` Dominated, and grey: ${onDominance}.` : " No arm is dominated: none gives less and harms as much as another."}`,
    figures: [
      legendOfArms(report),
      figure(`Benefit against harm: weeks in remission gained, and ${harm.label.toLowerCase()} per 1,000 patients`, (width) =>
        plot(width, {
          height: Math.round(Math.min(440, Math.max(300, width * 0.6))),
          marginTop: 28,
            x: { label: `${harm.label}, ${unitOf(harm)}: more than the reference →`, nice: true },
          y: { label: "↑ weeks in remission gained", grid: true, nice: true, labelArrow: "none" },
          marks: [
            Plot.ruleY([0]),
            Plot.ruleX([0]),
            ...report.arms.map((_, arm) =>
              Plot.dot(cloud(arm), {
                x: "x",
                y: "y",
                r: 2.2,
                fill: dominated[arm] ? "var(--faint)" : colourOf(arm),
                fillOpacity: 0.4,
                symbol: markOf(arm),
              }),
            ),
            ...report.arms.map((_, arm) =>
              Plot.dot(means.slice(arm, arm + 1), {
                x: "x",
                y: "y",
                r: 7,
                symbol: markOf(arm),
                fill: dominated[arm] ? "var(--faint)" : colourOf(arm),
                stroke: "var(--paper)",
                strokeWidth: 1.5,
              }),
            ),
          ],
        }),
      ),
    ],
    tables: [differences(report, [benefit, harm], "balance", "What the plane shows: mean differences to the reference arm")],
  });
}

function differences(report: Report, measures: Measure[], name: string, caption: string): Table {
  return {
    name,
    caption: `${caption}; in brackets ${report.draws > 0 ? "what holds 95 % of draws" : "95 %, chance among patients alone"}`,
    columns: ["Arm", ...measures.map((measure) => `${measure.label}, ${unitOf(measure)}`)],
    rows: others(report).map((arm) => [labelled(report, arm), ...measures.map((measure) => differenceCell(report, measure, arm))]),
  };
}
