// Sections on money. All of them follow from the settings at once.
import * as Plot from "@observablehq/plot";
import { colourOf, dashOf, legendOfArms, markOf } from "./arms";
import { labelOf, referenceOf, yearsOf, type Economics, type Interval, type Report } from "./data";
import { element, number, told as sentence, type Sentence } from "./dom";
import { axisOfNames, figure, fontSize, plot, roomFor } from "./figure";
import { expectedLoss, netBenefitAt, bestOf, sharesBest, tornado, valued, type Answer, type Option, type Settings } from "./money";
import { mean, overDraws, percent, range, shown, signed, stepOf, halfWidthOf } from "./numbers";
import { fill } from "./section";
import type { Cell } from "./table";

export interface Money {
  report: Report;
  economics: Economics;
  settings: Settings;
  answer: Answer;
  changed: boolean;
}
export function moneyOf(report: Report, economics: Economics, settings: Settings, changed: boolean): Money {
  const answer = valued(economics, economics.money.average, settings, report.arms.length, referenceOf(report));
  return { report, economics, settings, answer, changed };
}

const less = (a: number[], b: number[]): number[] => a.map((one, draw) => one - (b[draw] ?? 0));
export const difference = (byArm: number[][], arm: number, other: number): Interval => overDraws(less(byArm[arm] ?? [], byArm[other] ?? []));

// "+4,500 USD (300 to 12,000)"
function told(interval: Interval, sign: boolean): string {
  const step = stepOf(halfWidthOf(interval));
  return `${(sign ? signed : shown)(interval.mean, step)} (${range(interval, 1, step)})`;
}
const cellOf = (interval: Interval, of: string, sign = false): Cell => ({
  text: told(interval, sign),
  value: interval.mean,
  low: interval.low,
  high: interval.high,
  of,
});

function standing(report: Report, option: Option, currency: string): string {
  const name = (arm: number): string => `“${labelOf(report, arm)}”`;
  switch (option.standing) {
    case "cheapest":
      return "the cheapest that is not dominated";
    case "efficient":
      return `${shown(option.icer, stepOf(option.icer) / 10)} ${currency} for each QALY more than ${name(option.against)}`;
    case "dominated":
      return `dominated: ${name(option.against)} costs no more and gives no less`;
    case "extended":
      return `dominated by a mixture: some on ${name(option.against)} and some on ${name(option.andAgainst)} give as much for less`;
    default:
      return `the same as ${name(option.against)}`;
  }
}

// The sentence on cost, for the first screen and the section.
export function costSentence(money: Money, arm: number): Sentence {
  const { report, economics, answer, settings } = money,
    reference = referenceOf(report),
    currency = economics.valuation.currency;
  const more = difference(answer.cost, arm, reference),
    step = stepOf(halfWidthOf(more));
  const share = answer.sharesBest[answer.best] ?? 0;
  const onCost =
    arm === reference
      ? []
      : sentence`“${labelOf(report, arm)}” costs ${number(shown(Math.abs(more.mean ?? 0), step), more.mean, `economics/${report.arms[arm]?.id}/more_cost`)} ${currency} ${(more.mean ?? 0) < 0 ? "less" : "more"} a person over ${yearsOf(report)} than “${labelOf(report, reference)}” (95 % of draws: ${range(more, 1, step)}). `;
  const order = answer.meanNetBenefit.map((_, one) => one).sort((a, b) => (answer.meanNetBenefit[b] ?? 0) - (answer.meanNetBenefit[a] ?? 0)),
    next = order.find((one) => one !== answer.best) ?? answer.best;
  const behind = difference(answer.netBenefit, answer.best, next);
  const second =
    next === answer.best
      ? []
      : sentence`; next comes “${labelOf(report, next)}”, worth ${number(shown(behind.mean, stepOf(Math.abs(behind.mean ?? 1))), behind.mean, `behind/${report.arms[answer.best]?.id}/${report.arms[next]?.id}`)} ${currency} a person less`;
  const best = sentence`At ${settings.willingness_to_pay.toLocaleString("en-GB")} ${currency} for a QALY, “${labelOf(report, answer.best)}” is worth the most on average, and in ${number(percent(share), share, `economics/${report.arms[answer.best]?.id}/share_best`)} of draws${share < 0.6 ? ", far from certain" : ""}`;
  return [...onCost, ...best, ...second, "."];
}

export function drawMoney(root: ParentNode, money: Money): void {
  const { report, economics, answer } = money,
    reference = referenceOf(report),
    currency = economics.valuation.currency;
  fill(root, "money", {
    reading: costSentence(money, answer.best === reference ? answer.other : answer.best),
    figures: [legendOfArms(report), plane(money)],
    tables: [
      {
        name: "costs_and_effects",
        caption: `Costs and effects per person, discounted; in brackets 95 % of draws`,
        columns: ["Arm", `Cost, ${currency}`, "QALYs", `Cost against the reference, ${currency}`, "QALYs against the reference", `Net benefit against the reference, ${currency}`, "Standing, in order of cost"],
        rows: answer.options.map((option): Cell[] => {
          const { arm } = option,
            id = report.arms[arm]?.id ?? "",
            against = (byArm: number[][], of: string): Cell => (arm === reference ? { text: "–", value: 0 } : cellOf(difference(byArm, arm, reference), `economics/${id}/${of}`, true));
          return [
            { text: labelOf(report, arm) },
            cellOf(overDraws(answer.cost[arm] ?? []), `economics/${id}/cost`),
            cellOf(overDraws(answer.effect[arm] ?? []), `economics/${id}/qalys`),
            against(answer.cost, "more_cost"),
            against(answer.effect, "more_qalys"),
            against(answer.netBenefit, "net_benefit_over_reference"),
            { text: standing(report, option, currency) },
          ];
        }),
      },
    ],
    open: true,
  });
  drawDecision(root, money);
  drawTornado(root, money);
}

function plane({ report, economics, answer, settings }: Money): HTMLElement {
  const reference = referenceOf(report),
    currency = economics.valuation.currency;
  const arms = report.arms.map((_, arm) => arm).filter((arm) => arm !== reference);
  const cloud = (arm: number): { x: number; y: number }[] =>
    less(answer.effect[arm] ?? [], answer.effect[reference] ?? []).map((x, draw) => ({
      x,
      y: (answer.cost[arm]?.[draw] ?? 0) - (answer.cost[reference]?.[draw] ?? 0),
    }));
  const means = arms.map((arm) => ({ arm, x: mean(cloud(arm).map(({ x }) => x)), y: mean(cloud(arm).map(({ y }) => y)) }));
  const reach = Math.max(...arms.flatMap((arm) => cloud(arm).map(({ x }) => x)), 0.001);
  const highest = Math.max(...arms.flatMap((arm) => cloud(arm).map(({ y }) => y)), 1);
  const until = Math.min(reach, highest / (settings.willingness_to_pay || 1e-9));
  return figure(`Cost-effectiveness plane: QALYs gained and ${currency} spent more than the reference, a mark for each draw and arm`, (width) =>
    plot(width, {
      height: Math.round(Math.min(430, Math.max(290, width * 0.58))),
      marginLeft: 62,
      marginTop: 28,
      x: { label: "QALYs gained per person →", nice: true },
      y: { label: `↑ ${currency} more per person`, grid: true, nice: true, labelArrow: "none" },
      marks: [
        Plot.ruleY([0]),
        Plot.ruleX([0]),
        Plot.line(
          [
            [0, 0],
            [until, until * settings.willingness_to_pay],
          ],
          { stroke: "currentColor", strokeDasharray: "2 4" },
        ),
        ...arms.map((arm) => Plot.dot(cloud(arm), { x: "x", y: "y", r: 2.2, symbol: markOf(arm), fill: colourOf(arm), fillOpacity: 0.45 })),
        ...arms.map((arm) =>
          Plot.dot(
            means.filter((one) => one.arm === arm),
            { x: "x", y: "y", r: 7, symbol: markOf(arm), fill: colourOf(arm), stroke: "var(--paper)", strokeWidth: 1.5 },
          ),
        ),
      ],
    }),
  );
}

const kSteps = [0, 0.2, 0.4, 0.6, 0.8, 1, 1.5, 2];

interface At {
  worth: number;
  shares: number[];
  best: number;
  loss: number[];
  evpi: number;
}
function at({ report, answer }: Money, worth: number): At {
  const net = netBenefitAt(answer.cost, answer.effect, worth),
    loss = expectedLoss(net);
  return { worth, shares: sharesBest(net), best: bestOf(net.map(mean), referenceOf(report)), loss, evpi: Math.max(Math.min(...loss), 0) };
}

function curve(money: Money, name: string, label: string, fine: At[], of: (at: At, arm: number) => number, frontier: (at: At) => number): HTMLElement {
  const { report, economics, settings } = money;
  return figure(name, (width) =>
    plot(width, {
      height: 270,
      marginRight: Math.min(190, width * 0.28),
      marginLeft: 56,
      marginBottom: 40,
      x: { label: `${economics.valuation.currency} for a QALY`, ticks: width < 500 ? 4 : 8 },
      y: { label, grid: true, zero: true, labelArrow: "none" },
      marks: [
        Plot.ruleX([settings.willingness_to_pay], { stroke: "currentColor", strokeDasharray: "1 3" }),
        Plot.line(fine, { x: "worth", y: frontier, stroke: "var(--faint)", strokeWidth: 8, strokeLinecap: "butt", strokeOpacity: 0.7 }),
        ...report.arms.map((_, arm) =>
          Plot.line(fine, { x: "worth", y: (one: At) => of(one, arm), stroke: colourOf(arm), strokeWidth: 2.4, strokeLinecap: "butt", strokeDasharray: dashOf(arm) }),
        ),
        ...apart(
          report.arms.map((_, arm) => ({ arm, y: of(fine.at(-1) as At, arm) })),
          Math.max(...fine.flatMap((one) => report.arms.map((_, arm) => of(one, arm)))) / 10,
        ).map(({ arm, y }) =>
          Plot.text([{ x: fine.at(-1)?.worth ?? 0, y }], { x: "x", y: "y", dx: 6, textAnchor: "start", lineWidth: Math.min(184, width * 0.27) / fontSize(width), fill: colourOf(arm), fontWeight: 600, text: () => labelOf(report, arm) }),
        ),
      ],
    }),
  );
}

// Labels at the ends of curves, pushed up where they would touch.
export function apart(ends: { arm: number; y: number }[], gap: number): { arm: number; y: number }[] {
  const sorted = [...ends].sort((a, b) => a.y - b.y);
  sorted.forEach((one, i) => {
    const below = sorted[i - 1];
    if (below && one.y - below.y < gap) sorted[i] = { ...one, y: below.y + gap };
  });
  return sorted;
}

function drawDecision(root: ParentNode, money: Money): void {
  const { report, economics, settings, answer, changed } = money,
    currency = economics.valuation.currency;
  const fine = Array.from({ length: 41 }, (_, i) => at(money, (settings.willingness_to_pay * i) / 20)),
    table = kSteps.map((step) => at(money, step * settings.willingness_to_pay)),
    now = at(money, settings.willingness_to_pay);
  const people = economics.money.people_a_year,
    all = Array.from({ length: economics.money.population_years }, (_, year) => people / (1 + settings.discount_costs) ** year).reduce((sum, one) => sum + one, 0);
  const worthOf = (value: number): string => shown(value, stepOf(Math.max(Math.abs(value), 1)));
  const evppi = changed
    ? [element("p", { class: "absent" }, `What single groups of unknowns are worth (EVPPI) was worked out for the prices of the result; for the changed ones ask the program: tachy economics --full.`)]
    : [
        element("h3", {}, "What knowing more would be worth, a person"),
        element(
          "ul",
          {},
          ...[...economics.evppi.evidence, ...economics.evppi.submodel].map(({ group, parameters, evppi: value, low, high, told: isTold }) =>
            element(
              "li",
              {},
              `${group} (${parameters} parameters): ${isTold ? `${worthOf(value)} ${currency}` : "too few draws to say"} (from ${worthOf(low)} to ${worthOf(high)} ${currency} by two standard errors of the method)`,
            ),
          ),
        ),
      ];
  fill(root, "decision", {
    reading: sentence`Choosing “${labelOf(report, now.best)}” for all would be right in ${number(percent(now.shares[now.best] ?? 0), now.shares[now.best] ?? 0, `economics/${report.arms[now.best]?.id}/share_best`)} of draws; being wrong costs ${number(worthOf(answer.evpi), answer.evpi, "evpi")} ${currency} a person on average, which is the most that perfect knowledge could be worth${people > 0 ? `: ${worthOf((answer.evpi * all) / 1e6)} million ${currency} for ${people.toLocaleString("en-GB")} people a year over ${economics.money.population_years} years` : ""}.`,
    figures: [
      element("h3", {}, "In how many draws each arm is worth the most; the broad line is the frontier: the arm that is best on average"),
      curve(money, "Acceptability curve and frontier: share of draws in which each arm is worth the most, by what is paid for a QALY", "% of draws", fine, (one, arm) => 100 * (one.shares[arm] ?? 0), (one) => 100 * (one.shares[one.best] ?? 0)),
      element("h3", {}, "What a wrong choice costs on average (expected loss); the lowest line is the value of perfect knowledge"),
      curve(money, "Expected loss of each arm, by what is paid for a QALY", `${currency} per person`, fine, (one, arm) => one.loss[arm] ?? 0, (one) => one.evpi),
    ],
    tables: [
      {
        name: "acceptability",
        caption: "Share of draws in which each arm is worth the most, and value of perfect knowledge (EVPI)",
        columns: [`${currency} for a QALY`, ...report.arms.map((_, arm) => labelOf(report, arm)), "Best on average", `EVPI, ${currency} a person`],
        rows: table.map((one) => [
          { text: one.worth.toLocaleString("en-GB"), value: one.worth },
          ...report.arms.map((arm, number): Cell => ({ text: percent(one.shares[number] ?? 0), value: one.shares[number] ?? 0, of: `threshold/${one.worth}/${arm.id}` })),
          { text: labelOf(report, one.best) },
          { text: worthOf(one.evpi), value: one.evpi, of: `threshold/${one.worth}/evpi` },
        ]),
      },
    ],
    more: evppi,
  });
}

function inputInWords(economics: Economics, name: string): string {
  const [section, inner] = name.split(".") as [string, string];
  if (section === "prices") return economics.money.rows.find((row) => row.name === inner)?.label ?? inner;
  if (section === "utilities") return `Quality of life: ${inner}`;
  return `Loss of quality of life: ${inner.replaceAll("_", " ")}`;
}

function drawTornado(root: ParentNode, money: Money): void {
  const { report, economics, settings, answer } = money,
    currency = economics.valuation.currency;
  const bars = tornado(economics, settings, answer, report.arms.length, referenceOf(report)),
    now = (answer.meanNetBenefit[answer.best] ?? 0) - (answer.meanNetBenefit[answer.other] ?? 0);
  const turning = bars.flatMap(({ name, bestAtLow, bestAtHigh }) => {
    const others = [...new Set([bestAtLow, bestAtHigh])].filter((arm) => arm !== answer.best);
    return others.length === 0 ? [] : [`${inputInWords(economics, name).toLowerCase()} (to ${others.map((arm) => `“${labelOf(report, arm)}”`).join(", ")})`];
  });
  const rows = bars.slice(0, 10).map((bar) => ({ ...bar, words: inputInWords(economics, bar.name) }));
  const step = stepOf(Math.max(Math.abs(now), 10));
  fill(root, "tornado", {
    reading: `“${labelOf(report, answer.best)}” is worth ${shown(now, step)} ${currency} a person more than “${labelOf(report, answer.other)}” at the prices as set. ${turning.length === 0 ? "No price or utility within its own range makes another arm the best." : `Each within its own range, these would make another arm the best: ${turning.join("; ")}.`}`,
    figures: [
      figure(`Tornado: net benefit of ${labelOf(report, answer.best)} over ${labelOf(report, answer.other)} at either end of the range of each price and utility`, (width) =>
        plot(width, {
          height: 56 + 28 * rows.length,
          marginLeft: roomFor(width, 0.36),
          marginBottom: 40,
          x: { label: `net benefit, ${currency} per person`, grid: true, ticks: width < 500 ? 4 : 8 },
          y: { label: null, domain: rows.map(({ words }) => words) },
          marks: [
            axisOfNames(width, 0.36),
            Plot.barX(rows, { x1: () => now, x2: "atLow", y: "words", fill: "var(--low)" }),
            Plot.barX(rows, { x1: () => now, x2: "atHigh", y: "words", fill: "var(--high)" }),
            Plot.ruleX([0]),
            Plot.ruleX([now], { strokeDasharray: "2 3" }),
          ],
        }),
      ),
      element("p", { class: "legend-line" }, element("span", { class: "swatch low" }), "low end of the range ", element("span", { class: "swatch high" }), "high end"),
    ],
    tables: [
      {
        name: "tornado",
        caption: `Net benefit of “${labelOf(report, answer.best)}” over “${labelOf(report, answer.other)}”, ${currency} per person`,
        columns: ["Input", "Low end", "High end", "Net benefit at the low end", "Net benefit at the high end"],
        rows: bars.map((bar): Cell[] => [
          { text: inputInWords(economics, bar.name) },
          { text: bar.low.toLocaleString("en-GB"), value: bar.low },
          { text: bar.high.toLocaleString("en-GB"), value: bar.high },
          { text: signed(bar.atLow, step), value: bar.atLow, of: `tornado/${bar.name}/at_low` },
          { text: signed(bar.atHigh, step), value: bar.atHigh, of: `tornado/${bar.name}/at_high` },
        ]),
      },
    ],
  });
}
