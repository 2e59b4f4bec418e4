// What a section of the template is filled with: a reading of this very result, figures, tables.
import { element, part } from "./dom";
import { drawTable, type Table } from "./table";

export interface Content {
  reading: string | (string | Node)[]; // one sentence, from the numbers
  figures?: Node[];
  tables?: Table[];
  more?: Node[];
  open?: boolean; // tables shown from the start
}

export function fill(root: ParentNode, name: string, content: Content): void {
  const reading = typeof content.reading === "string" ? [content.reading] : content.reading;
  const tables = content.tables ?? [];
  const shownTables = tables.map((table) => drawTable(table));
  part(root, name).replaceChildren(
    element("p", { class: "reading" }, ...reading),
    ...(content.figures ?? []).map((one) => element("figure", {}, one)),
    ...(tables.length === 0
      ? []
      : content.open
        ? shownTables
        : [
            element(
              "details",
              {},
              element("summary", {}, tables.length === 1 ? `Table: ${tables[0]?.caption ?? ""}` : "Tables"),
              ...shownTables,
            ),
          ]),
    ...(content.more ?? []),
  );
}

// In place of what this result does not hold: one line that says how to get it.
export const absent = (root: ParentNode, name: string, how: string): void => {
  part(root, name).replaceChildren(element("p", { class: "absent" }, how));
};
