// Opens the page: unpacks the module, starts the workers, ties controls to the app.
import { App } from "./app";
import { makeControls } from "./controls";
import { Crew } from "./crew";
import { embedded, notice, option, the } from "./dom";
import { compareAll, drawComparisons } from "./exact";
import { naltrexone } from "./levers";
import { kBenefits, kHarms } from "./series";
import { download, takeTexts } from "./share";
import { inflate, kWrongModels, readAddress, stateOfText, withSetting, type State } from "./state";
import { storiesIn } from "./story";

declare const kVersion: string; // "0.1.0-1a2b3c4d5e6f": of the program, and of the module by its content

async function unpack(base64: string): Promise<WebAssembly.Module> {
  const binary = atob(base64),
    bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; ++i) bytes[i] = binary.charCodeAt(i);
  return WebAssembly.compile(
    await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer(),
  );
}

async function stateInAddress(): Promise<State> {
  const { state, version, deflated } = readAddress(location.hash);
  if (version && version !== kVersion)
    notice(`This link was made with engine ${version}; this page has ${kVersion}. Its numbers may be different.`);
  if (!deflated) return state;
  try {
    const text = stateOfText(await inflate(deflated));
    return {
      ...text,
      ...state,
      pasted: text.pasted,
      seed: state.seed || text.seed,
      patients: state.patients || text.patients,
    };
  } catch {
    notice("The scenario in this link is damaged.");
    return readAddress("").state;
  }
}

function fillChoices(texts: [string, string][]): void {
  const { teaching, policy } = storiesIn(texts),
    stories = the<HTMLSelectElement>("story");
  const group = (label: string, of: typeof teaching): HTMLOptGroupElement => {
    const made = document.createElement("optgroup");
    made.label = label;
    made.append(...of.map(({ path, title }) => option(path, title)));
    return made;
  };
  stories.append(
    group("Stories for a class", teaching),
    group("Policy questions", policy),
    group("Yours", [{ ...teaching[0]!, path: "", title: "A scenario of your own" }]),
  );
  for (const picture of kBenefits) the("benefit").append(option(picture.id, picture.label));
  for (const picture of kHarms) the("harm").append(option(picture.id, picture.label));
  for (const patients of [60, 200, 1000, 2000, 5000, 10000])
    the("patients").append(option(String(patients), patients.toLocaleString("en-GB")));
}

function tieButtons(app: App): void {
  the<HTMLSelectElement>("story").addEventListener(
    "change",
    (event) => void app.choose((event.target as HTMLSelectElement).value),
  );
  for (const side of ["benefit", "harm"]) the(side).addEventListener("change", () => app.redraw());
  the("pin").addEventListener("click", () => {
    const pinned = app.pin();
    the("pin").setAttribute("aria-pressed", String(pinned));
  });
  the("reseed").addEventListener(
    "click",
    () => void app.go({ ...app.state, seed: String(BigInt(app.loaded?.seed ?? "1") + 1n) }),
  );
  the("ribbon").addEventListener("click", () => void app.drawRibbon(20));
  the("reset").addEventListener("click", () => void app.reset());
  the<HTMLSelectElement>("patients").addEventListener(
    "change",
    (event) => void app.go({ ...app.state, patients: Number((event.target as HTMLSelectElement).value) }),
  );
  const patient = the<HTMLInputElement>("patient");
  patient.addEventListener("change", () => void app.follow(patient.valueAsNumber));
  the("next").addEventListener("click", () => void app.followNext());
  the("download").addEventListener("click", () => {
    if (app.loaded) download(app.loaded);
  });
  the("link").addEventListener(
    "click",
    () =>
      void navigator.clipboard.writeText(location.href).then(
        () => {
          the("linked").textContent = "copied";
        },
        () => {
          the("linked").textContent = location.href;
        },
      ),
  );
}

function tieSwitches(app: App): void {
  for (const name of ["large", "judgement"])
    the<HTMLInputElement>(name).addEventListener("change", (event) => {
      document.body.classList.toggle(name === "large" ? "large" : "grey", (event.target as HTMLInputElement).checked);
      app.redraw();
    });
  for (const box of document.querySelectorAll<HTMLInputElement>("#wrong input"))
    box.addEventListener("change", () => {
      const chosen = [...document.querySelectorAll<HTMLInputElement>("#wrong input:checked")].map(({ value }) => value);
      void app.go({ ...app.state, shown: true, wrong: kWrongModels.filter((wrong) => chosen.includes(wrong)) });
    });
  the<HTMLInputElement>("naltrexone").addEventListener("change", (event) => {
    const given = (event.target as HTMLInputElement).checked;
    const settings = app.loaded ? naltrexone(app.loaded) : [];
    void app.go({
      ...settings.reduce((state, [path, value]) => withSetting(state, path, given ? value : undefined), app.state),
      shown: true,
    });
  });
  addEventListener("popstate", () => void stateInAddress().then((state) => app.go(state, true, "none")));
  addEventListener("resize", () => app.redraw());
}

// With hands of their own, which no change on the page calls away.
async function layFormulasOver(crew: Crew): Promise<void> {
  const comparisons = await compareAll(crew);
  crew.dismiss();
  drawComparisons(the("exact"), comparisons);
}

async function open(): Promise<void> {
  const start = performance.now();
  const texts = JSON.parse(embedded("texts")) as [string, string][];
  fillChoices(texts);
  the("licences").textContent = embedded("licence-text");
  const module = unpack(embedded("module"));
  const crew = await Crew.start(embedded("worker"), module, texts);
  const stories = storiesIn(texts);
  const app = new App(crew, [...stories.teaching, ...stories.policy], kVersion, await stateInAddress());
  makeControls(the("controls"), { moved: (path, value, done) => void app.set(path, value, done) });
  tieButtons(app);
  tieSwitches(app);
  takeTexts((text) => void app.go(stateOfText(text), true, "push"));
  the("sources-details").addEventListener("toggle", () => app.drawSources());
  the("exact-details").addEventListener(
    "toggle",
    () => void Crew.start(embedded("worker"), module, texts).then(layFormulasOver),
    { once: true },
  );
  await app.go(app.state);
  document.body.dataset["opened"] = (performance.now() - start).toFixed(0);
}

open().catch((error: unknown) => notice(`The page could not start: ${String(error)}`));
