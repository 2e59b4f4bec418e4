// The first screen: who reads no further is not misled.
import { costSentence, difference, type Money } from "./cost";
import { factorOf, labelOf, measureOf, mostlyChance, others, referenceOf, unitOf, yearsOf, type Measure, type Report } from "./data";
import { element, number, part, told, type Sentence } from "./dom";
import { kHowToGetDraws } from "./evidence";
import { harmOfPlane } from "./balance";
import { commonStep, halfWidthOf, percent, range, shown, signed, stepOf } from "./numbers";

const quoted = (report: Report, arm: number): string => `“${labelOf(report, arm)}”`;

// The arm with the most of what is better, by its mean.
function bestBy(measure: Measure): number {
  const sign = measure.direction === "less is better" ? -1 : 1;
  return measure.arms.reduce((best, arm, i) => (sign * (arm.mean ?? 0) > sign * (measure.arms[best]?.mean ?? 0) ? i : best), 0);
}

// "5.0 weeks more [than none] (95 % of draws: 0.4 to 12.9)"
function differenceTold(report: Report, measure: Measure, arm: number, than = ""): (string | Node)[] {
  const one = measure.arms[arm];
  if (!one) return [];
  const factor = factorOf(measure),
    { difference: away } = one,
    step = commonStep([away], factor);
  const what = measure.unit === "wk" ? "weeks" : "per 1,000 patients";
  const value = number(shown(Math.abs((away.mean ?? 0) * factor), step), away.mean, `paired/${measure.measure}/${one.arm}/difference`);
  if (report.draws > 0 && mostlyChance(report, measure)) return [value, ` ${what} ${(away.mean ?? 0) < 0 ? "fewer" : "more"}${than}, but too few patients were simulated to say how sure that is`];
  return [
    value,
    ` ${what} ${(away.mean ?? 0) < 0 ? "fewer" : "more"}${than} (${report.draws > 0 ? "95 % of draws" : "chance alone, 95 %"}: ${range(away, factor, step)})`,
  ];
}

function answer(report: Report): (string | Node)[] {
  const measure = measureOf(report, "remission_weeks"),
    reference = referenceOf(report);
  if (!measure) return ["This result does not count weeks in remission."];
  if (report.arms.length < 2)
    return [
      `Hypothetical patients under ${quoted(report, 0)} spend `,
      number(shown(measure.arms[0]?.mean, commonStep(measure.arms)), measure.arms[0]?.mean, `totals/${measure.measure}/${report.arms[0]?.id}/mean`),
      ` weeks of ${yearsOf(report)} in remission (${range(measure.arms[0] ?? { mean: null, low: null, high: null }, 1, commonStep(measure.arms))}).`,
    ];
  const best = bestBy(measure),
    shownArm = best === reference ? (others(report)[0] ?? 0) : best;
  const subject = best === reference ? `None of the others gives hypothetical patients more weeks in remission than ${quoted(report, reference)}; ${quoted(report, shownArm)} gives ` : `Hypothetical patients spend the most time in remission under ${quoted(report, best)}: `;
  return [subject, ...differenceTold(report, measure, shownArm, ` over ${yearsOf(report)} than under ${quoted(report, reference)}`), "."];
}

function agreement(report: Report): Sentence {
  const measure = measureOf(report, "remission_weeks");
  if (report.draws === 0) return [kHowToGetDraws];
  if (!measure || report.arms.length < 2) return [];
  if (mostlyChance(report, measure)) return ["Too few patients were simulated to say in how many draws an arm is best."];
  const best = bestBy(measure),
    share = measure.arms[best]?.draws?.best ?? 0;
  const orders = Object.values(measure.order_holds_in_structure);
  const holding = orders.filter((one) => one === true).length,
    untold = orders.filter((one) => one === null).length;
  const structures =
    orders.length === 0
      ? "No other structure of the model was tried."
      : untold > 0
        ? "Too few patients were simulated to tell the order of the arms under other structures of the model."
        : `The order of all arms is the same in ${holding} of ${orders.length} other structures of the model.`;
  return told`${quoted(report, best)} gives the most weeks in remission in ${number(percent(share), share, `paired/remission_weeks/${report.arms[best]?.id}/best`)} of ${String(report.draws)} draws of what is not known. ${structures}`;
}

function harmTold(report: Report): (string | Node)[] {
  const harm = harmOfPlane(report),
    benefit = measureOf(report, "remission_weeks");
  if (!harm || !benefit || report.arms.length < 2) return ["No harm is set against it in this result."];
  const arm = bestBy(benefit) === referenceOf(report) ? (others(report)[0] ?? 0) : bestBy(benefit);
  return [
    `Against that stands harm. “${harm.label}”, under ${quoted(report, arm)} set against ${quoted(report, referenceOf(report))}: `,
    ...differenceTold(report, harm, arm),
    harm.rests_on === "assumed" ? "; that rests on judgement, not on data." : `; that rests on what is ${harm.rests_on}.`,
  ];
}

// Every arm in one line.
function armsTable(report: Report, money: Money | undefined): HTMLElement {
  const benefit = measureOf(report, "remission_weeks"),
    harm = harmOfPlane(report),
    reference = referenceOf(report);
  const rows = report.arms.map((arm, i) => {
    const cells: HTMLElement[] = [element("th", { scope: "row" }, element("span", { class: `swatch arm-${i % 8}` }), labelOf(report, i), i === reference ? " (reference)" : "")];
    for (const measure of [benefit, harm]) {
      if (!measure) continue;
      const factor = factorOf(measure),
        step = commonStep(measure.arms.map(({ difference: away }) => away), factor),
        one = measure.arms[i];
      const faint = report.draws > 0 && mostlyChance(report, measure);
      cells.push(
        i === reference
          ? element("td", {}, "–")
          : element("td", {}, number(signed((one?.difference.mean ?? 0) * factor, step), one?.difference.mean, `paired/${measure.measure}/${arm.id}/difference`), element("small", {}, faint ? "too few patients" : range(one?.difference ?? { mean: null, low: null, high: null }, factor, step))),
      );
    }
    if (money) {
      const more = difference(money.answer.cost, i, reference),
        step = stepOf(halfWidthOf(more));
      cells.push(i === reference ? element("td", {}, "–") : element("td", {}, number(signed(more.mean, step), more.mean, `economics/${arm.id}/more_cost`), element("small", {}, range(more, 1, step))));
    }
    return element("tr", {}, ...cells);
  });
  const heads = ["Arm", ...(benefit ? ["Weeks in remission"] : []), ...(harm ? [`${harm.label}, ${unitOf(harm)}`] : []), ...(money ? [`Cost, ${money.economics.valuation.currency} a person`] : [])];
  return element(
    "div",
    { class: "scroll whole", tabindex: "0", role: "region", "aria-label": "Every arm against the reference" },
    element(
      "table",
      { class: "arms" },
      element("caption", {}, `Every arm against “${labelOf(report, reference)}” over ${yearsOf(report)}; below each difference ${report.draws > 0 ? "what holds 95 % of draws" : "chance alone, 95 %"}`),
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, ...rows),
    ),
  );
}

function leftOut(report: Report): HTMLElement[] {
  const own = report.comparison.measures.filter(({ not_modelled }) => not_modelled).map(({ label, not_modelled }) => `${label}: ${not_modelled} are not modelled`);
  const same = report.comparison.measures.filter(({ switch_off }) => switch_off).map(({ label, switch_off }) => `${label}: the same in every arm, since the switch ${switch_off} is off`);
  const beyond = report.provenance.beyond_range;
  const outside = beyond && beyond !== "none" ? [`Outside their plausible range, to test the model: ${beyond}`] : [];
  return [...outside, ...own, ...same].map((words) => element("li", {}, words));
}

export function firstScreen(root: ParentNode, report: Report, money: Money | undefined): void {
  part(root, "title").textContent = report.title;
  const said = report.told.description ?? "";
  part(root, "description").textContent = said;
  part(root, "description").hidden = said === "";
  const patients = report.comparison.patients.toLocaleString("en-GB");
  part(root, "compared").replaceChildren(
    `${report.arms.length} ${report.arms.length === 1 ? "arm" : "arms"} for ${yearsOf(report)}: the same ${patients} hypothetical patients in each${report.draws > 0 ? `, under each of ${report.draws} draws of what is not known` : ""}. `,
    `Compared: ${report.arms.map((_, arm) => quoted(report, arm)).join(", ")}.`,
  );
  part(root, "answer").replaceChildren(...answer(report));
  part(root, "harm").replaceChildren(...harmTold(report));
  part(root, "agreement").replaceChildren(...agreement(report));
  const cost = money
    ? costSentence(money, bestBy(measureOf(report, "remission_weeks") ?? ({ direction: "", arms: [] } as unknown as Measure)))
    : report.draws > 0
      ? ["The scenario of this result names no prices: add `economics: {use: library/economics/us-2024.yaml}` and run it again."]
      : ["What it costs needs a result under draws: tachy run SCENARIO --draws 100, of a scenario with `economics`."];
  part(root, "cost").replaceChildren(...cost);
  part(root, "arms").replaceChildren(armsTable(report, money));
  part(root, "left-out-here").replaceChildren(...leftOut(report));
}
