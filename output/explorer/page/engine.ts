// The module's host: texts in, answers out. Knows neither page nor worker, so that tests drive it in node too.
import type { Counts, Described, Diary, Request, Texts } from "./protocol";

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  allocate(bytes: number): number;
  release(at: number): void;
  add_text(path: number, length: number, text: number, size: number): void;
  load_scenario(request: number, size: number): number;
  write_texts(request: number, size: number): void;
  begin_again(seed: number, size: number): void;
  live(first: number, patients: number): void;
  part(): number;
  add_part(numbers: number, size: number): void;
  count(): number;
  count_trial(): number;
  states_at_end(first: number, patients: number): void;
  follow(patient: number): void;
  answer_at(): number;
  answer_size(): number;
}

// The system calls that the C++ library links. Only its ways to abort reach them, so each says "bad file".
function noSystem(module: WebAssembly.Module): WebAssembly.Imports {
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (imports[from] ??= {})[name] =
      name === "proc_exit"
        ? (code: number) => {
            throw new Error(`exit ${code}`);
          }
        : () => 8;
  }
  return imports;
}

export class Engine {
  private constructor(private readonly wasm: Exports) {}

  static async start(module: WebAssembly.Module): Promise<Engine> {
    const instance = await WebAssembly.instantiate(module, noSystem(module));
    const wasm = instance.exports as unknown as Exports;
    wasm._initialize();
    return new Engine(wasm);
  }

  addText(path: string, text: string): void {
    this.withText(path, (p, length) => this.withText(text, (t, size) => this.wasm.add_text(p, length, t, size)));
  }

  load(request: Request): { described: Described } | { faults: string } {
    const good = this.withText(JSON.stringify(request), (at, size) => this.wasm.load_scenario(at, size));
    const answer = this.answer();
    return good ? { described: answer as Described } : (answer as { faults: string });
  }

  // Of the request that was loaded last.
  texts(request: Request): Texts {
    this.withText(JSON.stringify(request), (at, size) => this.wasm.write_texts(at, size));
    return this.answer() as Texts;
  }

  // The scenario that was loaded last, under another seed.
  beginAgain(seed: string): void {
    this.withText(seed, (at, size) => this.wasm.begin_again(at, size));
  }

  live(first: number, patients: number): void {
    this.wasm.live(first, patients);
  }

  // What has been counted, for another engine to add.
  part(): BigInt64Array<ArrayBuffer> {
    const at = this.wasm.part();
    return this.numbersAt(at, this.answer() as number);
  }

  addPart(numbers: BigInt64Array): void {
    const at = this.wasm.allocate(numbers.byteLength);
    new BigInt64Array(this.wasm.memory.buffer, at, numbers.length).set(numbers);
    this.wasm.add_part(at, numbers.length);
    this.wasm.release(at);
  }

  counts(): Counts {
    return this.countsAt(this.wasm.count());
  }

  // Of the few patients who were lived while the scenario was loaded.
  countsOfTrial(): Counts {
    return this.countsAt(this.wasm.count_trial());
  }

  private countsAt(at: number): Counts {
    const { size, ...rest } = this.answer() as Omit<Counts, "numbers"> & { size: number };
    return { ...rest, numbers: this.numbersAt(at, size) };
  }

  private numbersAt(at: number, size: number): BigInt64Array<ArrayBuffer> {
    return new BigInt64Array(this.wasm.memory.buffer, at, size).slice() as BigInt64Array<ArrayBuffer>;
  }

  statesAtEnd(patients: number): string[][] {
    this.wasm.states_at_end(0, patients);
    return this.answer() as string[][];
  }

  follow(patient: number): Diary {
    this.wasm.follow(patient);
    return this.answer() as Diary;
  }

  private withText<Result>(text: string, use: (at: number, size: number) => Result): Result {
    const bytes = new TextEncoder().encode(text);
    const at = this.wasm.allocate(bytes.length + 1);
    new Uint8Array(this.wasm.memory.buffer, at, bytes.length).set(bytes);
    const result = use(at, bytes.length);
    this.wasm.release(at);
    return result;
  }

  private answer(): unknown {
    const at = this.wasm.answer_at(),
      size = this.wasm.answer_size();
    return JSON.parse(new TextDecoder().decode(new Uint8Array(this.wasm.memory.buffer, at, size)));
  }
}
