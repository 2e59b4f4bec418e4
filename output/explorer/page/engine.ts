// The module's host: texts in, answers out. Knows neither page nor worker, so that tests drive it in node too.
import type { Counts, Diary, Loaded, Request } from "./protocol";

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  allocate(bytes: number): number;
  release(at: number): void;
  add_text(path: number, length: number, text: number, size: number): void;
  load_scenario(request: number, size: number): number;
  live_next(patients: number): number;
  count(): number;
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

  load(request: Request): { loaded: Loaded } | { faults: string } {
    const good = this.withText(JSON.stringify(request), (at, size) => this.wasm.load_scenario(at, size));
    const answer = this.answer();
    return good ? { loaded: answer as Loaded } : (answer as { faults: string });
  }

  // How many patients have lived by now.
  liveNext(patients: number): number {
    return this.wasm.live_next(patients);
  }

  counts(): Counts {
    const at = this.wasm.count();
    const { size, ...rest } = this.answer() as Omit<Counts, "numbers"> & { size: number };
    return { ...rest, numbers: new BigInt64Array(this.wasm.memory.buffer, at, size).slice() };
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
