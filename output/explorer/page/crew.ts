// The workers of the page, which share what is on the screen and the ribbon of seeds.
import type { Counts, Described, Diary, Loaded, Order, Reply, Request, Texts } from "./protocol";

export interface Watching {
  loaded?(described: Described): void;
  counted?(counts: Counts, last: boolean, milliseconds: number): void;
}
const kNoTexts: Texts = { sources: [], values: {}, resolved: "" };
export type End = { faults: string } | { counts: Counts; loaded: Loaded } | "superseded";

type OrderWithoutId = Order extends infer O ? (O extends Order ? Omit<O, "id"> : never) : never;

class Hand {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, (reply: Reply) => boolean>(); // true: that was the last
  private static next = 1;

  constructor(address: string) {
    this.worker = new Worker(address);
    this.worker.onmessage = (event: MessageEvent<Reply>) => {
      const reply = event.data;
      if (this.waiting.get(reply.id)?.(reply)) this.waiting.delete(reply.id);
    };
  }
  ask(order: OrderWithoutId, heard?: (reply: Reply) => boolean, ports: MessagePort[] = []): void {
    const id = Hand.next++;
    if (heard) this.waiting.set(id, heard);
    this.worker.postMessage({ ...order, id }, ports);
  }
  dismiss(): void {
    this.worker.terminate();
  }
}

function one<Kind extends Reply["kind"]>(
  hand: Hand,
  order: OrderWithoutId,
  kind: Kind,
): Promise<Extract<Reply, { kind: Kind }>> {
  return new Promise((good, bad) =>
    hand.ask(order, (reply) => {
      if (reply.kind === kind) good(reply as Extract<Reply, { kind: Kind }>);
      else bad(new Error(reply.kind === "broken" ? reply.words : reply.kind));
      return true;
    }),
  );
}

type Run = Omit<Extract<Order, { kind: "run" }>, "id" | "kind">;

function live(hand: Hand, run: Run, watching: Watching): Promise<End> {
  return new Promise((good, bad) => {
    let loaded: Loaded;
    hand.ask({ kind: "run", ...run }, (reply) => {
      switch (reply.kind) {
        case "loaded":
          loaded = { ...kNoTexts, ...reply.described };
          watching.loaded?.(reply.described);
          return false;
        case "texts":
          Object.assign(loaded, reply.texts);
          return false;
        case "counted":
          watching.counted?.(reply.counts, reply.last, reply.milliseconds);
          if (reply.last) good({ counts: reply.counts, loaded });
          return reply.last;
        case "faults":
          good({ faults: reply.faults });
          return true;
        case "superseded":
          good("superseded");
          return true;
        default:
          bad(new Error(reply.kind === "broken" ? reply.words : reply.kind));
          return true;
      }
    });
  });
}

export class Crew {
  private constructor(private readonly hands: [Hand, Hand]) {}

  // The threads start while the module is being unpacked.
  static async start(
    workerText: string,
    module: Promise<WebAssembly.Module>,
    texts: [string, string][],
  ): Promise<Crew> {
    const address = URL.createObjectURL(new Blob([workerText], { type: "text/javascript" }));
    const hands: [Hand, Hand] = [new Hand(address), new Hand(address)];
    const compiled = await module;
    const { port1, port2 } = new MessageChannel();
    hands[0].ask({ kind: "start", module: compiled, texts, other: port1 }, undefined, [port1]);
    hands[1].ask({ kind: "start", module: compiled, texts, other: port2 }, undefined, [port2]);
    return new Crew(hands);
  }

  // By both, the second at the bidding of the first.
  show(request: Request, texts: [string, string][], watching: Watching): Promise<End> {
    return live(this.hands[0], { request, share: "first", again: false, texts }, watching);
  }
  // Beside what is on the screen.
  aside(request: Request, texts: [string, string][]): Promise<End> {
    return live(this.hands[1], { request, share: "all", again: false, texts }, {});
  }
  // The seeds of what is on the screen, one after the other on each hand; `done` is called as they come in.
  async many(requests: Request[], texts: [string, string][], done: (counts: Counts) => void): Promise<boolean> {
    const left = [...requests];
    const work = async (hand: Hand): Promise<boolean> => {
      for (let request = left.shift(); request; request = left.shift()) {
        const end = await live(hand, { request, share: "all", again: true, texts }, {});
        if (end === "superseded" || "faults" in end) return false;
        done(end.counts);
      }
      return true;
    };
    return (await Promise.all(this.hands.map(work))).every(Boolean);
  }
  dismiss(): void {
    for (const hand of this.hands) hand.dismiss();
  }
  async states(patients: number): Promise<string[][]> {
    return (await one(this.hands[0], { kind: "states", patients }, "states")).states;
  }
  async follow(patient: number): Promise<Diary> {
    return (await one(this.hands[0], { kind: "follow", patient }, "diary")).diary;
  }
}
