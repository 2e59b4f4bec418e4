// One thread of the page: lives scenarios on the module, a block at a time, and looks between blocks whether something
// newer is wanted.
import { Engine } from "./engine";
import type { Between, Described, Order, Reply, Share } from "./protocol";

type RunOrder = Extract<Order, { kind: "run" }>;

const kBlock = 128,
  kLanes = 16;
let started: Promise<Engine> | undefined;
let held = ""; // what is loaded, but for the seed
let loaded: Described;
const given = new Map<string, string>(); // texts that were pasted
let newest = { id: 0, start: 0, toCome: 0 }; // toCome: blocks and parts
let other: MessagePort; // to the other worker

const tell = (reply: Reply): void => postMessage(reply);
const nextTurn = (): Promise<void> =>
  new Promise((go) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => go();
    port2.postMessage(null);
  });
const sinceStart = (): number => performance.now() - newest.start;

async function start({ module, texts }: Extract<Order, { kind: "start" }>): Promise<Engine> {
  const engine = await Engine.start(module);
  for (const [path, text] of texts) engine.addText(path, text);
  return engine;
}

function load({ id, request, again, texts }: RunOrder, on: Engine): boolean {
  const wanted = JSON.stringify([{ ...request, seed: "", misuse_clocks: 0, asked: [] }, texts]);
  if (again && wanted === held) {
    on.beginAgain(request.seed ?? "");
    return true;
  }
  held = "";
  for (const [path, text] of texts)
    if (given.get(path) !== text) on.addText(path, text);
  for (const [path, text] of texts) given.set(path, text);
  const answer = on.load(request);
  if ("faults" in answer) tell({ kind: "faults", id, faults: answer.faults });
  else {
    loaded = answer.described;
    held = wanted;
    tell({ kind: "loaded", id, described: loaded, milliseconds: sinceStart() });
  }
  return held !== "";
}

// The blocks of a share, as [first patient, how many].
function blocksOf(share: Share, patients: number): [number, number][] {
  const middle = Math.min(patients, kLanes * Math.ceil(patients / 2 / kLanes));
  const from = share === "second" ? middle : 0,
    until = share === "first" ? middle : patients;
  const count = Math.ceil((until - from) / kBlock);
  return Array.from({ length: count }, (_, i) => [from + i * kBlock, Math.min(kBlock, until - from - i * kBlock)]);
}

// One of the blocks or parts to come is there.
function arrived(on: Engine): void {
  if (--newest.toCome > 0) return;
  tell({ kind: "counted", id: newest.id, counts: on.counts(), last: true, milliseconds: sinceStart() });
}

async function run(order: RunOrder, on: Engine): Promise<void> {
  const { id, share, request, texts } = order;
  newest = { id, start: performance.now(), toCome: 0 };
  if (!load(order, on)) return;
  if (share === "first") {
    const { misuse_clocks } = loaded;
    other.postMessage({ kind: "help", id, request: { ...request, misuse_clocks, asked: [] }, texts } satisfies Between);
    tell({ kind: "counted", id, counts: on.countsOfTrial(), last: false, milliseconds: sinceStart() });
  }
  if (request.asked.length > 0) tell({ kind: "texts", id, texts: on.texts(request) });
  const blocks = blocksOf(share, loaded.patients);
  newest.toCome = blocks.length + (share === "all" ? 0 : 1);
  for (const [first, patients] of blocks) {
    await nextTurn();
    if (newest.id !== id) return tell({ kind: "superseded", id });
    on.live(first, patients);
    arrived(on);
  }
  if (share !== "second") return;
  const numbers = on.part();
  other.postMessage({ kind: "part", id, numbers } satisfies Between, [numbers.buffer]);
}

// What the other worker says.
async function hear(said: Between, on: Engine): Promise<void> {
  if (said.kind === "help") return run({ ...said, kind: "run", share: "second", again: false }, on);
  if (said.id !== newest.id) return;
  on.addPart(said.numbers);
  arrived(on);
}

async function obey(order: Order): Promise<void> {
  if (order.kind === "start") {
    started = start(order);
    other = order.other;
    other.onmessage = (event: MessageEvent<Between>) => void started?.then((on) => hear(event.data, on));
  }
  if (!started) throw new Error("not started");
  const engine = await started;
  switch (order.kind) {
    case "start":
      return;
    case "run":
      return run(order, engine);
    case "states":
      return tell({ kind: "states", id: order.id, states: engine.statesAtEnd(order.patients) });
    case "follow":
      return tell({ kind: "diary", id: order.id, diary: engine.follow(order.patient) });
  }
}

onmessage = (event: MessageEvent<Order>) => {
  const order = event.data;
  obey(order).catch((error: unknown) => tell({ kind: "broken", id: order.id, words: String(error) }));
};
