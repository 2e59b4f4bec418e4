// What the picture rests on: every parameter with its grade and source, and what is judgement.
import type { Loaded } from "./protocol";

// what: a parameter, or a path of the scenario, whose source may be that of the map it is in.
export function isAssumed(loaded: Loaded, what: string): boolean {
  const parameter = loaded.parameters.find(({ name }) => name === what.replace(/^parameters\./, ""));
  const source = loaded.sources.find(({ path }) => what === path || what.startsWith(`${path}.`));
  return (parameter ?? source)?.grade === "assumed";
}

const kGrades = ["assumed", "recalled", "derived", "measured"] as const;

function table(head: string[], rows: string[][]): HTMLTableElement {
  const made = document.createElement("table"),
    top = document.createElement("thead"),
    body = document.createElement("tbody");
  const row = (cells: string[], tag: "th" | "td"): HTMLTableRowElement => {
    const line = document.createElement("tr");
    cells.forEach((text, place) => {
      const cell = document.createElement(tag === "td" && place === 0 ? "th" : tag);
      cell.textContent = text;
      cell.setAttribute("scope", tag === "th" ? "col" : "row");
      if (cell.tagName === "TD") cell.removeAttribute("scope");
      if (tag === "td" && cells[2]?.startsWith("assumed")) line.className = "assumed";
      line.append(cell);
    });
    return line;
  };
  top.append(row(head, "th"));
  body.append(...rows.map((cells) => row(cells, "td")));
  made.append(top, body);
  return made;
}

export function drawSources(into: HTMLElement, loaded: Loaded): void {
  const rows = kGrades.flatMap((grade) =>
    loaded.parameters
      .filter((parameter) => parameter.grade === grade)
      .map(({ name, value, unit, meaning, source, set_by }) => [
        meaning || name,
        `${Number(value.toPrecision(4))}${unit === "1" ? "" : " " + unit}`,
        set_by === "scenario" ? `${grade}; set here` : grade,
        source,
      ]),
  );
  const cohort = loaded.sources.map(({ path, grade, source }) => [path, loaded.values[path] ?? "", grade, source]);
  const count = (grade: string): number => loaded.parameters.filter((parameter) => parameter.grade === grade).length;
  const words = document.createElement("p");
  words.textContent =
    `${count("measured")} of ${loaded.parameters.length} parameters were measured, ${count("derived")} derived from measurements, ` +
    `${count("recalled")} recalled, ${count("assumed")} are judgement. All of dependence is judgement: how many start to misuse, in the clinic and at home, has not been counted.`;
  into.replaceChildren(words, table(["Parameter", "Value", "Grade", "Source"], [...rows, ...cohort]));
}
