// How well the model predicted trials: from the validation of this version (build.mjs reads it).
import * as Plot from "@observablehq/plot";
import { element } from "./dom";
import { figure, plot } from "./figure";
import { percent } from "./numbers";
import { fill } from "./section";
import type { Cell } from "./table";

interface Endpoint {
  study: string;
  side: "calibrate" | "validate";
  name: string;
  published: string;
  predicted: string;
  range: string;
  z: number;
  inside: boolean;
}
declare const kValidation: { endpoints: Endpoint[]; summary: string };

export function validation(root: ParentNode): void {
  const predicted = kValidation.endpoints.filter(({ side }) => side === "validate"),
    inside = predicted.filter((one) => one.inside).length,
    studies = new Set(predicted.map(({ study }) => study)).size;
  const far = Math.max(...predicted.map(({ z }) => Math.abs(z)), 2.5);
  fill(root, "validation", {
    reading: `Of ${predicted.length} published numbers from ${studies} studies that the model was not fitted to, ${inside} (${percent(inside / predicted.length)}) lie where it said 95 % of such trials would; a plain regression of the fitted studies does about as well. It says nothing new of trials that exist; what it adds are regimens that no trial compared.`,
    figures: [
      figure("How far each published number lies from what was predicted, in standard deviations", (width) =>
        plot(width, {
          height: 150,
          marginLeft: 12,
          marginRight: 12,
          x: { label: "published less predicted, in standard deviations", domain: [-far, far] },
          marks: [
            Plot.rectX([[-1.96, 1.96]], { x1: "0", x2: "1", fill: "var(--faint)", fillOpacity: 0.3 }),
            Plot.ruleX([0]),
            Plot.dotX(predicted, Plot.dodgeY({ x: "z", r: 3.4, fill: "var(--fitted)", anchor: "middle" })),
          ],
        }),
      ),
    ],
    tables: [
      {
        name: "validation",
        caption: "Published numbers that the model was not fitted to, and what it predicts",
        columns: ["Study", "Number", "Published (95 %)", "Predicted", "95 % of trials", "z", "Verdict"],
        rows: predicted.map((one): Cell[] => [
          { text: one.study },
          { text: one.name },
          { text: one.published },
          { text: one.predicted },
          { text: one.range },
          { text: String(one.z).replace("-", "−"), value: one.z },
          { text: one.inside ? "inside" : "OUTSIDE" },
        ]),
      },
    ],
    more: [element("details", {}, element("summary", {}, "The summary as the program printed it"), element("pre", { tabindex: "0" }, kValidation.summary))],
  });
}
