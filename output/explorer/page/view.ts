// Draws a result into the page.
import { namePicture, drawCurves, topOf } from "./curves";
import { the } from "./dom";
import { drawTable } from "./figures";
import { drawIcons, legend } from "./icons";
import { milestonesOf } from "./milestones";
import { isAssumed } from "./judgement";
import type { Diary } from "./protocol";
import type { Picture, Result } from "./series";
import { drawTwin, storyOf } from "./twin";
import { headline, pictureCalled, readingOf } from "./words";

export interface Shown {
  result: Result;
  pinned?: Result;
  ribbon: Result[];
  revealed: boolean; // before a prediction only the reference arm is drawn
}

const isLarge = (): boolean => document.body.classList.contains("large");

// Axes that stay still: they are made anew only when asked, or when a curve would leave them after a change is done.
export class Axes {
  private readonly tops = new Map<string, number>();
  forget(): void {
    this.tops.clear();
  }
  top(picture: Picture, results: Result[], settled: boolean): number {
    const wanted = topOf(results, picture),
      kept = this.tops.get(picture.id);
    if (kept !== undefined && (kept >= wanted || !settled)) return kept;
    this.tops.set(picture.id, wanted);
    return wanted;
  }
}

export function drawPair(shown: Shown, axes: Axes, settled: boolean): void {
  for (const side of ["benefit", "harm"]) {
    const picture = pictureCalled(the<HTMLSelectElement>(side).value),
      chart = the(`${side}-chart`),
      { result, pinned, ribbon } = shown;
    const arms = result.loaded.arms
      .map((_, arm) => arm)
      .filter((arm) => shown.revealed || arm === result.loaded.reference_arm);
    const svg = drawCurves({
      result,
      picture,
      arms,
      large: isLarge(),
      width: Math.max(280, chart.clientWidth),
      top: axes.top(picture, [result, ...ribbon, ...(pinned ? [pinned] : [])], settled),
      ...(pinned ? { pinned } : {}),
      ...(ribbon.length
        ? { ribbon: result.loaded.arms.map((_, arm) => ribbon.map((one) => one.curve(arm, picture))) }
        : {}),
    });
    const milestones = milestonesOf(result, picture, arms).flatMap(({ words }) => (words ? [`${words.replace("\n", " ")}.`] : [])).join(" ");
    const words = shown.revealed
      ? readingOf(result, picture)
      : `“${result.loaded.arms[result.loaded.reference_arm]?.label}”. The other arms come when you have said what you expect.`;
    namePicture(svg, `${picture.label}, ${picture.unit}, by time. ${words} ${milestones}`.trim());
    chart.replaceChildren(svg);
    chart.parentElement?.classList.toggle("assumed", isAssumed(result.loaded, picture.rests));
    the(`${side}-words`).textContent = words;
  }
}

function inTwo(result: Result): (string | HTMLElement)[] {
  const [benefit, harm] = headline(result),
    judged = document.createElement("span");
  judged.textContent = harm;
  judged.classList.toggle("assumed", isAssumed(result.loaded, "misuse_supervised"));
  return [benefit, judged];
}

export function drawWords(shown: Shown): void {
  the("headline").replaceChildren(...(shown.revealed ? inTwo(shown.result) : ["Say what you expect, then see."]));
  the("table").replaceChildren(...(shown.revealed ? [drawTable(shown.result)] : []));
}

export function drawPeople(result: Result, states: string[][]): void {
  const { arms, reference_arm } = result.loaded,
    labels = states.length === arms.length ? arms : [arms[reference_arm]];
  the("icons").replaceChildren(...states.map((one, place) => drawIcons(one, labels[place]?.label ?? "")));
  if (!document.querySelector(".people .legend")) the("icons").after(legend());
}

export function drawPatient(result: Result, diary: Diary, patient: number): void {
  const chart = the("twin-chart");
  if (!diary.person.enrolled) {
    chart.replaceChildren();
    the("twin-words").textContent = `Patient ${patient} was not eligible.`;
    return;
  }
  chart.replaceChildren(drawTwin(diary, result.loaded, Math.max(280, chart.clientWidth), isLarge()));
  the("twin-words").textContent =
    `${storyOf(diary, result.loaded, patient)} Lines: score in each arm; below the dashed line is remission. Marks at the foot: doses.`;
}
