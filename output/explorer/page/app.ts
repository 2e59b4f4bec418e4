// The page: keeps the state, asks the workers, draws what they say.
import { drawArms } from "./arms";
import { drawCard } from "./card";
import { showValues } from "./controls";
import type { Crew } from "./crew";
import { notice, option, the } from "./dom";
import { averagePatient, kAsked, kNobodyLeaves, naltrexone } from "./levers";
import { drawSources } from "./judgement";
import type { Counts, Described, Loaded, Request, Setting } from "./protocol";
import { Result } from "./series";
import { addressFor, showCommand } from "./share";
import { kPastedPath, requestOf, stateOfStory, stateOfText, withSetting, type State } from "./state";
import type { Story } from "./story";
import { Axes, drawPair, drawPatient, drawPeople, drawWords, type Shown } from "./view";

export class App {
  state: State;
  private readonly axes = new Axes();
  private shown: Shown | undefined;
  private pinned: Result | undefined;
  private ribbon: Result[] = [];
  private round = 0;

  constructor(
    private readonly crew: Crew,
    private readonly stories: Story[],
    readonly version: string,
    first: State,
  ) {
    this.state = first;
  }

  get loaded(): Loaded | undefined {
    return this.shown?.result.loaded;
  }

  // settled: the change is done; before that, while a slider moves, only the curves follow.
  async go(state: State, settled = true, remember: "push" | "replace" | "none" = "replace"): Promise<void> {
    if (state.story !== this.state.story || state.pasted !== this.state.pasted) this.forget();
    if (state.arms.join() !== this.state.arms.join()) this.unpin();
    this.state = state;
    this.ribbon = [];
    the("progress").textContent = "";
    if (settled) void this.keepAddress(remember);
    return this.live(settled);
  }

  private async live(settled: boolean): Promise<void> {
    const round = ++this.round,
      request = this.request(),
      start = performance.now();
    delete document.body.dataset["settled"];
    const end = await this.crew.show(request, this.texts(), {
      counted: (counts, last, milliseconds) => {
        if (round === this.round && !last && this.shown) this.drawQuickly(counts, milliseconds);
      },
      loaded: (described) => {
        if (round === this.round) this.justLoaded = described;
      },
    });
    if (end === "superseded" || round !== this.round) return;
    this.milliseconds = performance.now() - start;
    if ("faults" in end) return this.tellFaults(end.faults);
    await this.drawAll(new Result(end.loaded, end.counts), request, settled, round);
  }

  set(path: string, value: string, settled: boolean): Promise<void> {
    return this.go({ ...withSetting(this.state, path, value), shown: true }, settled);
  }

  choose(story: string): Promise<void> {
    delete the("card").dataset["answer"];
    return this.go(stateOfStory(story), true, "push");
  }

  reset(): Promise<void> {
    this.forget();
    const { story, pasted } = this.state;
    return this.go(story ? { ...stateOfStory(story), shown: true } : stateOfText(pasted), true, "push");
  }

  pin(): boolean {
    this.pinned = this.pinned ? undefined : this.shown?.result;
    this.redraw();
    the("progress").textContent = this.pinned ? "thin grey lines: what you pinned" : "";
    return this.pinned !== undefined;
  }

  redraw(): void {
    if (!this.shown) return;
    this.shown = this.pictured(this.shown.result);
    drawPair(this.shown, this.axes, true);
    drawWords(this.shown);
  }

  // The same picture under other seeds, which is how far chance alone moves it.
  async drawRibbon(seeds: number): Promise<void> {
    const shown = this.shown,
      round = ++this.round,
      request = this.request(),
      start = performance.now();
    if (!shown) return;
    this.ribbon = [];
    const first = BigInt(shown.result.loaded.seed);
    const requests = Array.from({ length: seeds }, (_, place) => ({
      ...request,
      asked: [],
      seed: String(first + BigInt(place + 1)),
    }));
    const whole = await this.crew.many(requests, this.texts(), (counts) => {
      this.ribbon.push(new Result(shown.result.loaded, counts));
      the("progress").textContent = `${this.ribbon.length} of ${seeds}`;
    });
    if (!whole || round !== this.round) return;
    the("progress").textContent = `shaded: nine in ten of ${seeds} seeds (${Math.round(performance.now() - start)} ms)`;
    document.body.dataset["ribbon"] = String(seeds);
    await this.live(true); // the first worker again holds what is on the screen
  }

  // The first patient where no whole number was asked for, the last where a greater one was.
  async follow(asked: number): Promise<void> {
    const shown = this.shown,
      last = (shown?.result.loaded.patients ?? 1) - 1,
      patient = Number.isInteger(asked) && asked >= 0 ? Math.min(asked, last) : 0;
    the<HTMLInputElement>("patient").value = String(patient);
    if (shown) drawPatient(shown.result, await this.crew.follow(patient), patient);
  }

  // The next patient, of the hundred shown, who ends differently in two arms.
  followNext(): Promise<void> {
    const now = the<HTMLInputElement>("patient").valueAsNumber || 0,
      count = this.states[0]?.length ?? 0;
    const differs = (patient: number): boolean => this.states.some((arm) => arm[patient] !== this.states[0]?.[patient]);
    const others = Array.from({ length: count }, (_, i) => (now + 1 + i) % Math.max(count, 1));
    return this.follow(others.find(differs) ?? (now + 1) % Math.max(count, 1));
  }

  private justLoaded: Described | undefined;
  private states: string[][] = [];
  private milliseconds = 0; // from a change to all patients, drawing apart

  private forget(): void {
    this.axes.forget();
    the("notice").hidden = true;
    this.states = [];
    this.ribbon = [];
    this.unpin();
  }

  private unpin(): void {
    this.pinned = undefined;
    the("pin").setAttribute("aria-pressed", "false");
  }

  private texts(): [string, string][] {
    return this.state.story ? [] : [[kPastedPath, this.state.pasted]];
  }

  private request(further: Partial<Request> = {}): Request {
    const added: Setting[] = [];
    const loaded = this.justLoaded ?? this.loaded;
    if (this.state.wrong.includes("average") && loaded) added.push(...averagePatient(loaded));
    if (this.state.wrong.includes("nobody_leaves")) added.push(...kNobodyLeaves);
    return { ...requestOf(this.state, added, kAsked), ...further };
  }

  private drawQuickly(counts: Counts, milliseconds: number): void {
    const before = this.shown?.result.loaded;
    if (!before || !this.justLoaded || this.justLoaded.arms.length !== before.arms.length) return;
    this.shown = this.pictured(new Result({ ...before, ...this.justLoaded }, counts)); // its texts are still to come
    if (this.justLoaded.patients > 400) drawPair(this.shown, this.axes, false);
    document.body.dataset["first"] = milliseconds.toFixed(0);
  }

  private pictured(result: Result): Shown {
    return { result, ribbon: this.ribbon, revealed: this.state.shown, ...(this.pinned ? { pinned: this.pinned } : {}) };
  }

  private async drawAll(result: Result, request: Request, settled: boolean, round: number): Promise<void> {
    const requests = [request],
      checksums = [result.counts.checksum];
    let pictured = result;
    if (this.state.wrong.includes("own_luck")) {
      const other = { ...request, seed: String(BigInt(result.loaded.seed) + 1000n) };
      const end = await this.crew.aside(other, this.texts());
      if (round !== this.round || end === "superseded" || "faults" in end) return;
      pictured = new Result(result.loaded, result.counts, end.counts);
      requests.push(other);
      checksums.push(end.counts.checksum);
    }
    this.shown = this.pictured(pictured);
    the("faults").hidden = true;
    drawPair(this.shown, this.axes, settled);
    showValues(the("controls"), result.loaded);
    document.body.dataset["drawn"] = String(round);
    if (!settled) return;
   drawWords(this.shown);
    showCommand(requests, this.state, checksums);
    this.drawFrame(result.loaded);
    const fresh = this.states.length === 0;
   this.states = await this.crew.states(Math.min(100, result.loaded.patients));
    if (round !== this.round) return;
   drawPeople(
      result,
      this.states.filter((_, arm) => this.state.shown || arm === result.loaded.reference_arm),
    );
    await (fresh ? this.followNext() : this.follow(the<HTMLInputElement>("patient").valueAsNumber));
    if (round === this.round) document.body.dataset["settled"] = "yes";
  }

  // What surrounds the curves: title, card, switches, sources.
  private drawFrame(loaded: Loaded): void {
    the("title").textContent = loaded.title;
    const story = this.stories.find(({ path }) => path === this.state.story);
    drawCard(the("card"), story, this.state.shown, (answer) => {
      the("card").dataset["answer"] = answer;
      void this.go({ ...this.state, shown: true });
    });
    the<HTMLSelectElement>("story").value = this.state.story;
    const patients = the<HTMLSelectElement>("patients"),
      count = String(loaded.patients);
    if (![...patients.options].some(({ value }) => value === count))
      patients.append(option(count, loaded.patients.toLocaleString("en-GB")));
    patients.value = count;
    for (const box of document.querySelectorAll<HTMLInputElement>("#wrong input"))
      box.checked = (this.state.wrong as string[]).includes(box.value);
    const blocked = naltrexone(loaded);
    the<HTMLInputElement>("naltrexone").checked =
      blocked.length > 0 && blocked.every(([path]) => this.state.set.some(([set]) => set === path));
    the("naltrexone-label").hidden = blocked.length === 0;
    drawArms(loaded, (arms) => void this.go({ ...this.state, arms, shown: true }));
    if (the<HTMLDetailsElement>("sources-details").open) this.drawSources();
    const first = document.body.dataset["first"];
    the("small").textContent =
      `tachy ${this.version}; ${first ? `first picture ${first} ms, ` : ""}all ${this.milliseconds.toFixed(0)} ms after a change; ${loaded.patients} patients in ${loaded.arms.length} arms, ${loaded.horizon_days} days, seed ${loaded.seed}. Nothing leaves this page.`;
  }

  drawSources(): void {
    if (this.loaded) drawSources(the("sources-table"), this.loaded);
  }

  private tellFaults(faults: string): void {
    the("faults").hidden = false;
    the("faults").textContent = faults;
    document.body.dataset["settled"] = "faults";
  }

  private async keepAddress(remember: "push" | "replace" | "none"): Promise<void> {
    if (remember === "none") return;
    const address = await addressFor(this.state, this.version);
    if (!address) notice("This scenario is too long for a link: pass the file on, and drop it on the page.");
    if (address && address !== location.hash)
      history[remember === "push" ? "pushState" : "replaceState"](null, "", address);
  }
}
