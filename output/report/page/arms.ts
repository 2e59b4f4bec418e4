// The look of arms: the same order, colour, dash and mark in every figure. Colours stand in style.css, for
// light, dark and grey.
import { dashOf } from "explorer/curves";
import { labelOf, type Report } from "./data";
import { element } from "./dom";
export { dashOf };
export { namePicture } from "explorer/curves";

const kMarks = ["circle", "square", "triangle", "diamond", "star", "wye", "cross", "times"] as const;
export const colourOf = (arm: number): string => `var(--arm-${arm % 8})`;
export const markOf = (arm: number): (typeof kMarks)[number] => kMarks[arm % kMarks.length] ?? "circle";

// Marks and names, for figures where names would lie on each other.
const kGlyphs = "●■▲◆★⅄✚✖";
export const legendOfArms = (report: Report): HTMLElement =>
  element(
    "ul",
    { class: "legend" },
    ...report.arms.map((_, arm) =>
      element("li", {}, element("span", { class: `mark arm-${arm % 8}`, "aria-hidden": "true" }, kGlyphs[arm % 8] ?? "●"), ` ${labelOf(report, arm)}`),
    ),
  );
