// Two results: what went in and what came out, side by side.
import { element, part } from "./dom";
import { factorOf, measureOf, unitOf, type Report } from "./data";
import { commonStep, range, shown } from "./numbers";
import { drawTable, type Cell } from "./table";

const kShown = ["remission_weeks", "response_weeks", "use_disorder_ever", "misuse_ever", "systolic_180", "sessions"];

function outcomes(reports: Report[]): Cell[][] {
  return kShown.flatMap((name) =>
    [...new Set(reports.flatMap(({ arms }) => arms.map(({ id }) => id)))].flatMap((id): Cell[][] => {
      const cells = reports.map((report): Cell => {
        const measure = measureOf(report, name),
          one = measure?.arms.find(({ arm }) => arm === id);
        if (!measure || !one) return { text: "not in this result", value: null };
        const factor = factorOf(measure),
          step = commonStep([one], factor);
        return { text: `${shown((one.mean ?? 0) * factor, step)} (${range(one, factor, step)})`, value: one.mean, low: one.low, high: one.high };
      });
      const measure = reports.map((report) => measureOf(report, name)).find((one) => one !== undefined);
      return measure ? [[{ text: `${measure.label}, ${unitOf(measure)}: ${id}` }, ...cells]] : [];
    }),
  );
}

export function sideBySide(root: ParentNode, reports: Report[]): void {
  const inputs: [string, (report: Report) => string][] = [
    ["Title", ({ title }) => title],
    ["Days", ({ horizon_days }) => String(horizon_days)],
    ["Patients in each draw", ({ comparison }) => String(comparison.patients)],
    ["Draws", ({ draws }) => String(draws)],
    ["Seed", ({ provenance }) => provenance.seed],
    ["Reference arm", ({ reference_arm }) => reference_arm],
    ["Made by", ({ provenance }) => `tachy ${provenance.tool_version}, ${provenance.git_revision}`],
    ["Scenario", ({ provenance }) => provenance.scenario_sha256.slice(0, 12)],
  ];
  const heads = reports.map(({ file }, i) => `${"AB"[i]}: ${file}`);
  const differing = inputs.filter(([, of]) => new Set(reports.map(of)).size > 1).map(([name]) => name.toLowerCase());
  part(root, "pair").replaceChildren(
    element("h2", {}, "Two results, side by side"),
    element("p", { class: "reading" }, differing.length === 0 ? "The two results have the same inputs." : `The two results differ in ${differing.join(", ")}.`),
    drawTable({ name: "inputs_of_both", caption: "What went in", columns: ["Input", ...heads], rows: inputs.map(([name, of]) => [{ text: name }, ...reports.map((report): Cell => ({ text: of(report) }))]) }),
    drawTable({ name: "outcomes_of_both", caption: "What came out: means, in brackets their intervals", columns: ["Measure: arm", ...heads], rows: outcomes(reports) }),
  );
}
