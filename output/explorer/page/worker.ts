// One thread of the page: lives scenarios on the module, a block at a time, and looks between blocks whether something
// newer is wanted.
import { Engine } from "./engine";
import type { Order, Reply } from "./protocol";

const kBlock = 512;
let engine: Engine | undefined;
let newest = 0;

const tell = (reply: Reply): void => postMessage(reply);
const nextTurn = (): Promise<void> =>
  new Promise((go) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => go();
    port2.postMessage(null);
  });

async function run(order: Extract<Order, { kind: "run" }>, on: Engine): Promise<void> {
  const start = performance.now();
  for (const [path, text] of order.texts ?? []) on.addText(path, text);
  const answer = on.load(order.request);
  if ("faults" in answer) return tell({ kind: "faults", id: order.id, faults: answer.faults });
  const { loaded } = answer;
  tell({ kind: "loaded", id: order.id, loaded, milliseconds: performance.now() - start });
  for (let lived = 0; lived < loaded.patients;) {
    const before = lived;
    lived = on.liveNext(lived === 0 ? order.first : kBlock);
    const last = lived === loaded.patients;
    if (before === 0 || last)
      tell({
        kind: "counted",
        id: order.id,
        counts: on.counts(),
        lived,
        last,
        milliseconds: performance.now() - start,
      });
    if (last) return;
    await nextTurn();
    if (newest !== order.id) return tell({ kind: "superseded", id: order.id });
  }
}

async function obey(order: Order): Promise<void> {
  if (order.kind === "start") {
    engine = await Engine.start(order.module);
    for (const [path, text] of order.texts) engine.addText(path, text);
    return tell({ kind: "started", id: order.id });
  }
  if (!engine) throw new Error("not started");
  if (order.kind === "run") return run(order, engine);
  if (order.kind === "states")
    return tell({ kind: "states", id: order.id, states: engine.statesAtEnd(order.patients) });
  return tell({ kind: "diary", id: order.id, diary: engine.follow(order.patient) });
}

onmessage = (event: MessageEvent<Order>) => {
  const order = event.data;
  if (order.kind === "run") newest = order.id;
  obey(order).catch((error: unknown) => tell({ kind: "broken", id: order.id, words: String(error) }));
};
