// Sections on benefit and harm: planned sessions, the balance, courses, where patients are, who gains, harms.
import * as Plot from "@observablehq/plot";
import { colourOf, dashOf, legendOfArms, markOf } from "./arms";
import { factorOf, labelOf, measureOf, mostlyChance, others, referenceOf, unitOf, yearsOf, type Measure, type Report } from "./data";
import { element, number, told } from "./dom";
import { axisOfNames, figure, panels, plot, roomFor, rowFor } from "./figure";
import { commonStep, percent, range, shown, signed } from "./numbers";
import { absent, fill } from "./section";
import type { Cell, Table } from "./table";

const labelled = (report: Report, arm: number): Cell => ({ text: labelOf(report, arm) });

export function calendar(root: ParentNode, report: Report): void {
  const sessions = report.calendar.map((arm) => arm.sessions);
  const counts = sessions.map((days) => days.length),
    most = counts.indexOf(Math.max(...counts)),
    least = counts.indexOf(Math.min(...counts));
  const plannedIn = (arm: number): HTMLElement => number(String(counts[arm] ?? 0), counts[arm] ?? 0, `calendar/${report.arms[arm]?.id}`);
  const dots = sessions.flatMap((days, arm) => days.map((day) => ({ arm: labelOf(report, arm), week: day / 7, place: arm })));
  fill(root, "calendar", {
    reading:
      most === least
        ? told`Every arm plans ${plannedIn(0)} sessions in ${yearsOf(report)}.`
        : told`“${labelOf(report, most)}” plans the most sessions, ${plannedIn(most)} in ${yearsOf(report)}; “${labelOf(report, least)}” the fewest, ${plannedIn(least)}. What is planned is more than what is given: people miss visits, stop and drop out.`,
    figures: [
      figure("Planned sessions of each arm, week by week", (width) =>
        plot(width, {
          height: 64 + rowFor(width, 0.3, 32, report) * report.arms.length,
          marginLeft: roomFor(width, 0.3),
          x: { label: "week", domain: [0, report.horizon_days / 7] },
          y: { label: null, domain: report.arms.map((_, arm) => labelOf(report, arm)), tickSize: 0 },
          marks: [
            axisOfNames(width, 0.3),
            ...sessions.map((_, arm) =>
              Plot.tickX(dots.filter(({ place }) => place === arm), { x: "week", y: "arm", stroke: colourOf(arm), strokeWidth: 1.6 }),
            ),
          ],
        }),
      ),
    ],
    tables: [
      {
        name: "calendar",
        caption: "Planned sessions and phases",
        columns: ["Arm", "Planned sessions", "Last planned session, day", "Phases, by the day they begin"],
        rows: report.calendar.map((plan, arm) => [
          labelled(report, arm),
          { text: String(plan.sessions.length), value: plan.sessions.length, of: `calendar/${report.arms[arm]?.id}` },
          { text: String(plan.sessions.at(-1) ?? "none"), value: plan.sessions.at(-1) ?? null },
          { text: plan.phases.map(({ phase, day }) => `${phase} from day ${day}`).join(", ") },
        ]),
      },
    ],
    more: report.told.regimens
      ? [
          element(
            "details",
            {},
            element("summary", {}, "Every regimen in full"),
            ...report.told.regimens.map(({ words }) => element("pre", { tabindex: "0" }, words)),
          ),
        ]
      : [],
  });
}

const kHarms = ["use_disorder_ever", "misuse_ever", "urinary_ever", "systolic_180", "dissociation"];

// The harm that the plane sets against benefit: the gravest whose differences are not mostly chance.
export function harmOfPlane(report: Report): Measure | undefined {
  const there = kHarms.map((name) => measureOf(report, name)).filter((one): one is Measure => one !== undefined && !one.switch_off);
  return there.find((measure) => !mostlyChance(report, measure)) ?? there[0];
}

interface Dominance {
  by: number;
  share: number | null; // of draws
}
// Whether another arm gives as much benefit with no more harm, and in how many draws.
function dominance(report: Report, benefit: Measure, harm: Measure, arm: number): Dominance | undefined {
  const at = (measure: Measure, one: number): number => measure.arms[one]?.mean ?? 0;
  const by = report.arms.findIndex(
    (_, one) =>
      one !== arm &&
      at(benefit, one) >= at(benefit, arm) &&
      at(harm, one) <= at(harm, arm) &&
      (at(benefit, one) > at(benefit, arm) || at(harm, one) < at(harm, arm)),
  );
  if (by < 0) return undefined;
  const good = report.unknown?.by_draw[benefit.measure],
    bad = report.unknown?.by_draw[harm.measure];
  if (!good || !bad) return { by, share: null };
  const draws = good[arm] ?? [];
  const agreeing = draws.filter(
    (_, draw) => (good[by]?.[draw] ?? 0) >= (good[arm]?.[draw] ?? 0) && (bad[by]?.[draw] ?? 0) <= (bad[arm]?.[draw] ?? 0),
  );
  return { by, share: agreeing.length / draws.length };
}

export function balance(root: ParentNode, report: Report): void {
  const benefit = measureOf(report, "remission_weeks"),
    harm = harmOfPlane(report);
  if (!benefit || !harm || report.arms.length < 2) {
    absent(root, "balance", "One arm, or a result without remission or harms, has no balance to show: run a scenario with two arms or more.");
    return;
  }
  const reference = referenceOf(report),
    factor = factorOf(harm);
  const untold = mostlyChance(report, harm); // then nobody knows who is dominated
  const dominated = report.arms.map((_, arm) => (untold ? undefined : dominance(report, benefit, harm, arm)));
  const means = report.arms.map((_, arm) => ({
    arm,
    x: factor * ((harm.arms[arm]?.mean ?? 0) - (harm.arms[reference]?.mean ?? 0)),
    y: (benefit.arms[arm]?.mean ?? 0) - (benefit.arms[reference]?.mean ?? 0),
  }));
  const good = report.unknown?.by_draw["remission_weeks"],
    bad = report.unknown?.by_draw[harm.measure];
  const cloud = (arm: number): { x: number; y: number }[] =>
    (good?.[arm] ?? []).map((value, draw) => ({
      x: factor * ((bad?.[arm]?.[draw] ?? 0) - (bad?.[reference]?.[draw] ?? 0)),
      y: value - (good?.[reference]?.[draw] ?? 0),
    }));
  const most = others(report).reduce((best, arm) => ((means[arm]?.y ?? 0) > (means[best]?.y ?? 0) ? arm : best), others(report)[0] ?? 0);
  const worst = others(report).reduce((found, arm) => ((means[arm]?.x ?? 0) > (means[found]?.x ?? 0) ? arm : found), others(report)[0] ?? 0);
  const onDominance = dominated
    .flatMap((one, arm) =>
      one
        ? [
            `“${labelOf(report, arm)}” gives no more than “${labelOf(report, one.by)}” and harms no less${one.share === null ? "" : ` (in ${percent(one.share)} of draws)`}`,
          ]
        : [],
    )
    .join("; ");
  fill(root, "balance", {
    reading: untold
      ? `“${labelOf(report, most)}” adds the most weeks in remission. Too few patients were simulated to tell the arms apart in “${harm.label.toLowerCase()}”: what lies to the left or right here is mostly chance, and which arm is dominated is not told.`
      : `“${labelOf(report, most)}” adds the most weeks in remission${worst === most ? " and the most harm: more of one comes with more of the other" : `, “${labelOf(report, worst)}” the most harm`}.${onDominance ? ` Dominated, and grey: ${onDominance}.` : " No arm is dominated: none gives less and harms as much as another."}`,
    figures: [
      legendOfArms(report),
      figure(`Benefit against harm: weeks in remission gained, and ${harm.label.toLowerCase()} per 1,000 patients`, (width) =>
        plot(width, {
          height: Math.round(Math.min(440, Math.max(300, width * 0.6))),
          marginTop: 28,
            x: { label: `${harm.label}, ${unitOf(harm)}: more than the reference →`, nice: true },
          y: { label: "↑ weeks in remission gained", grid: true, nice: true, labelArrow: "none" },
          marks: [
            Plot.ruleY([0]),
            Plot.ruleX([0]),
            ...report.arms.map((_, arm) =>
              Plot.dot(cloud(arm), {
                x: "x",
                y: "y",
                r: 2.2,
                fill: dominated[arm] ? "var(--faint)" : colourOf(arm),
                fillOpacity: 0.4,
                symbol: markOf(arm),
              }),
            ),
            ...report.arms.map((_, arm) =>
              Plot.dot(means.slice(arm, arm + 1), {
                x: "x",
                y: "y",
                r: 7,
                symbol: markOf(arm),
                fill: dominated[arm] ? "var(--faint)" : colourOf(arm),
                stroke: "var(--paper)",
                strokeWidth: 1.5,
              }),
            ),
          ],
        }),
      ),
    ],
    tables: [differences(report, [benefit, harm], "balance", "What the plane shows: mean differences to the reference arm")],
  });
}

const pathOf = (group: string, measure: Measure, arm: string, statistic: string): string => `${group}/${measure.measure}/${arm}/${statistic}`;

export function differenceCell(report: Report, measure: Measure, arm: number): Cell {
  const one = measure.arms[arm];
  if (!one) return { text: "" };
  const factor = factorOf(measure),
    step = commonStep(
      measure.arms.map(({ difference }) => difference),
      factor,
    );
  const interval = report.draws > 0 && mostlyChance(report, measure) ? "too few patients to say" : range(one.difference, factor, step);
  return {
    text: `${signed((one.difference.mean ?? 0) * factor, step)} (${interval})`,
    value: one.difference.mean,
    low: one.difference.low,
    high: one.difference.high,
    of: pathOf("paired", measure, one.arm, "difference"),
  };
}
export function meanCell(report: Report, measure: Measure, arm: number): Cell {
  const one = measure.arms[arm];
  if (!one) return { text: "" };
  const factor = factorOf(measure),
    step = commonStep(measure.arms, factor);
  const chance = report.draws > 0 && (one.draws?.share_of_chance ?? 0) > 0.5;
  return {
    text: `${shown((one.mean ?? 0) * factor, step)} (${chance ? "too few patients to say" : range(one, factor, step)})`,
    value: one.mean,
    low: one.low,
    high: one.high,
    of: pathOf("totals", measure, one.arm, "mean"),
  };
}

function differences(report: Report, measures: Measure[], name: string, caption: string): Table {
  return {
    name,
    caption: `${caption}; in brackets ${report.draws > 0 ? "what holds 95 % of draws" : "95 %, chance among patients alone"}`,
    columns: ["Arm", ...measures.map((measure) => `${measure.label}, ${unitOf(measure)}`)],
    rows: others(report).map((arm) => [labelled(report, arm), ...measures.map((measure) => differenceCell(report, measure, arm))]),
  };
}

const kCourses = [
  { name: "remission", factor: 100, unit: "% of all who began" },
  { name: "response", factor: 100, unit: "% of all who began" },
  { name: "hamd17", factor: 1, unit: "points" },
];

// The standard error that chance among the patients of a draw leaves, at most.
function chanceOf(report: Report, name: string, arm: number, week: number): number {
  const value = report.courses.series[name]?.estimate[arm]?.[week] ?? 0,
    patients = report.comparison.patients;
  if (name === "hamd17") return (report.courses.hamd17_sd[arm * report.courses.weeks + week] ?? 0) / Math.sqrt(patients);
  return Math.sqrt((value * (1 - value)) / patients);
}

export function courses(root: ParentNode, report: Report): void {
  const weeks = Math.max(1, Math.floor(report.horizon_days / 7)),
    last = Math.min(weeks, report.courses.weeks) - 1;
  const holder = element("div"),
    select = element("select", { "aria-label": "What the courses show" });
  for (const { name } of kCourses) {
    const course = report.courses.series[name];
    if (course) select.append(element("option", { value: name }, course.label));
  }
  const rows = (name: string, factor: number, arm: number): { week: number; mid: number; low: number; high: number; chance: number }[] =>
    Array.from({ length: last + 1 }, (_, week) => {
      const course = report.courses.series[name];
      return {
        week: week + 1,
        mid: factor * (course?.estimate[arm]?.[week] ?? NaN),
        low: factor * (course?.low[arm]?.[week] ?? NaN),
        high: factor * (course?.high[arm]?.[week] ?? NaN),
        chance: factor * 1.96 * chanceOf(report, name, arm, week),
      };
    });
  const draw = (name: string): void => {
    const chosen = kCourses.find((one) => one.name === name) ?? kCourses[0];
    if (!chosen) return;
    const { factor, unit } = chosen,
      all = report.arms.map((_, arm) => rows(chosen.name, factor, arm));
    const top = Math.max(...all.flatMap((one) => one.map(({ high, mid }) => (Number.isFinite(high) ? high : mid)))) * 1.05;
    holder.replaceChildren(
      panels(
        report.arms.map((_, arm) => ({
          heading: labelOf(report, arm),
          name: `${report.courses.series[chosen.name]?.label ?? ""} by week: ${labelOf(report, arm)}`,
          draw: (width: number) =>
            plot(width, {
              height: 205,
              marginLeft: 38,
              x: { label: "week", domain: [0, last + 1], ticks: 4 },
              y: { label: unit, domain: [0, top], grid: true, ticks: 4, labelArrow: "none" },
              marks: [
                ...all.map((other, number) =>
                  number === arm
                    ? null
                    : Plot.lineY(other, { x: "week", y: "mid", stroke: "var(--faint)", strokeWidth: 1 }),
                ),
                Plot.areaY(all[arm] ?? [], { x: "week", y1: "low", y2: "high", fill: colourOf(arm), fillOpacity: 0.22 }),
                Plot.lineY(all[arm] ?? [], { x: "week", y: (d) => d.mid + d.chance, stroke: colourOf(arm), strokeWidth: 0.6 }),
                Plot.lineY(all[arm] ?? [], { x: "week", y: (d) => d.mid - d.chance, stroke: colourOf(arm), strokeWidth: 0.6 }),
                Plot.lineY(all[arm] ?? [], {
                  x: "week",
                  y: "mid",
                  stroke: colourOf(arm),
                  strokeWidth: 2.4,
                  strokeLinecap: "butt",
                  strokeDasharray: dashOf(arm),
                }),
              ],
            }),
        })),
      ),
    );
  };
  select.addEventListener("change", () => {
    draw(select.value);
    document.dispatchEvent(new Event("tachy-redraw"));
  });
  draw("remission");
  const remission = report.courses.series["remission"];
  const ends = report.arms.map((_, arm) => remission?.estimate[arm]?.[last] ?? 0),
    high = ends.indexOf(Math.max(...ends)),
    low = ends.indexOf(Math.min(...ends));
  const inRemission = (arm: number): HTMLElement => number(percent(ends[arm] ?? 0), ends[arm] ?? 0, `outcomes/remission/${report.arms[arm]?.id}/${last}`);
  fill(root, "courses", {
    reading: remission
      ? told`In week ${String(last + 1)}, ${inRemission(high)} of all who began “${labelOf(report, high)}” are in remission, against ${inRemission(low)} of “${labelOf(report, low)}”. ${report.draws > 0 ? "The bands hold 95 % of draws; the hairlines show how far chance among the simulated patients may have moved the mean, at most." : "The bands show chance among the simulated patients alone, not how sure the evidence is."}`
      : "",
    figures: [element("div", {}, element("label", {}, "Show ", select), holder)],
    tables: kCourses.flatMap(({ name, factor }): Table[] => {
      const course = report.courses.series[name];
      if (!course) return [];
      const every = Array.from({ length: last + 1 }, (_, week) => week).filter((week) => week === 0 || (week + 1) % 13 === 0 || week === last);
      return [
        {
          name: `course_${name}`,
          caption: `${course.label}: ${course.definition}`,
          columns: ["Week", ...report.arms.map((_, arm) => labelOf(report, arm))],
          rows: every.map((week) => [
            { text: String(week + 1) },
            ...report.arms.map((arm, number): Cell => {
              const at = {
                mean: course.estimate[number]?.[week] ?? null,
                low: course.low[number]?.[week] ?? null,
                high: course.high[number]?.[week] ?? null,
              };
              const step = commonStep([at], factor);
              return {
                text: `${shown((at.mean ?? NaN) * factor, step)}${factor === 100 ? " %" : ""} (${range(at, factor, step)})`,
                value: at.mean,
                low: at.low,
                high: at.high,
                of: `outcomes/${name}/${arm.id}/${week}`,
              };
            }),
          ]),
        },
      ];
    }),
  });
}

const kStates: Record<string, string> = {
  remission_treated: "In remission, in treatment",
  remission_untreated: "In remission, not in treatment",
  response_treated: "Better, in treatment",
  response_untreated: "Better, not in treatment",
  symptomatic_treated: "Symptomatic, in treatment",
  symptomatic_untreated: "Symptomatic, not in treatment",
  dead: "Dead",
};

export function whereTheyAre(root: ParentNode, report: Report): void {
  const { states, patients } = report.courses.where,
    weeks = Math.max(1, Math.floor(report.horizon_days / 7)),
    last = Math.min(weeks, report.courses.weeks) - 1;
  const everyone = (arm: number, week: number): number => (patients[arm]?.[week] ?? []).reduce((sum, one) => sum + one, 0);
  const share = (arm: number, week: number, state: number): number => (patients[arm]?.[week]?.[state] ?? 0) / (everyone(arm, week) || 1);
  const treated = report.arms.map((_, arm) =>
    states.reduce((sum, state, place) => sum + (state.endsWith("_treated") ? share(arm, last, place) : 0), 0),
  );
  const most = treated.indexOf(Math.max(...treated)),
    least = treated.indexOf(Math.min(...treated));
  const inTreatment = (arm: number): HTMLElement => number(percent(treated[arm] ?? 0), treated[arm] ?? 0, `treated/${report.arms[arm]?.id}/${last}`);
  fill(root, "where", {
    reading: told`In week ${String(last + 1)}, ${inTreatment(most)} of those who began “${labelOf(report, most)}” are still in treatment and ${inTreatment(least)} of “${labelOf(report, least)}”: what a regimen does, it does to those who stay.`,
    figures: [
      element(
        "ul",
        { class: "legend" },
        ...states.map((state, place) => element("li", {}, element("span", { class: `swatch state-${place}` }), kStates[state] ?? state)),
      ),
      panels(
        report.arms.map((_, arm) => ({
          heading: labelOf(report, arm),
          name: `Where patients are, week by week: ${labelOf(report, arm)}`,
          draw: (width: number) =>
            plot(width, {
              height: 205,
              marginLeft: 38,
              x: { label: "week", domain: [1, last + 1], ticks: 4 },
              y: { label: "% of all who began", domain: [0, 100], ticks: 4, labelArrow: "none" },
              marks: [
                Plot.areaY(
                  Array.from({ length: last + 1 }, (_, week) => week).flatMap((week) =>
                    states.map((_, place) => ({ week: week + 1, place, share: 100 * share(arm, week, place) })),
                  ),
                  {
                    x: "week",
                    y: "share",
                    z: "place",
                    order: "place",
                    fill: (d: { place: number }) => `var(--state-${d.place})`,
                    stroke: "var(--paper)",
                    strokeWidth: 0.6,
                  },
                ),
              ],
            }),
        })),
      ),
    ],
    tables: [
      {
        name: "where_patients_are",
        caption: `Where patients are in week ${last + 1}, % of all who began`,
        columns: ["Arm", ...states.map((state) => kStates[state] ?? state)],
        rows: report.arms.map((arm, number) => [
          labelled(report, number),
          ...states.map((state, place): Cell => ({
            text: (100 * share(number, last, place)).toFixed(1),
            value: patients[number]?.[last]?.[place] ?? null,
            of: `outcomes/patients/${arm.id}/${last}/${state}`,
          })),
        ]),
      },
    ],
  });
}

export function whoGains(root: ParentNode, report: Report): void {
  const measure = measureOf(report, "remission_weeks");
  if (!measure || report.arms.length < 2) {
    absent(root, "gains", "With one arm nobody can be better or worse off: run a scenario with two arms or more.");
    return;
  }
  const rows = others(report).map((arm) => ({ arm, ...(measure.arms[arm]?.under_shared_luck ?? { better: 0, worse: 0, unchanged: 1 }) }));
  const most = rows.reduce((best, row) => (row.better > best.better ? row : best), rows[0] ?? { arm: 0, better: 0, worse: 0, unchanged: 1 });
  const bars = rows.flatMap(({ arm, better, worse }) => [
    { arm: labelOf(report, arm), place: arm, share: 100 * better, what: "better off" },
    { arm: labelOf(report, arm), place: arm, share: -100 * worse, what: "worse off" },
  ]);
  const harm = measureOf(report, "use_disorder_ever");
  const needed = (name: string, arm: number): Cell => {
    const one = report.unknown?.needed_to_treat[name]?.[report.arms[arm]?.id ?? ""],
      of = measureOf(report, name);
    if (!one || !of) return { text: "needs draws", value: null };
    if (mostlyChance(report, of)) return { text: "too few patients to say", value: null };
    return { text: one.words.replaceAll("\n", "; 95 % of draws: "), value: one.better ? 1 / one.better : null };
  };
  const reach = Math.max(...bars.map(({ share }) => Math.abs(share)), 5) * 1.15;
  const shareOf = (share: number, what: string): HTMLElement => number(percent(share), share, `paired/remission_weeks/${report.arms[most.arm]?.id}/${what}`);
  fill(root, "gains", {
    reading: told`Against themselves under “${labelOf(report, referenceOf(report))}”, ${shareOf(most.better, "better")} of patients gain ${String(measure.smallest_difference)} weeks in remission or more under “${labelOf(report, most.arm)}” and ${shareOf(most.worse, "worse")} lose as much; for the other ${shareOf(most.unchanged, "unchanged")} it changes less than that.`,
    figures: [
      figure("Shares of patients better off and worse off, by arm", (width) =>
        plot(width, {
          height: 66 + rowFor(width, 0.3, 34, report) * rows.length,
          marginLeft: roomFor(width, 0.3),
          x: { label: "← worse off      % of patients      better off →", domain: [-Math.max(1, ...rows.map(({ worse }) => 115 * worse)), reach], tickFormat: (tick: number) => String(Math.abs(tick)) },
          y: { label: null, domain: rows.map(({ arm }) => labelOf(report, arm)) },
          marks: [
            axisOfNames(width, 0.3),
            ...rows.map(({ arm }) =>
              Plot.barX(
                bars.filter(({ place }) => place === arm),
                { x: "share", y: "arm", fill: colourOf(arm), fillOpacity: (d: { share: number }) => (d.share < 0 ? 0.5 : 1) },
              ),
            ),
            Plot.ruleX([0]),
          ],
        }),
      ),
    ],
    tables: [
      {
        name: "better_and_worse_off",
        caption: `Better and worse off under shared luck, by ${measure.smallest_difference} weeks in remission or more; and how many to treat for one more`,
        columns: ["Arm", "Better off", "Worse off", "Unchanged", `To treat: ${measure.smallest_difference} weeks in remission or more`, "To treat: use disorder"],
        rows: rows.map(({ arm, better, worse, unchanged }) => [
          labelled(report, arm),
          ...(["better", "worse", "unchanged"] as const).map((what): Cell => ({
            text: percent({ better, worse, unchanged }[what]),
            value: { better, worse, unchanged }[what],
            of: `paired/remission_weeks/${report.arms[arm]?.id}/${what}`,
          })),
          needed("remission_weeks", arm),
          harm ? needed("use_disorder_ever", arm) : { text: "not counted" },
        ]),
      },
    ],
  });
}

const kHarmsShown = ["use_disorder_ever", "misuse_ever", "urinary_ever", "systolic_180", "systolic_rise_40", "dissociation", "sedation", "nausea", "dizziness", "suicide_attempts", "died"];

export function harms(root: ParentNode, report: Report): void {
  const all = kHarmsShown.map((name) => measureOf(report, name)).filter((one): one is Measure => one !== undefined);
  const moved = all.filter((measure) => !measure.switch_off && others(report).some((arm) => (measure.arms[arm]?.difference.mean ?? 0) !== 0));
  const unsure = all.filter((measure) => report.draws > 0 && mostlyChance(report, measure));
  const assumed = all.filter(({ rests_on }) => rests_on === "assumed");
  const dots = (measure: Measure): { arm: string; place: number; mid: number; low: number; high: number }[] =>
    report.arms.map((_, arm) => {
      const one = measure.arms[arm],
        factor = factorOf(measure);
      return {
        arm: labelOf(report, arm),
        place: arm,
        mid: factor * (one?.mean ?? NaN),
        low: factor * (one?.low ?? one?.mean ?? NaN),
        high: factor * (one?.high ?? one?.mean ?? NaN),
      };
    });
  fill(root, "harms", {
    reading: `${moved.length} of ${all.length} harms differ between the arms. ${assumed.length} rest on judgement more than on anything measured (${assumed.map(({ label }) => label.toLowerCase()).join(", ") || "none"}).${unsure.length > 0 ? ` Too few patients were simulated to say how far ${unsure.map(({ label }) => label.toLowerCase()).join(", ")} differ.` : ""}`,
    figures: [
      panels(
        moved.map((measure) => ({
          heading: `${measure.label}, ${unitOf(measure)}`,
          name: `${measure.label}, ${unitOf(measure)}, by arm`,
          draw: (width: number) =>
            plot(width, {
              height: 56 + rowFor(width, 0.42, 30, report) * report.arms.length,
              marginLeft: roomFor(width, 0.42),
              x: { label: null, zero: true, ticks: 4, grid: true },
              y: { label: null, domain: report.arms.map((_, arm) => labelOf(report, arm)) },
              marks: [
                axisOfNames(width, 0.42),
                ...report.arms.flatMap((_, arm) => {
                  const one = dots(measure).slice(arm, arm + 1);
                  return [
                    Plot.ruleY(one, { y: "arm", x1: "low", x2: "high", stroke: colourOf(arm), strokeWidth: 2 }),
                    Plot.dot(one, { y: "arm", x: "mid", r: 5, symbol: markOf(arm), fill: colourOf(arm) }),
                  ];
                }),
              ],
            }),
        })),
      ),
    ],
    tables: [
      {
        name: "harms",
        caption: `Harms: mean, in brackets ${report.draws > 0 ? "95 % of draws" : "95 %, chance alone"}; and what they rest on`,
        columns: ["Harm", ...report.arms.map((_, arm) => labelOf(report, arm)), "Rests on", "Note"],
        rows: all.map((measure) => [
          { text: `${measure.label}, ${unitOf(measure)}` },
          ...report.arms.map((_, arm) => meanCell(report, measure, arm)),
          { text: measure.rests_on || "not said" },
          {
            text: [
              measure.switch_off ? `the same in every arm, since the switch ${measure.switch_off} is off` : "",
              measure.not_modelled ? `not modelled: ${measure.not_modelled}` : "",
              report.chance[measure.measure]?.words ?? "",
            ]
              .filter(Boolean)
              .join("; "),
          },
        ]),
      },
    ],
    open: true,
  });
}
