// Sentences that change with the numbers.
import { kBenefits, kHarms, shown, type Picture, type Result } from "./series";

export function span(days: number): string {
  if (days % 365 === 0) return days === 365 ? "1 year" : `${days / 365} years`;
  return `${Math.round(days / 7)} weeks`;
}

// The arm that differs most from the reference in a picture.
function furthest(result: Result, picture: Picture): number {
  const { loaded } = result,
    last = result.weeks - 1;
  const away = (arm: number): number =>
    Math.abs(result.at(arm, picture, last) - result.at(loaded.reference_arm, picture, last));
  return loaded.arms
    .map((_, arm) => arm)
    .reduce((best, arm) => (away(arm) > away(best) ? arm : best), loaded.reference_arm);
}

const kAlike = { weeks: 0.5, people: 0.2 }; // differences too small for a word, in weeks and in people of 1,000
function compared(here: number, there: number, alike: number, more: string, same: string, less: string): string {
  return Math.abs(here - there) < alike ? same : here > there ? more : less;
}

const weeksWell = (result: Result, arm: number): number => result.total(arm, "remission_weeks");
const perThousand = (result: Result, arm: number, name: string): string => shown(1000 * result.total(arm, name));

// What a screen reader says after a change, and what stands above the curves.
// Benefit and harm apart, since the one rests on trials and the other on judgement.
export function headline(result: Result): [benefit: string, harm: string] {
  const { loaded } = result,
    reference = loaded.reference_arm;
  const arms = loaded.arms.map((_, arm) => arm).filter((arm) => arm !== reference);
  const best = arms.reduce(
    (most, arm) =>
      Math.abs(weeksWell(result, arm) - weeksWell(result, reference)) >
      Math.abs(weeksWell(result, most) - weeksWell(result, reference))
        ? arm
        : most,
    arms[0] ?? reference,
  );
  const name = (arm: number): string => `“${loaded.arms[arm]?.label}”`;
  const well = compared(
    weeksWell(result, best),
    weeksWell(result, reference),
    kAlike.weeks,
    "keeps more people well than",
    "keeps about as many people well as",
    "keeps fewer people well than",
  );
  const misuse = compared(
    1000 * result.total(best, "misuse_ever"),
    1000 * result.total(reference, "misuse_ever"),
    kAlike.people,
    "leads more people",
    "leads about as many people",
    "leads fewer people",
  );
  const start = `Over ${span(loaded.horizon_days)}, under these assumptions, ${name(best)} `;
  if (best === reference)
    return [
      `${start}keeps people well for ${shown(weeksWell(result, best))} weeks; `,
      `${perThousand(result, best, "misuse_ever")} of 1,000 people start to misuse ketamine, and ${perThousand(result, best, "use_disorder_ever")} come to have a use disorder.`,
    ];
  return [
    `${start}${well} ${name(reference)} ` +
      `(${shown(weeksWell(result, best))} weeks in remission, against ${shown(weeksWell(result, reference))}) and `,
    `${misuse} into misuse and dependence ` +
      `(${perThousand(result, best, "misuse_ever")} of 1,000 start to misuse ketamine, against ${perThousand(result, reference, "misuse_ever")}; ` +
      `${perThousand(result, best, "use_disorder_ever")} come to have a use disorder, against ${perThousand(result, reference, "use_disorder_ever")}).`,
  ];
}

export function readingOf(result: Result, picture: Picture): string {
  const { loaded } = result,
    last = result.weeks - 1,
    arm = furthest(result, picture),
    unit = picture.unit === "points" ? "points" : picture.unit;
  const one = `${shown(result.at(arm, picture, last))} ${unit} with “${loaded.arms[arm]?.label}”`;
  if (arm === loaded.reference_arm) return `At the end: ${one}, the same in every arm.`;
  return `At the end: ${one}, ${shown(result.at(loaded.reference_arm, picture, last))} ${unit} with “${loaded.arms[loaded.reference_arm]?.label}”.`;
}

export const pictureCalled = (id: string): Picture => {
  const found = [...kBenefits, ...kHarms].find((picture) => picture.id === id);
  if (!found) throw new Error(`no picture ${id}`);
  return found;
};
