// What the page shows, as the address keeps it and as the command line says it.
import type { Request, Setting } from "./protocol";

export type WrongModel = "average" | "own_luck" | "nobody_leaves";
export const kWrongModels: WrongModel[] = ["average", "own_luck", "nobody_leaves"];

export interface State {
  story: string; // below scenarios/, or "" for a text that was pasted
  pasted: string;
  set: Setting[];
  arms: string[];
  seed: string; // "": as the scenario says
  patients: number; // 0: as the scenario says
  wrong: WrongModel[];
  shown: boolean; // the prediction has been made
}

export const kFirstStory = "teaching/how-often.yaml";
export const kPastedPath = "scenarios/pasted.yaml";

// Few enough to be lived while one waits, where a scenario was not written for the page.
const kPatients = 2000;
const hasCard = (story: string): boolean => story.startsWith("teaching/");
const patientsOf = (story: string): number => (/^(policy|tutorial)\//.test(story) ? kPatients : 0);

export function stateOfStory(story: string): State {
  return {
    story,
    pasted: "",
    set: [],
    arms: [],
    seed: "",
    patients: patientsOf(story),
    wrong: [],
    shown: !hasCard(story),
  };
}

export function stateOfText(pasted: string): State {
  const own = Number(/\bpatients: *(\d+)/.exec(pasted)?.[1] ?? Infinity),
    patients = own <= 10000 ? 0 : kPatients;
  return { ...stateOfStory(""), pasted, patients, seed: /^seed:/m.test(pasted) ? "" : "1", shown: true };
}

export function withSetting(state: State, path: string, value: string | undefined): State {
  const others = state.set.filter(([other]) => other !== path);
  return { ...state, set: value === undefined ? others : [...others, [path, value]] };
}

// More settings may follow from a switch of the page than the state holds.
export function requestOf(state: State, further: Setting[], asked: string[]): Request {
  return {
    path: state.story ? `scenarios/${state.story}` : kPastedPath,
    arms: state.arms,
    set: [...state.set, ...further],
    ...(state.seed ? { seed: state.seed } : {}),
    ...(state.patients ? { patients: state.patients } : {}),
    asked,
  };
}

const quoted = (word: string): string => (/^[\w./=:,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

// The command that gives the same numbers.
export function commandOf(request: Request, path: string): string {
  const words = ["tachy", "run", path, "--draws", "0"];
  if (request.seed) words.push("--seed", request.seed);
  if (request.patients) words.push("--patients", String(request.patients));
  if (request.arms.length) words.push("--arms", request.arms.join(","));
  for (const [name, value] of request.set) words.push("--set", `${name}=${value}`);
  return words.map(quoted).join(" ");
}

export function addressOf(state: State, version: string, deflated: string): string {
  const words = new URLSearchParams({ engine: version });
  if (state.story) words.set("story", state.story);
  if (deflated) words.set("scenario", deflated);
  for (const [path, value] of state.set) words.append("set", `${path}=${value}`);
  if (state.arms.length) words.set("arms", state.arms.join(","));
  if (state.seed) words.set("seed", state.seed);
  if (state.patients) words.set("patients", String(state.patients));
  if (state.wrong.length) words.set("wrong", state.wrong.join(","));
  if (state.shown) words.set("shown", "1");
  return `#${words}`;
}

export interface ReadAddress {
  state: State;
  version: string; // "": none was given
  deflated: string;
}

export function readAddress(hash: string): ReadAddress {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const list = (name: string): string[] => (words.get(name) ?? "").split(",").filter(Boolean);
  const deflated = words.get("scenario") ?? "";
  const patients = Number(words.get("patients") ?? 0),
    story = deflated ? "" : (words.get("story") ?? kFirstStory);
  return {
    version: words.get("engine") ?? "",
    deflated,
    state: {
      story,
      pasted: "",
      set: words
        .getAll("set")
        .map((text): Setting => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)]),
      arms: list("arms"),
      seed: /^\d{1,20}$/.test(words.get("seed") ?? "") ? (words.get("seed") ?? "") : "",
      patients: Number.isInteger(patients) && patients > 0 ? patients : patientsOf(story),
      wrong: kWrongModels.filter((wrong) => list("wrong").includes(wrong)),
      shown: words.get("shown") === "1" || !hasCard(story),
    },
  };
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  by: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(by)).arrayBuffer());
}

// A scenario as it travels in an address: deflated, then base64 with the letters of addresses.
export const kLongestInAddress = 16000; // letters
export async function deflate(text: string): Promise<string> {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
export async function inflate(letters: string): Promise<string> {
  const binary = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw")));
}
