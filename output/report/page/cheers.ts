// CHEERS 2022: each item, and where this page answers it. What it does not answer says so.
import { element, part } from "./dom";
import { labelOf, referenceOf, yearsOf, type Report } from "./data";
import type { Money } from "./cost";

interface Item {
  number: number;
  name: string;
  place: string; // of a section; empty: not reported
  words: string;
}

const kNot = "not reported";
const ifMoney = (money: Money | undefined, words: string): string => (money ? words : `${kNot}: this result holds no costs`);

function items(report: Report, money: Money | undefined): Item[] {
  const v = money?.economics.valuation,
    settings = money?.settings;
  const rows: [string, string, string][] = [
    ["Title", "top", report.title],
    ["Abstract", "top", "the first screen"],
    ["Background and objectives", "top", report.told.description ? "the question and its background" : "the question; its background is not reported"],
    ["Health economic analysis plan", "", `${kNot}: no plan was registered; the scenario fixes what was compared`],
    ["Study population", "provenance", "hypothetical patients; who they are stands under provenance"],
    ["Setting and location", "assumptions", v ? `${v.title}; clinics as the scenario says` : "clinics as the scenario says"],
    ["Comparators", "calendar", `${report.arms.length} regimens, against “${labelOf(report, referenceOf(report))}”`],
    ["Perspective", "money", ifMoney(money, (v?.perspective ?? "").replaceAll("_", " "))],
    ["Time horizon", "top", yearsOf(report)],
    ["Discount rate", "money", ifMoney(money, `costs ${((settings?.discount_costs ?? 0) * 100).toFixed(2)} %, effects ${((settings?.discount_effects ?? 0) * 100).toFixed(2)} % a year`)],
    ["Selection of outcomes", "balance", "weeks in remission, harms, QALYs"],
    ["Measurement of outcomes", "courses", "HAM-D17 at weekly reviews; definitions stand with the tables"],
    ["Valuation of outcomes", "money", ifMoney(money, `utilities ${settings?.utility_set ?? ""}, from people with depression, by a published set`)],
    ["Measurement and valuation of resources and costs", "money", ifMoney(money, "what was counted times unit prices, with their sources in the scenario")],
    ["Currency, price date, and conversion", "money", ifMoney(money, `${v?.currency ?? ""} of ${v?.price_year ?? ""}, none inflated or converted`)],
    ["Rationale and description of model", "assumptions", "every parameter with its source; the model itself is documented with the program"],
    ["Analytics and assumptions", "assumptions", "parameters, grades, switches"],
    ["Characterising heterogeneity", "", `${kNot}: a run counts all its patients together`],
    ["Characterising distributional effects", "", kNot],
    ["Characterising uncertainty", "judgement", report.draws > 0 ? `${report.draws} joint draws, other structures, what rests on judgement` : `${kNot}: every parameter was held`],
    ["Approach to engagement with patients and others affected", "", kNot],
    ["Study parameters", "assumptions", "values, ranges, sources, grades"],
    ["Summary of main results", "top", "the first screen"],
    ["Effect of uncertainty", "decision", report.draws > 0 ? "acceptability, expected loss, value of information, tornado" : kNot],
    ["Effect of engagement with patients and others affected", "", kNot],
    ["Study findings, limitations, generalisability, and current knowledge", "top", "“What this leaves out”, and how well trials were predicted"],
    ["Source of funding", "", kNot],
    ["Conflicts of interest", "", kNot],
  ];
  return rows.map(([name, place, words], i) => ({ number: i + 1, name, place, words }));
}

export function cheers(root: ParentNode, report: Report, money: Money | undefined, prefix: string): void {
  const all = items(report, money),
    missing = all.filter(({ words }) => words.startsWith(kNot));
  part(root, "cheers").replaceChildren(
    element("p", { class: "reading" }, `${all.length - missing.length} of the ${all.length} items are answered in this page; ${missing.length} are not reported: ${missing.map(({ name }) => name.toLowerCase()).join("; ")}.`),
    element(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "CHEERS 2022 items" },
      element(
        "table",
        {},
        element("caption", {}, "CHEERS 2022, the reporting standard for health economic evaluations"),
        element("thead", {}, element("tr", {}, ...["No.", "Item", "Where, and in a word"].map((head) => element("th", { scope: "col" }, head)))),
        element(
          "tbody",
          {},
          ...all.map(({ number, name, place, words }) =>
            element(
              "tr",
              words.startsWith(kNot) ? { class: "not-reported" } : {},
              element("td", { class: "figures" }, String(number)),
              element("th", { scope: "row" }, name),
              element("td", {}, place && !words.startsWith(kNot) ? element("a", { href: `#${prefix}${place}` }, words) : element("strong", {}, words)),
            ),
          ),
        ),
      ),
    ),
  );
}
