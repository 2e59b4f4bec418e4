// Cells that several tables show: an arm's name, its mean, its difference to the reference arm.
import { factorOf, labelOf, mostlyChance, type Measure, type Report } from "./data";
import { commonStep, range, shown, signed } from "./numbers";
import type { Cell } from "./table";

export const labelled = (report: Report, arm: number): Cell => ({ text: labelOf(report, arm) });

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
