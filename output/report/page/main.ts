// Fills the template with the data of one result, or of two.
import { moneyOf, drawMoney, type Money } from "./cost";
import { cheers } from "./cheers";
import { element, part } from "./dom";
import { assumptions, flow, judgement, kHowToGetDraws, selfTest, twin } from "./evidence";
import { redrawAll } from "./figure";
import { firstScreen } from "./first";
import { balance } from "./balance";
import { calendar } from "./calendar";
import { courses, whereTheyAre } from "./courses";
import { harms, whoGains } from "./gains";
import { sideBySide } from "./pair";
import { apply, fromLink, panel, toLink, type Changes } from "./prices";
import { provenance } from "./provenance";
import { absent } from "./section";
import { subgroups } from "./subgroups";
import { validation } from "./validation";
import type { Economics, Report } from "./data";

const reports = JSON.parse(document.getElementById("data")?.textContent ?? "[]") as Report[];
const page = part(document, "results");
const changes: Changes = {};

// The template once for each result; ids and the links to them get the result's letter.
function template(letter: string): HTMLElement {
  const made = element("article", { class: "result" });
  const source = document.getElementById("result") as HTMLTemplateElement;
  made.append(source.content.cloneNode(true));
  for (const one of made.querySelectorAll("[id]")) one.id = letter + one.id;
  for (const one of made.querySelectorAll("a[href^='#'], [aria-labelledby]")) {
    const name = one.hasAttribute("href") ? "href" : "aria-labelledby",
      old = one.getAttribute(name) ?? "";
    one.setAttribute(name, old.startsWith("#") ? `#${letter}${old.slice(1)}` : letter + old);
  }
  return made;
}

function withoutMoney(root: ParentNode, report: Report): void {
  const how =
    report.draws === 0
      ? kHowToGetDraws
      : "The scenario of this result names no prices: add `economics: {use: library/economics/us-2024.yaml}` to it and run it again.";
  for (const name of ["money", "decision", "tornado", "prices"]) absent(root, name, how);
}

function money(report: Report): Money | undefined {
  if (!report.economics) return undefined;
  return moneyOf(report, report.economics, apply(report.economics, changes), Object.keys(changes).length > 0);
}

function fillResult(root: HTMLElement, report: Report, letter: string): void {
  const valued = money(report);
  firstScreen(root, report, valued);
  calendar(root, report);
  balance(root, report);
  courses(root, report);
  whereTheyAre(root, report);
  whoGains(root, report);
  harms(root, report);
  if (valued) drawMoney(root, valued);
  else withoutMoney(root, report);
  subgroups(root, report);
  judgement(root, report);
  twin(root, report);
  assumptions(root, report);
  flow(root, report);
  validation(root);
  cheers(root, report, valued, letter);
  provenance(root, report, changes);
  selfTest(root, report);
}

// Of two results each part is called by its letter, too: what is heard must tell them apart.
function callByLetter(): void {
  if (reports.length < 2) return;
  roots.forEach((root, i) => {
    for (const one of root.querySelectorAll("[role=region][aria-label], nav[aria-label]")) {
      const name = one.getAttribute("aria-label") ?? "";
      if (!name.endsWith(`, ${"AB"[i]}`)) one.setAttribute("aria-label", `${name}, ${"AB"[i]}`);
    }
    for (const one of root.querySelectorAll("h1, h2")) if (!one.textContent?.startsWith(`${"AB"[i]}: `)) one.prepend(`${"AB"[i]}: `);
  });
}

function showChanged(): void {
  const count = Object.keys(changes).length;
  const notice = part(document, "changed");
  notice.hidden = count === 0;
  part(document, "changed-words").textContent = `${count} ${count === 1 ? "price, rate or utility is" : "prices, rates or utilities are"} not those of the result: ${Object.entries(changes)
    .map(([path, value]) => `${path} = ${value}`)
    .join(", ")}.`;
  document.body.dataset["changed"] = String(count);
}

const roots: HTMLElement[] = [];

// What follows from prices, everywhere.
function follow(): void {
  history.replaceState(null, "", Object.keys(changes).length > 0 ? `#${toLink(changes)}` : location.pathname + location.search);
  reports.forEach((report, i) => {
    const root = roots[i],
      valued = money(report);
    if (!root) return;
    firstScreen(root, report, valued);
    if (valued) drawMoney(root, valued);
    cheers(root, report, valued, letterOf(i));
    provenance(root, report, changes);
  });
  showChanged();
  callByLetter();
  redrawAll();
  document.body.dataset["settled"] = String(Number(document.body.dataset["settled"] ?? 0) + 1);
}

const letterOf = (i: number): string => (reports.length > 1 ? `${"ab"[i]}-` : "");

function drawPanels(): void {
  reports.forEach((report, i) => {
    const root = roots[i];
    if (root && report.economics) part(root, "prices").replaceChildren(panel(report.economics, changes, letterOf(i), follow));
  });
}

const priced = (): Economics | undefined => reports.map(({ economics }) => economics).find((one): one is Economics => one !== null);

function readLink(): void {
  const economics = priced();
  for (const path of Object.keys(changes)) delete changes[path];
  if (economics && location.hash.includes("=")) Object.assign(changes, fromLink(economics, location.hash));
}

function controls(): void {
  part(document, "reset").addEventListener("click", () => {
    for (const path of Object.keys(changes)) delete changes[path];
    drawPanels();
    follow();
  });
  part(document, "share").addEventListener("click", () => {
    const field = part(document, "link") as HTMLInputElement;
    field.hidden = false;
    field.value = `${location.href.split("#")[0] ?? ""}${Object.keys(changes).length > 0 ? `#${toLink(changes)}` : ""}`;
    field.select();
  });
  const look = part(document, "look") as HTMLSelectElement;
  look.addEventListener("change", () => {
    document.documentElement.dataset["look"] = look.value;
    redrawAll(true);
  });
  addEventListener("hashchange", () => {
    if (!location.hash.includes("=")) return;
    readLink();
    drawPanels();
    follow();
  });
}

// In print everything is open; afterwards as it was.
function printing(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
  });
}

document.title = reports.map(({ title }) => title).join(" | ");
document.body.classList.toggle("two", reports.length > 1);
readLink();
reports.forEach((report, i) => {
  const root = template(letterOf(i));
  roots.push(root);
  page.append(root);
  fillResult(root, report, letterOf(i));
});
if (reports.length > 1) sideBySide(document, reports);
drawPanels();
showChanged();
callByLetter();
controls();
printing();
redrawAll();
addEventListener("resize", () => requestAnimationFrame(() => redrawAll()));
document.addEventListener("tachy-redraw", () => redrawAll());
for (const details of document.querySelectorAll("details")) details.addEventListener("toggle", () => redrawAll());
document.body.dataset["settled"] = "1";
