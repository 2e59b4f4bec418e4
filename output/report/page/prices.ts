// Prices, utilities, discount rates and willingness to pay, changed in the page; what is changed stands in the
// link, in the words of `tachy economics --set`.
import { element } from "./dom";
import type { Economics } from "./data";
import { settingsOf, type Settings } from "./money";

export type Changes = Record<string, string>; // "prices.visit": "150"

// Percent as people and scenarios write it; the program divides by a hundred in the same way.
const asShare = (percent: number): number => percent / 100;

export function apply(economics: Economics, changes: Changes): Settings {
  const settings = settingsOf(economics);
  for (const [path, text] of Object.entries(changes)) {
    const value = Number(text),
      [section, name] = path.split(".") as [string, string | undefined];
    if (path === "utilities.set") {
      const set = economics.money.utility_sets.find((one) => one.name === text);
      if (set) {
        settings.utility_set = set.name;
        settings.utilities = Object.fromEntries(Object.entries(set.of).map(([state, { value: of }]) => [state, of]));
      }
    } else if (!Number.isFinite(value)) continue;
    else if (path === "discount.costs") settings.discount_costs = asShare(value);
    else if (path === "discount.effects") settings.discount_effects = asShare(value);
    else if (path === "willingness_to_pay") settings.willingness_to_pay = value;
    else if (section === "prices" && name && name in settings.prices) settings.prices[name] = value;
  }
  return settings;
}

const known = (economics: Economics, path: string, text: string): boolean =>
  path === "utilities.set"
    ? economics.money.utility_sets.some(({ name }) => name === text)
    : text.trim() !== "" &&
      Number(text) >= 0 &&
      Number(text) <= 1e12 &&
      (["discount.costs", "discount.effects"].includes(path)
        ? Number(text) <= 100
        : path === "willingness_to_pay" || (path.startsWith("prices.") && path.slice(7) in economics.valuation.prices));

// Behind the '#': what is not known here is left out.
export function fromLink(economics: Economics, fragment: string): Changes {
  const changes: Changes = {};
  for (const [path, text] of new URLSearchParams(fragment.replace(/^#/, "")))
    if (known(economics, path, text)) changes[path] = text;
  return changes;
}
export const toLink = (changes: Changes): string => new URLSearchParams(changes).toString();

export const asCommand = (file: string, changes: Changes): string =>
  `tachy economics ${file}${Object.entries(changes)
    .map(([path, text]) => ` --set ${path}=${/^discount/.test(path) ? `'${text} %'` : text}`)
    .join("")}`;

interface Field {
  path: string;
  label: string;
  unit: string;
  value: string;
  low?: number;
  high?: number;
  grade?: string;
}

function fieldsOf(economics: Economics): Field[] {
  const { valuation: v, money } = economics;
  const acts = (name: string): boolean => (money.average.units[money.average.places.prices[name] ?? 0] ?? []).some((one) => one !== 0);
  const seen = (bearer: string): boolean => bearer === "care" || v.perspective === "society" || (v.perspective === "patient" && bearer === "patient");
  return [
    { path: "willingness_to_pay", label: "Willing to pay for a QALY", unit: v.currency, value: String(v.willingness_to_pay) },
    { path: "discount.costs", label: "Costs are discounted by", unit: "% a year", value: String(Number((100 * v.discount_costs).toFixed(6))) },
    { path: "discount.effects", label: "Effects are discounted by", unit: "% a year", value: String(Number((100 * v.discount_effects).toFixed(6))) },
    ...money.rows
      .filter(({ name, bearer }) => acts(name) && seen(bearer))
      .map((row) => {
        const price = v.prices[row.name];
        return {
          path: `prices.${row.name}`,
          label: row.label,
          unit: `${v.currency} for each ${row.unit}`,
          value: String(price?.value ?? 0),
          ...(price && price.low < price.high ? { low: price.low, high: price.high } : {}),
          ...(price?.grade ? { grade: price.grade } : {}),
        };
      }),
  ];
}

function fieldFor(economics: Economics, field: Field, id: string, changes: Changes, changed: () => void): HTMLElement {
  const input = element("input", { type: "number", min: "0", step: "any", id, inputmode: "decimal", "data-path": field.path });
  input.value = changes[field.path] ?? field.value;
  input.addEventListener("change", () => {
    const text = input.value.trim();
    if (!known(economics, field.path, text)) {
      delete changes[field.path];
      input.value = field.value;
    } else if (Number(text) === Number(field.value)) delete changes[field.path];
    else changes[field.path] = text;
    input.classList.toggle("changed", field.path in changes);
    changed();
  });
  input.classList.toggle("changed", field.path in changes);
  const note = [
    field.unit,
    field.low !== undefined ? `plausible ${field.low.toLocaleString("en-GB")} to ${(field.high ?? 0).toLocaleString("en-GB")}` : "",
    field.grade ?? "",
  ]
    .filter(Boolean)
    .join("; ");
  return element("div", { class: "price" }, element("label", { for: id }, field.label), input, element("small", {}, note));
}

// The panel; `changed` is called after every change.
export function panel(economics: Economics, changes: Changes, prefix: string, changed: () => void): HTMLElement {
  const select = element("select", { id: `${prefix}utilities`, "data-path": "utilities.set" });
  const own = economics.valuation.utility_set;
  if (!economics.money.utility_sets.some(({ name }) => name === own)) select.append(element("option", { value: "" }, `${own} (of the scenario)`));
  for (const set of economics.money.utility_sets)
    select.append(
      element(
        "option",
        { value: set.name },
        `${set.name}: ${Object.values(set.of).map(({ value }) => value).join(", ")}`,
      ),
    );
  select.value = changes["utilities.set"] ?? (economics.money.utility_sets.some(({ name }) => name === own) ? own : "");
  select.addEventListener("change", () => {
    if (select.value === own || select.value === "") delete changes["utilities.set"];
    else changes["utilities.set"] = select.value;
    changed();
  });
  return element(
    "div",
    { class: "prices" },
    ...fieldsOf(economics).map((field, i) => fieldFor(economics, field, `${prefix}price-${i}`, changes, changed)),
    element(
      "div",
      { class: "price wide" },
      element("label", { for: `${prefix}utilities` }, "Utilities: in remission, in response, symptomatic"),
      select,
      element("small", {}, "0 = as bad as death, 1 = full health"),
    ),
  );
}
