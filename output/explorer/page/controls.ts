// Sliders, choices and switches, made from the table of levers and kept in step with the scenario.
import { isAssumed } from "./judgement";
import { kLevers, kNaltrexoneRests, kTolerance, placeOf, type Lever } from "./levers";
import { the } from "./dom";
import type { Loaded } from "./protocol";

export interface Moves {
  moved(path: string, value: string, done: boolean): void;
}

function sliderOf(lever: Lever, moves: Moves): HTMLElement {
  const box = document.createElement("div");
  box.className = "lever";
  box.dataset["lever"] = lever.id;
  box.innerHTML = `<label for="lever-${lever.id}"></label><output for="lever-${lever.id}"></output>
    <input type="range" id="lever-${lever.id}" aria-describedby="phrase-${lever.id}"><small id="phrase-${lever.id}"></small>`;
  const [label, output, input, phrase] = [...box.children] as [HTMLElement, HTMLElement, HTMLInputElement, HTMLElement];
  label.textContent = lever.label;
  phrase.textContent = lever.phrase;
  Object.assign(input, { min: String(lever.low), max: String(lever.high), step: String(lever.step) });
  const change = (done: boolean) => (): void => {
    const value = input.valueAsNumber;
    say(input, output, lever, value);
    moves.moved(box.dataset["path"] ?? "", lever.write(value), done);
  };
  input.addEventListener("input", change(false));
  input.addEventListener("change", change(true));
  return box;
}

function say(input: HTMLInputElement, output: HTMLElement, lever: Lever, value: number): void {
  output.textContent = lever.spoken(value);
  input.setAttribute("aria-valuetext", lever.spoken(value));
}

function choiceOfTolerance(moves: Moves): HTMLElement {
  const box = document.createElement("fieldset");
  box.className = "lever choice";
  box.innerHTML = "<legend>Sessions wear each other out (tolerance)</legend>";
  for (const choice of kTolerance.choices) {
    const label = document.createElement("label"),
      input = document.createElement("input");
    Object.assign(input, { type: "radio", name: "tolerance", value: choice });
    input.addEventListener("change", () => moves.moved(kTolerance.path, choice, true));
    label.append(input, ` ${choice}`);
    box.append(label);
  }
  return box;
}

export function makeControls(into: HTMLElement, moves: Moves): void {
  for (const group of ["Treatment", "Setting", "The model"] as const) {
    const heading = document.createElement("h3"),
      box = document.createElement("section");
    heading.textContent = group;
    heading.id = `group-${group.replaceAll(" ", "-")}`;
    box.setAttribute("aria-labelledby", heading.id);
    box.append(heading, ...kLevers.filter((lever) => lever.group === group).map((lever) => sliderOf(lever, moves)));
    if (group === "The model") box.append(choiceOfTolerance(moves));
    into.append(box);
  }
}

// Shows the values of this scenario and hides what it does not have.
export function showValues(into: HTMLElement, loaded: Loaded): void {
  for (const lever of kLevers) {
    const box = into.querySelector<HTMLElement>(`[data-lever="${lever.id}"]`),
      place = placeOf(lever, loaded);
    if (!box) continue;
    const home = loaded.resolved.includes("take_home:");
    box.hidden = !place || (lever.id === "misuse_take_home" && !home);
    if (!place) continue;
    box.dataset["path"] = place.path;
    box.classList.toggle("assumed", lever.group !== "Treatment" && isAssumed(loaded, place.path));
    const input = box.querySelector("input"),
      output = box.querySelector("output");
    if (!input || !output) continue;
    if (document.activeElement !== input) input.value = String(place.value);
    say(input, output, lever, place.value);
  }
  into.querySelector(".lever.choice")?.classList.toggle("assumed", isAssumed(loaded, kTolerance.rests));
  the("naltrexone-label").classList.toggle("assumed", isAssumed(loaded, kNaltrexoneRests));
  const level = loaded.values[kTolerance.path] ?? "none";
  for (const radio of into.querySelectorAll<HTMLInputElement>("[name=tolerance]"))
    radio.checked = radio.value === level;
  for (const section of into.querySelectorAll("section"))
    section.hidden = ![...section.querySelectorAll<HTMLElement>(".lever")].some((lever) => !lever.hidden);
}
