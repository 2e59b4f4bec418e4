// Sections on what the numbers rest on: judgement, structures, one patient, assumptions, flow, validation,
// self-test, where it came from.
import * as Plot from "@observablehq/plot";
import { colourOf, dashOf } from "./arms";
import { labelOf, measureOf, mostlyChance, others, referenceOf, type Report, type Share } from "./data";
import { element } from "./dom";
import { axisOfNames, figure, plot, roomFor, rowFor } from "./figure";
import { percent, shown, signed, stepOf } from "./numbers";
import { absent, fill } from "./section";
import type { Cell } from "./table";

export const kHowToGetDraws = "Every parameter was held in this result, so nothing says how sure the evidence is: run the scenario under draws, tachy run SCENARIO --draws 100.";

export function judgement(root: ParentNode, report: Report): void {
  const variance = report.unknown?.variance["remission_weeks"],
    measure = measureOf(report, "remission_weeks");
  const arms = others(report).filter((arm) => (variance?.[report.arms[arm]?.id ?? ""]?.evidence.length ?? 0) > 0);
  if (!report.unknown || !variance || arms.length === 0 || !measure || mostlyChance(report, measure)) {
    absent(root, "judgement", report.unknown ? "Too few draws or patients to say what this rests on: 20 draws might do, 100 are better." : kHowToGetDraws);
    return;
  }
  const shares = (arm: number, kind: "evidence" | "submodel"): Share[] => variance[report.arms[arm]?.id ?? ""]?.[kind] ?? [];
  const assumed = (arm: number): Share | undefined => shares(arm, "evidence").find(({ group }) => group === "assumed");
  const first = arms[0] ?? 0,
    share = assumed(first);
  const parts = arms.flatMap((arm) => {
    const toldOf = shares(arm, "evidence").map(({ group, share: value }) => ({ arm: labelOf(report, arm), group, value: Math.max(0, 100 * value) }));
    const rest = Math.max(0, 100 - toldOf.reduce((sum, { value }) => sum + value, 0));
    return [...toldOf, { arm: labelOf(report, arm), group: "untold", value: rest }];
  });
  const structures = report.unknown.variants.filter(({ kind }) => kind === "structure");
  const order = Object.entries(measure.order_holds_in_structure);
  fill(root, "judgement", {
    reading: `Of what is not known about weeks in remission gained by “${labelOf(report, first)}”, ${percent(Math.max(share?.share ?? 0, 0))} rests on judgement, not on data (interval ${percent(Math.max(share?.low ?? 0, 0))} to ${percent(share?.high ?? 1)}${share && !share.converged ? "; not settled: more draws would narrow it" : ""}).`,
    figures: [
      figure("Shares of the variance of weeks in remission gained: from judgement, from what was fitted, untold", (width) =>
        plot(width, {
          height: 66 + rowFor(width, 0.3, 32, report) * arms.length,
          marginLeft: roomFor(width, 0.3),
          x: { label: "% of what is not known", domain: [0, 100] },
          y: { label: null, domain: arms.map((arm) => labelOf(report, arm)) },
          marks: [
            axisOfNames(width, 0.3),
            Plot.barX(parts, Plot.stackX({ x: "value", y: "arm", order: ["assumed", "fitted", "untold"], z: "group", fill: (d: { group: string }) => `var(--${d.group})`, stroke: "var(--paper)" })),
            Plot.textX(
              parts,
              Plot.stackX({ x: "value", y: "arm", order: ["assumed", "fitted", "untold"], z: "group", text: (d: { group: string; value: number }) => (d.value > 14 ? `${d.group} ${Math.round(d.value)} %` : ""), fill: (d: { group: string }) => `var(--on-${d.group})` }),
            ),
          ],
        }),
      ),
    ],
    tables: [
      {
        name: "what_rests_on_what",
        caption: "Share of the variance of weeks in remission gained that is due to each part of the model (Shapley), 95 % interval",
        columns: ["Part of the model", ...arms.map((arm) => labelOf(report, arm))],
        rows: shares(first, "submodel").map(({ group }) => [
          { text: group.replaceAll("_", " ") },
          ...arms.map((arm): Cell => {
            const one = shares(arm, "submodel").find((other) => other.group === group);
            return one
              ? { text: `${percent(Math.max(one.share, 0))} (${percent(Math.max(one.low, 0))} to ${percent(one.high)})${one.converged ? "" : ", not settled"}`, value: one.share, low: one.low, high: one.high }
              : { text: "" };
          }),
        ]),
      },
      ...(structures.length > 0
        ? [
            {
              name: "structures",
              caption: "The same comparison under other structures of the model: weeks in remission gained",
              columns: ["Structure", "What it fixes", ...others(report).map((arm) => labelOf(report, arm)), "Order of the arms"],
              rows: structures.map(({ id, fixes }): Cell[] => [
                { text: id.replaceAll("_", " ") },
                { text: fixes },
                ...others(report).map((arm): Cell => {
                  const one = measure.arms[arm]?.draws?.difference_elsewhere[id];
                  return { text: signed(one?.mean, stepOf(2)), value: one?.mean ?? null };
                }),
                { text: order.find(([name]) => name === id)?.[1] === true ? "holds" : order.find(([name]) => name === id)?.[1] === false ? "does not hold" : "too few patients to say" },
              ]),
            },
          ]
        : []),
    ],
  });
}

export function twin(root: ParentNode, report: Report): void {
  const story = report.told.twin;
  if (!story) {
    absent(root, "twin", report.told.twin === null ? "Among the first 200 patients nobody was given other sessions in another arm." : "The scenario of this result could not be read anew (it may need files that are elsewhere): tachy replay SCENARIO --patient N tells a patient's story.");
    return;
  }
  const sessions = story.entries.map((entries) => entries.filter(({ mg }) => mg !== undefined).length);
  const reference = referenceOf(report),
    other = others(report).reduce((most, arm) => ((sessions[arm] ?? 0) > (sessions[most] ?? 0) ? arm : most), others(report)[0] ?? 0);
  const shownArms = [reference, other];
  const split = story.entries[reference]?.find((entry, i) => entry.hamd17 !== story.entries[other]?.[i]?.hamd17 || entry.day !== story.entries[other]?.[i]?.day)?.day;
  fill(root, "twin", {
    reading: `Patient ${story.patient}, the first by number whom the arms treat differently, has ${sessions[reference]} sessions under “${labelOf(report, reference)}” and, as the same person with the same luck, ${sessions[other]} under “${labelOf(report, other)}”${split === undefined ? "" : `; the two lives part on day ${split}`}. One patient proves nothing: this shows what the averages are made of.`,
    figures: [
      element("ul", { class: "legend" }, ...shownArms.map((arm) => element("li", {}, element("span", { class: `swatch arm-${arm % 8}` }), `${labelOf(report, arm)}, ${sessions[arm]} sessions`))),
      figure(`Depression score of patient ${story.patient} under two arms, day by day; marks are sessions`, (width) =>
        plot(width, {
          height: 280,
          x: { label: "day", ticks: 6 },
          y: { label: "HAM-D17, points; 7 or less is remission", domain: [0, Math.max(30, ...story.entries.flatMap((entries) => entries.map(({ hamd17 }) => hamd17)))], grid: true, labelArrow: "none" },
          marks: [
            Plot.ruleY([7], { strokeDasharray: "2 3" }),
            ...shownArms.flatMap((arm, place) => [
              Plot.lineY(story.entries[arm] ?? [], { x: "day", y: "hamd17", stroke: colourOf(arm), strokeWidth: 2, strokeDasharray: dashOf(arm), strokeLinecap: "butt" }),
              Plot.tickX((story.entries[arm] ?? []).filter(({ mg }) => mg !== undefined), { x: "day", stroke: colourOf(arm), y: null, insetTop: 4 + 12 * place, insetBottom: 212 - 12 * place, strokeWidth: 1.5 }),
            ]),
          ],
        }),
      ),
    ],
    more: [element("details", {}, element("summary", {}, "Who the patient is"), element("pre", { tabindex: "0" }, story.words))],
    tables: [
      {
        name: "one_patient",
        caption: `Events of patient ${story.patient} in both arms`,
        columns: ["Arm", "Day", "HAM-D17", "What happened"],
        rows: shownArms.flatMap((arm) =>
          (story.entries[arm] ?? [])
            .filter(({ events, mg }) => events !== undefined || mg !== undefined)
            .map((entry): Cell[] => [
              { text: labelOf(report, arm) },
              { text: String(entry.day), value: entry.day },
              { text: entry.hamd17.toFixed(1), value: entry.hamd17 },
              { text: [entry.mg !== undefined ? `session, ${shown(entry.mg, 1)} mg` : "", ...(entry.events ?? [])].filter(Boolean).join("; ") },
            ]),
        ),
      },
    ],
  });
}

const kOrder = ["assumed", "recalled", "derived", "measured"];

export function assumptions(root: ParentNode, report: Report): void {
  const { parameters: p } = report;
  const places = p.name.map((_, i) => i).sort((a, b) => kOrder.indexOf(p.grade[a] ?? "") - kOrder.indexOf(p.grade[b] ?? ""));
  const counts = kOrder.map((grade) => ({ grade, count: p.grade.filter((one) => one === grade).length })).filter(({ count }) => count > 0);
  const own = p.origin.filter((origin) => origin !== "default").length;
  fill(root, "assumptions", {
    reading: `The model has ${p.name.length} parameters: ${counts.map(({ grade, count }) => `${count} ${grade}`).join(", ")}. ${own} are set by this scenario, the rest are the model's own.`,
    figures: [
      figure("Parameters by what they rest on", (width) =>
        plot(width, {
          height: 62 + 28 * counts.length,
          marginLeft: 84,
          x: { label: "parameters", grid: true },
          y: { label: null, domain: counts.map(({ grade }) => grade) },
          marks: [
            Plot.barX(counts, { x: "count", y: "grade", fill: (d: { grade: string }) => (d.grade === "assumed" ? "var(--assumed)" : "var(--fitted)") }),
            Plot.text(counts, { x: "count", y: "grade", text: (d: { count: number }) => String(d.count), dx: 5, textAnchor: "start", fill: "currentColor" }),
          ],
        }),
      ),
    ],
    tables: [
      {
        name: "parameters",
        caption: "Every parameter, those that rest on judgement first",
        columns: ["Parameter", "What it is", "Value", "Plausible", "Unit", "Rests on", "Source", "Set where"],
        rows: places.map((i): Cell[] => [
          { text: p.name[i] ?? "" },
          { text: p.meaning[i] ?? "" },
          { text: shown(Math.fround(p.value[i] ?? 0), 10 ** (Math.floor(Math.log10(Math.abs(p.value[i] ?? 0) || 1)) - 3)), value: p.value[i] ?? null, of: `parameters/${p.name[i]}` },
          { text: `${Number((p.low[i] ?? 0).toPrecision(3))} to ${Number((p.high[i] ?? 0).toPrecision(3))}` },
          { text: p.unit[i] ?? "" },
          { text: p.grade[i] ?? "" },
          { text: p.source[i] ?? "" },
          { text: p.origin[i] ?? "" },
        ]),
      },
    ],
  });
}

export function flow(root: ParentNode, report: Report): void {
  const enrolled = report.flow.find(({ step }) => step === "enrolled")?.count ?? [];
  if (report.flow.length === 0) {
    absent(root, "flow", "This result is of an earlier version, which did not count how treatment ends: run its scenario again.");
    return;
  }
  const still = report.flow.find(({ step }) => step === "in_treatment")?.count,
    left = report.flow.find(({ step }) => step === "dropped_out")?.count;
  const leavers = left ? left.map((count, arm) => count / (enrolled[arm] || 1)) : [];
  const most = leavers.indexOf(Math.max(...leavers));
  const ends = report.flow.filter(({ step }) => step !== "enrolled" && !step.startsWith("admitted") && !step.startsWith("withheld") && step !== "false_alarm");
  const bars = ends.flatMap(({ words, count }, place) => count.map((one, arm) => ({ words, place, arm: labelOf(report, arm), share: (100 * one) / (enrolled[arm] || 1) })));
  fill(root, "flow", {
    reading: `Of every ${shown(enrolled[0], 1)} patients ${left && most >= 0 ? `${percent(leavers[most] ?? 0)} drop out of “${labelOf(report, most)}” of their own accord` : "nobody drops out"}${still ? `, and ${percent(Math.max(...still.map((count, arm) => count / (enrolled[arm] || 1))))} at most are still in treatment at the end of any arm` : ""}.`,
    figures: [
      element("ul", { class: "legend" }, ...ends.map(({ words }, place) => element("li", {}, element("span", { class: `swatch state-${place % 7}` }), words))),
      figure("How treatment ended, by arm, % of all who began", (width) =>
        plot(width, {
          height: 66 + rowFor(width, 0.3, 32, report) * report.arms.length,
          marginLeft: roomFor(width, 0.3),
          x: { label: "% of all who began", domain: [0, 100] },
          y: { label: null, domain: report.arms.map((_, arm) => labelOf(report, arm)) },
          marks: [
            axisOfNames(width, 0.3),
            Plot.barX(bars, Plot.stackX({ x: "share", y: "arm", z: "place", order: "place", fill: (d: { place: number }) => `var(--state-${d.place % 7})`, stroke: "var(--paper)" })),
          ],
        }),
      ),
    ],
    tables: [
      {
        name: "flow",
        caption: `Flow of patients${report.draws > 0 ? ", mean of the draws" : ""}; the last rows count doses`,
        columns: ["Step", ...report.arms.map((_, arm) => labelOf(report, arm))],
        rows: report.flow.map(({ step, words, count }) => [
          { text: words },
          ...report.arms.map((arm, number): Cell => ({ text: shown(count[number], 1), value: count[number] ?? null, of: `flow/${arm.id}/${step}` })),
        ]),
      },
    ],
  });
}

export function selfTest(root: ParentNode, report: Report): void {
  const { cases, tool_version, git_revision } = report.told.selftest;
  const held = cases.filter(({ holds }) => holds).length;
  fill(root, "selftest", {
    reading:
      held === cases.length
        ? `When this page was made, the program that made it (tachy ${tool_version}, ${git_revision}) worked out ${cases.length} cases whose answers are known; all ${held} came out right.`
        : `${cases.length - held} of ${cases.length} cases with known answers came out WRONG in the program that made this page (tachy ${tool_version}, ${git_revision}): do not trust it.`,
    tables: [
      {
        name: "selftest",
        caption: "Cases with known answers, by the program that made this page",
        columns: ["Case", "Expected", "Got", "May differ by", "Verdict", "Source of the answer"],
        rows: cases.map((one): Cell[] => [
          { text: `${one.topic}: ${one.what}` },
          { text: String(Number(one.expected.toPrecision(9))), value: one.expected },
          { text: String(Number(one.got.toPrecision(9))), value: one.got, of: `selftest/${one.what}` },
          { text: one.within === 0 ? "nothing" : String(Number(one.within.toPrecision(2))), value: one.within },
          { text: one.holds ? "holds" : "FAILS" },
          { text: one.source },
        ]),
      },
    ],
    open: true,
  });
}
