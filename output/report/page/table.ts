// A table for people and the same numbers, unrounded, as CSV.
import { element, number } from "./dom";

export interface Cell {
  text: string;
  value?: number | string | null | undefined; // what CSV holds; without it the text
  of?: string;
  low?: number | null;
  high?: number | null;
}
export interface Table {
  caption: string;
  columns: string[];
  rows: Cell[][]; // the first cell of each is its heading
  name: string; // of the CSV file
}

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
// A spreadsheet must not take text for a formula.
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text);

export function csvOf(table: Table): string {
  const withRange = table.rows.some((row) => row.some((cell) => cell.low !== undefined));
  const head = table.columns.flatMap((column, i) => (withRange && i > 0 ? [column, `${column}, low`, `${column}, high`] : [column]));
  const plain = (value: number | string | null | undefined): string => (value === null || value === undefined ? "" : String(value));
  const lines = table.rows.map((row) =>
    row.flatMap((cell, i) => {
      const own = plain("value" in cell ? cell.value : cell.text);
      return withRange && i > 0 ? [own, plain(cell.low), plain(cell.high)] : [own];
    }),
  );
  return [head, ...lines].map((line) => line.map((field) => quoted(harmless(field))).join(",")).join("\r\n") + "\r\n";
}

function download(table: Table): HTMLElement {
  const button = element("button", { type: "button", class: "csv" }, "Download as CSV");
  button.setAttribute("aria-label", `Download as CSV: ${table.caption}`);
  button.addEventListener("click", () => {
    const link = element("a", { download: `${table.name}.csv` });
    link.href = URL.createObjectURL(new Blob([csvOf(table)], { type: "text/csv" }));
    link.click();
    URL.revokeObjectURL(link.href);
  });
  return button;
}

export function drawTable(table: Table): HTMLElement {
  const head = element("tr", {}, ...table.columns.map((column) => element("th", { scope: "col" }, column)));
  const rows = table.rows.map((row) =>
    element(
      "tr",
      {},
      ...row.map((cell, i) =>
        element(
          i === 0 ? "th" : "td",
          i === 0 ? { scope: "row" } : typeof cell.value === "number" ? { class: "figures" } : {},
          cell.of ? number(cell.text, typeof cell.value === "number" ? cell.value : null, cell.of) : cell.text,
        ),
      ),
    ),
  );
  const whole = element(
    "table",
    {},
    element("caption", {}, table.caption),
    element("thead", {}, head),
    element("tbody", {}, ...rows),
  );
  return element(
    "div",
    { class: "table" },
    element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": table.caption }, whole),
    download(table),
  );
}
