// What the page, its workers and the module say to each other.

export type Setting = [path: string, value: string];

// A scenario and what the command line could change in it.
export interface Request {
  path: string;
  arms: string[]; // empty: all
  set: Setting[];
  seed?: string;
  patients?: number;
  misuse_clocks?: number; // where they are known; otherwise a few patients are lived to choose them
  asked: string[]; // paths whose values the page shows; "*" stands for every arm
}

export interface Measure {
  name: string;
  label: string;
  unit: string;
  scale: number; // stored whole number times scale = value in unit ...
  rare: boolean; // ... and, if rare, divided by the misuse clocks
  definition: string;
}

export interface Parameter {
  name: string;
  value: number;
  unit: string;
  low: number;
  high: number;
  grade: "measured" | "derived" | "recalled" | "assumed";
  meaning: string;
  source: string;
  set_by: "default" | "part" | "scenario";
}

export interface Described {
  title: string;
  description: string;
  arms: { id: string; label: string }[];
  all_arms: { id: string; label: string }[]; // of the scenario, of which some may be left out
  reference_arm: number;
  patients: number;
  seed: string;
  horizon_days: number;
  periods: number;
  misuse_clocks: number;
  measures: { weekly: Measure[]; totals: Measure[] };
  parameters: Parameter[];
  notes: string;
}

// What the first picture does not wait for.
export interface Texts {
  sources: { path: string; grade: string; source: string }[];
  values: Record<string, string>;
  resolved: string;
}
export type Loaded = Described & Texts;

export interface Counts {
  enrolled: number;
  misuse_clocks: number; // lives of each patient that rare measures count
  weekly: number; // how many of the numbers are weekly counts; totals follow
  checksum: string;
  numbers: BigInt64Array;
}

export interface DiaryEntry {
  day: number;
  hamd17: number;
  dependence: string;
  treatment: string;
  reward_tolerance: number;
  visit?: string;
  reason?: string;
  mg?: number;
  events?: string[];
}
export interface Diary {
  person: { age: number; weight: number; female: boolean; baseline_hamd17: number; enrolled: boolean };
  peaks_ng_per_ml: number[]; // of each dose form
  arms: DiaryEntry[][];
}

// Which of its patients a worker lives: all, or the first half, while the other worker is asked to live the second, as a
// part that is added.
export type Share = "all" | "first" | "second";

// To a worker. A newer `run` ends an older one that is not done. again: where only the seed is another than in the run
// before, nothing is loaded, and nobody is lived first to choose the number of misuse clocks.
export type Order =
  | { kind: "start"; id: number; module: WebAssembly.Module; texts: [string, string][]; other: MessagePort }
  | { kind: "run"; id: number; request: Request; share: Share; again: boolean; texts: [string, string][] }
  | { kind: "states"; id: number; patients: number }
  | { kind: "follow"; id: number; patient: number };

// From worker to worker. id: of the run that both are at.
export type Between =
  | { kind: "help"; id: number; request: Request; texts: [string, string][] }
  | { kind: "part"; id: number; numbers: BigInt64Array<ArrayBuffer> };

// From a worker.
export type Reply =
  | { kind: "loaded"; id: number; described: Described; milliseconds: number }
  | { kind: "texts"; id: number; texts: Texts }
  | { kind: "faults"; id: number; faults: string }
  | { kind: "counted"; id: number; counts: Counts; last: boolean; milliseconds: number }
  | { kind: "superseded"; id: number }
  | { kind: "states"; id: number; states: string[][] }
  | { kind: "diary"; id: number; diary: Diary }
  | { kind: "broken"; id: number; words: string };
