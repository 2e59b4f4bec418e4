// What a curve passes on its way: its top, where half of that is gone, where a harm has come to a round number.
import type { Picture, Result } from "./series";
import { shown } from "./series";

export interface Milestone {
  arm: number;
  week: number; // from 1
  value: number;
  words: string; // a line each
}

const first = (values: number[], from: number, is: (value: number) => boolean): number | undefined => {
  const found = values.findIndex((value, week) => week >= from && is(value));
  return found < 0 ? undefined : found;
};

const when = (week: number): string => (week < 9 ? `week ${week + 1}` : `month ${Math.round((week + 1) / 4.345)}`);

// The largest of 1, 2, 5, 10, ... that is at most half of where the curve ends.
function roundNumberBelow(end: number): number | undefined {
  return [50, 20, 10, 5, 2, 1].find((round) => round <= end / 2);
}

export function milestonesOf(result: Result, picture: Picture, arms: number[]): Milestone[] {
  const curves = arms.map((arm) => ({ arm, values: result.curve(arm, picture) }));
  const [reference] = curves,
    lasting = picture.names.some((name) => name.endsWith("_ever"));
  const end = (values: number[]): number => values.at(-1) ?? 0;
  const highest = curves.reduce((best, curve) => (end(curve.values) > end(best.values) ? curve : best), curves[0]!);
  const at = ({ arm, values }: typeof highest, week: number | undefined, words: string): Milestone[] =>
    week === undefined ? [] : [{ arm, week: week + 1, value: values[week] ?? 0, words }];
  if (lasting) {
    const round = roundNumberBelow(end(highest.values)),
      week = round === undefined ? undefined : first(highest.values, 1, (value) => value >= round);
    const unit = picture.unit === "%" ? " %" : " in 1,000";
    return at(highest, week, `${round}${unit}\nby ${when(week ?? 0)}`);
  }
  if (picture.unit !== "%" || !reference) return [];
  const top = Math.max(...reference.values),
    peak = reference.values.indexOf(top),
    half = first(reference.values, peak, (value) => value <= top / 2);
  if (top < 5) return [];
  const gone = half === undefined ? "" : `, half of it gone by ${when(half)}`;
  return [...at(reference, peak, `${shown(top)} %${gone}`), ...at(reference, half, "")]; // one text, where there is room
}
