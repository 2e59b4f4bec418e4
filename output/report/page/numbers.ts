// Numbers as people read them: no more digits than their interval supports.
import type { Interval } from "./data";

const kThinMinus = "−";

// The size of one unit of the last digit shown: two digits of the half-width of an interval.
export function stepOf(halfWidth: number): number {
  return halfWidth > 0 ? 10 ** (Math.floor(Math.log10(halfWidth)) - 1) : 0;
}
export function halfWidthOf({ mean, low, high }: Interval, factor = 1): number {
  if (low !== null && high !== null) return (factor * (high - low)) / 2;
  if (mean === null) return 0;
  return factor * (low !== null ? mean - low : high !== null ? high - mean : 0);
}
export function commonStep(intervals: Interval[], factor = 1): number {
  const widths = intervals.map((one) => halfWidthOf(one, factor)).filter((width) => width > 0);
  return Math.max(stepOf(Math.min(...widths, Infinity)) || 0, 0.001);
}

export function shown(value: number | null | undefined, step: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "unknown";
  const usable = step > 0 && Number.isFinite(step) ? step : Math.max(10 ** (Math.floor(Math.log10(Math.abs(value) || 1)) - 2), 0.001);
  const decimals = Math.max(0, -Math.floor(Math.log10(usable) + 1e-9));
  const rounded = Math.round(value / usable) * usable;
  const text = Math.abs(rounded).toLocaleString("en-GB", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return Number(text.replaceAll(",", "")) !== 0 && value < 0 ? kThinMinus + text : text;
}
export function signed(value: number | null | undefined, step: number): string {
  const text = shown(value, step);
  return (value ?? 0) > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}
export function range({ low, high }: Interval, factor: number, step: number): string {
  if (low === null && high === null) return "no interval";
  if (low === null) return `at most ${shown((high ?? 0) * factor, step)}`;
  if (high === null) return `at least ${shown(low * factor, step)}`;
  return `${shown(low * factor, step)} to ${shown(high * factor, step)}`;
}
export const percent = (share: number): string =>
  share > 0 && share < 0.005 ? "less than 1 %" : share < 1 && share > 0.995 ? "more than 99 %" : `${Math.round(100 * share)} %`;

export const mean = (numbers: number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
// Type 7 of Hyndman and Fan, as the program.
export function quantile(numbers: number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b),
    at = share * (sorted.length - 1),
    below = Math.floor(at);
  const low = sorted[below] ?? NaN;
  return low + (at - below) * ((sorted[below + 1] ?? low) - low);
}
export const overDraws = (numbers: number[]): Interval => ({
  mean: mean(numbers),
  low: quantile(numbers, 0.025),
  high: quantile(numbers, 0.975),
});
