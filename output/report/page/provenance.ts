// Where the page comes from, and how anyone gets the same numbers.
import { element, part } from "./dom";
import { asCommand, type Changes } from "./prices";
import type { Report } from "./data";

function save(name: string, text: string): HTMLElement {
  const button = element("button", { type: "button" }, `Download ${name}`);
  button.addEventListener("click", () => {
    const link = element("a", { download: name });
    link.href = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
    link.click();
    URL.revokeObjectURL(link.href);
  });
  return button;
}

export function provenance(root: ParentNode, report: Report, changes: Changes): void {
  const { provenance: p } = report,
    draws = report.draws,
    name = "scenario.yaml";
  const command = `tachy run ${name} --seed ${p.seed} --patients ${report.comparison.patients} --draws ${draws} -o again.h5`;
  const rows: [string, string][] = [
    ["Outcome file", `${report.file}, format ${p.format_version}${p.sealed ? ", its checksum holds" : ", of a version without a checksum"}`],
    ["Made by", `tachy ${p.tool_version}, source ${p.git_revision}`],
    ["This page", `tachy ${report.told.selftest.tool_version}, source ${report.told.selftest.git_revision}`],
    ["Seed", `${p.seed}, replicate ${p.replicate}, ${p.rng}`],
    ["Checksum of all counts", p.checksum || "none in this version"],
    ["SHA-256 of the scenario", p.scenario_sha256],
    ["Patients", `${p.cohort["enrolled"]?.toLocaleString("en-GB") ?? ""} lives counted; mean age ${p.cohort["mean_age_years"]?.toFixed(1) ?? "unknown"} years, ${Math.round(100 * (p.cohort["share_women"] ?? 0))} % women, ${p.cohort["mean_weight_kg"]?.toFixed(0) ?? "unknown"} kg, HAM-D17 ${p.cohort["mean_baseline_hamd17"]?.toFixed(1) ?? "unknown"} at the start`],
    ...(report.unknown
      ? [
          [
            "Drawn",
            `${report.unknown.fitted} parameters fitted to trials, ${report.unknown.assumed} assumed (${report.unknown.by_judgement} by judgement alone), from ${report.unknown.posterior}; held: ${Object.entries(report.unknown.held)
              .map(([because, count]) => `${count} ${because}`)
              .join(", ")}`,
          ] as [string, string],
        ]
      : []),
  ];
  part(root, "provenance").replaceChildren(
    element("p", { class: "reading" }, "With the scenario below and the same version, this command gives the same counts to the last digit."),
    element("pre", { class: "command", tabindex: "0" }, command),
    ...(Object.keys(changes).length > 0 ? [element("p", {}, "The prices as changed in this page:"), element("pre", { class: "command", tabindex: "0" }, asCommand("again.h5", changes))] : []),
    element("dl", {}, ...rows.flatMap(([term, words]) => [element("dt", {}, term), element("dd", {}, words)])),
    element("p", {}, save(name, p.scenario_resolved)),
    element("p", { class: "reading" }, "To see it lived and to change it, open that scenario in the explorer: by this command, or by dropping the file on tachy-explorer.html."),
    element("pre", { class: "command", tabindex: "0" }, `tachy explore ${name}`),
    element("details", {}, element("summary", {}, "The scenario as it was written"), element("pre", { tabindex: "0" }, p.scenario_text)),
  );
}
