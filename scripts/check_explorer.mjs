// Compares the committed module of the explorer with the native program: the same checksum for every shipped scenario,
// and a time of the same order.
//
//   node scripts/check_explorer.mjs TACHY [SCENARIO...]     without scenarios: all
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const kPatients = 200,
  kPiece = 77; // in pieces, some of which are added as another module's part, which must change nothing
const tree = join(dirname(fileURLToPath(import.meta.url)), "..");
const [program, ...named] = process.argv.slice(2);

const module = await WebAssembly.compile(readFileSync(join(tree, "output/explorer/tachy.wasm")));
const imports = {};
for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => 8;
const wasm = (await WebAssembly.instantiate(module, imports)).exports;
wasm._initialize();

const withText = (text, use) => withBytes(Buffer.from(text), use);
function withBytes(bytes, use) {
  const at = wasm.allocate(bytes.length + 1);
  new Uint8Array(wasm.memory.buffer, at, bytes.length).set(bytes);
  const result = use(at, bytes.length);
  wasm.release(at);
  return result;
}
const answer = () => JSON.parse(Buffer.from(wasm.memory.buffer, wasm.answer_at(), wasm.answer_size()).toString());

const files = readdirSync(join(tree, "scenarios"), { recursive: true })
  .filter((name) => name.endsWith(".yaml"))
  .sort();
for (const name of files)
  withText(`scenarios/${name}`, (at, length) =>
    withText(readFileSync(join(tree, "scenarios", name), "utf8"), (text, size) =>
      wasm.add_text(at, length, text, size),
    ),
  );

const requestOf = (path, patients) =>
  JSON.stringify({ path, arms: [], set: [], seed: "7", patients, asked: [] });
function inModule(path) {
  const request = requestOf(path, kPatients);
  if (!withText(request, (at, size) => wasm.load_scenario(at, size))) return answer().faults;
  livePieces(1);
  const at = wasm.part(),
    part = new BigInt64Array(wasm.memory.buffer, at, answer()).slice();
  withText("7", (seed, size) => wasm.begin_again(seed, size));
  livePieces(0);
  withBytes(new Uint8Array(part.buffer), (numbers) => wasm.add_part(numbers, part.length));
  wasm.count();
  return answer().checksum;
}

// Every other one, the first or the second of them to begin with.
function livePieces(first) {
  for (let from = first * kPiece; from < kPatients; from += 2 * kPiece)
    wasm.live(from, Math.min(kPiece, kPatients - from));
}

const folder = mkdtempSync(join(tmpdir(), "tachy-explorer-"));
function ran(path, patients) {
  const options = ["--draws", "0", "--seed", "7", "--patients", String(patients), "-j1", "--force"];
  return execFileSync(program, ["run", path, ...options, "-o", join(folder, "r.h5")], { cwd: tree, encoding: "utf8" });
}
const natively = (path) => /checksum ([0-9a-f]{16})/.exec(ran(path, kPatients))?.[1];

// How many times as long the module takes as the program on one thread, both at their best of several in turn.
function timesAsLong(path, patients) {
  const module = [],
    native = [];
  for (let turn = 0; turn < 5; ++turn) {
    const start = performance.now();
    withText(requestOf(path, patients), (at, size) => wasm.load_scenario(at, size));
    wasm.live(0, patients);
    module.push((performance.now() - start) / 1000);
    native.push(Number(/ in ([\d.]+) s /.exec(ran(path, patients))[1]));
  }
  return Math.min(...module) / Math.min(...native);
}

const scenarios = named.length
  ? named
  : files.filter((name) => /^(policy|teaching|trials|tutorial)\//.test(name)).map((name) => `scenarios/${name}`);
const different = scenarios.filter((path) => {
  const page = inModule(path),
    program = natively(path);
  if (page !== program) console.error(`${path}: module ${page}, program ${program}`);
  return page !== program;
});
const longer = named.length ? 0 : timesAsLong("scenarios/policy/maintenance.yaml", 2000);
rmSync(folder, { recursive: true });
console.log(
  `explorer check: ${scenarios.length - different.length} of ${scenarios.length} scenarios have the same checksum in module and program`,
);
// About 1 with an instruction set of 256 bits on the program's side, 2 with one of 512.
if (longer > 0) console.log(`The module takes ${longer.toFixed(2)} times as long as the program on one thread.`);
if (longer > 4) {
  console.error("That is too long: are its lanes still used?");
  process.exitCode = 1;
}
if (different.length) {
  console.error("The module is older than the engine, the loader or the model. Build it anew: scripts/explorer.sh");
  process.exitCode = 1;
}
