// The table beneath the curves: means per patient and differences from the reference arm.
import { isAssumed } from "./judgement";
import { shown, type Result } from "./series";

const kRows: { name: string; words: string; factor: number; rests: string }[] = [
  { name: "remission_weeks", words: "Weeks in remission", factor: 1, rests: "slow_half_life" },
  { name: "response_weeks", words: "Weeks in response or remission", factor: 1, rests: "slow_half_life" },
  { name: "sessions", words: "Sessions", factor: 1, rests: "drop_out_late" },
  { name: "relapses", words: "Relapses", factor: 1, rests: "slow_half_life" },
  { name: "misuse_ever", words: "Start to misuse, of 1,000", factor: 1000, rests: "misuse_supervised" },
  { name: "use_disorder_ever", words: "Have a use disorder, of 1,000", factor: 1000, rests: "use_disorder" },
  { name: "systolic_180", words: "Blood pressure of 180 mmHg or more, events in 1,000", factor: 1000, rests: "systolic_rise" },
  { name: "died", words: "Die, of 1,000", factor: 1000, rests: "suicides" },
];

function cell(tag: "td" | "th", text: string, scope = ""): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  if (scope) made.setAttribute("scope", scope);
  return made;
}

export function drawTable(result: Result): HTMLTableElement {
  const { loaded } = result,
    table = document.createElement("table");
  const caption = document.createElement("caption");
  caption.textContent = `Per patient over the whole time; in brackets the difference from “${loaded.arms[loaded.reference_arm]?.label}”`;
  const head = document.createElement("tr");
  head.append(cell("th", "", ""), ...loaded.arms.map(({ label }) => cell("th", label, "col")));
  (head.firstChild as HTMLElement).textContent = "Measure";
  (head.firstChild as HTMLElement).setAttribute("scope", "col");
  const rows = kRows.map(({ name, words, factor, rests }) => {
    const row = document.createElement("tr");
    row.classList.toggle("assumed", isAssumed(loaded, rests));
    const reference = factor * result.total(loaded.reference_arm, name);
    row.append(
      cell("th", words, "row"),
      ...loaded.arms.map((_, arm) => {
        const value = factor * result.total(arm, name),
          away = value - reference;
        const data = cell(
          "td",
          arm === loaded.reference_arm
            ? shown(value)
            : `${shown(value)} (${shown(away) === "0" ? "0" : (away > 0 ? "+" : "") + shown(away)})`,
        );
        data.dataset["measure"] = name;
        data.dataset["value"] = String(value);
        return data;
      }),
    );
    return row;
  });
  const body = document.createElement("tbody"),
    top = document.createElement("thead");
  top.append(head);
  body.append(...rows);
  table.append(caption, top, body);
  return table;
}
