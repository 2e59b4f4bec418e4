// The workers of the page. The first lives what is on the screen; both draw the ribbon of seeds.
import type { Counts, Diary, Loaded, Order, Reply, Request } from "./protocol";

export interface Watching {
  loaded?(loaded: Loaded, milliseconds: number): void;
  counted?(counts: Counts, last: boolean, milliseconds: number): void;
}
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
  ask(order: OrderWithoutId, heard: (reply: Reply) => boolean): void {
    const id = Hand.next++;
    this.waiting.set(id, heard);
    this.worker.postMessage({ ...order, id });
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

function live(hand: Hand, request: Request, texts: [string, string][], watching: Watching): Promise<End> {
  return new Promise((good, bad) => {
    let loaded: Loaded | undefined;
    hand.ask({ kind: "run", request, first: 208, texts }, (reply) => {
      switch (reply.kind) {
        case "loaded":
          loaded = reply.loaded;
          watching.loaded?.(loaded, reply.milliseconds);
          return false;
        case "counted":
          watching.counted?.(reply.counts, reply.last, reply.milliseconds);
          if (reply.last) good({ counts: reply.counts, loaded: loaded as Loaded });
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

  static async start(workerText: string, module: WebAssembly.Module, texts: [string, string][]): Promise<Crew> {
    const address = URL.createObjectURL(new Blob([workerText], { type: "text/javascript" }));
    const crew = new Crew([new Hand(address), new Hand(address)]);
    await one(crew.hands[0], { kind: "start", module, texts }, "started");
    void one(crew.hands[1], { kind: "start", module, texts }, "started");
    return crew;
  }

  show(request: Request, texts: [string, string][], watching: Watching): Promise<End> {
    return live(this.hands[0], request, texts, watching);
  }
  // Beside what is on the screen.
  aside(request: Request, texts: [string, string][]): Promise<End> {
    return live(this.hands[1], request, texts, {});
  }
  // One after the other on each of the two; `done` is called as they come in.
  async many(requests: Request[], texts: [string, string][], done: (counts: Counts) => void): Promise<boolean> {
    const left = [...requests];
    const work = async (hand: Hand): Promise<boolean> => {
      for (let next = left.shift(); next; next = left.shift()) {
        const end = await live(hand, next, texts, {});
        if (end === "superseded" || "faults" in end) return false;
        done(end.counts);
      }
      return true;
    };
    return (await Promise.all(this.hands.map(work))).every(Boolean);
  }
  async states(patients: number): Promise<string[][]> {
    return (await one(this.hands[0], { kind: "states", patients }, "states")).states;
  }
  async follow(patient: number): Promise<Diary> {
    return (await one(this.hands[0], { kind: "follow", patient }, "diary")).diary;
  }
}
