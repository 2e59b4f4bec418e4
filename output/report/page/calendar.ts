// When each regimen is meant to dose.
import * as Plot from "@observablehq/plot";
import { colourOf } from "./arms";
import { labelled } from "./cells";
import { labelOf, yearsOf, type Report } from "./data";
import { element, number, told } from "./dom";
import { axisOfNames, figure, plot, roomFor, rowFor } from "./figure";
import { fill } from "./section";

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
