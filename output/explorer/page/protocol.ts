// What the page, its workers and the module say to each other.

export type Setting = [path: string, value: string];

// A scenario and what the command line could change in it.
export interface Request {
  path: string;
  arms: string[]; // empty: all
  set: Setting[];
  seed?: string;
  patients?: number;
  asked: string[]; // paths whose values the page shows; "*" stands for every arm
}

export interface Measure {
  name: string;
  label: string;
  unit: string;
  scale: number; // stored whole number times scale = value in unit
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

export interface Loaded {
  title: string;
  description: string;
  arms: { id: string; label: string }[];
  reference_arm: number;
  patients: number;
  seed: string;
  horizon_days: number;
  periods: number;
  measures: { weekly: Measure[]; totals: Measure[] };
  parameters: Parameter[];
  sources: { path: string; grade: string; source: string }[];
  values: Record<string, string>;
  resolved: string;
  notes: string;
}

export interface Counts {
  enrolled: number;
  weekly: number; // how many of the numbers are weekly counts; totals follow
  checksum: string;
  numbers: BigInt64Array;
}

export interface DiaryEntry {
  day: number;
  hamd17: number;
  dependence: string;
  treatment: string;
  visit?: string;
  reason?: string;
  mg?: number;
  events?: string[];
}
export interface Diary {
  person: { age: number; weight: number; female: boolean; baseline_hamd17: number; enrolled: boolean };
  arms: DiaryEntry[][];
}

// To a worker. A newer `run` ends an older one that is not done.
export type Order =
  | { kind: "start"; id: number; module: WebAssembly.Module; texts: [string, string][] }
  | { kind: "run"; id: number; request: Request; first: number; texts?: [string, string][] }
  | { kind: "states"; id: number; patients: number }
  | { kind: "follow"; id: number; patient: number };

// From a worker.
export type Reply =
  | { kind: "started"; id: number }
  | { kind: "loaded"; id: number; loaded: Loaded; milliseconds: number }
  | { kind: "faults"; id: number; faults: string }
  | { kind: "counted"; id: number; counts: Counts; lived: number; last: boolean; milliseconds: number }
  | { kind: "superseded"; id: number }
  | { kind: "states"; id: number; states: string[][] }
  | { kind: "diary"; id: number; diary: Diary }
  | { kind: "broken"; id: number; words: string };
