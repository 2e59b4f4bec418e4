// Reports in Debian's Chromium. TACHY names the program that writes them; tests/report/run.sh starts this.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { after as atTheEnd } from "node:test";
import { after, browser, opened, said, scratch, tree, violations } from "../explorer/browser.mjs";

atTheEnd(async () => {
  await browser.close();
  rmSync(scratch, { recursive: true });
});

const inScratch = (name) => join(scratch, name);
const python = (program, ...words) =>
  execFileSync("/usr/bin/python3", [join(tree, "tests/report", program), ...words], { encoding: "utf8" });
function lived(name, ...options) {
  said(["run", "scenarios/policy/maintenance.yaml", "-o", inScratch(`${name}.h5`), "-q", ...options]);
  return inScratch(`${name}.h5`);
}
function reported(name, ...results) {
  said(["report", ...results, "-o", inScratch(`${name}.html`), "-q"]);
  return inScratch(`${name}.html`);
}
const kBadTitle = `</script><script>document.title = "hacked"</script><img src=x onerror=alert(1)> "quoted" & 'so' <!--`;
const result = lived("drawn", "--draws", "20", "--patients", "150", "--set", `title="${kBadTitle.replaceAll('"', '\\"')}"`);
const page = reported("drawn", result);
const one = await opened("", { at: page }); // for all tests that change nothing, or put it back

const words = (part) => one.innerText(`[data-part="${part}"]`);
const numbers = () =>
  one.evaluate(() =>
    [...document.querySelectorAll(".number")].filter(({ dataset }) => dataset.value !== "").map(({ dataset }) => [dataset.of, Number(dataset.value)]),
  );
async function agree(options) {
  writeFileSync(inScratch("economics.json"), said(["economics", result, "--json", ...options]));
  writeFileSync(inScratch("numbers.json"), JSON.stringify(await numbers()));
  return python("read_back.py", result, inScratch("economics.json"), inScratch("numbers.json"));
}
const change = (path, value) =>
  after(one, async () => {
    await one.fill(`[data-path="${path}"]`, String(value));
    await one.locator(`[data-path="${path}"]`).blur();
  });

test("it is one file of less than 3 MB", () => assert.ok(statSync(page).size < 3e6));

test("a hostile title is shown as text, and nothing of it runs", async () => {
  const title = await words("title");
  for (const piece of ["</script><script>", "<img src=x onerror=alert(1)>", '"quoted"', "& 'so'", "<!--"]) assert.ok(title.includes(piece), piece);
  assert.equal(await one.locator("main img").count(), 0);
  assert.match(await one.title(), /^<\/script>/);
});

test("the first screen has question, answer, interval, agreement, cost and what is left out", async () => {
  assert.match(await words("answer"), /Hypothetical patients .*weeks (more|fewer).*95 % of draws/);
  assert.match(await words("agreement"), /of 20 draws/);
  assert.match(await words("cost"), /for a QALY/);
  assert.ok((await one.locator(".box li").count()) > 5);
});

test("every number of the page is that of the outcome file and of economics", async () => {
  for (const measure of ["remission", "response", "hamd17"]) assert.ok((await numbers()).some(([of]) => of.startsWith(`outcomes/${measure}/`)), measure);
  assert.match(await agree([]), /^\d{3,} numbers, 0 differ/);
});

test("each section has a sentence; each figure a name, a table and CSV", async () => {
  for (const section of await one.locator("article section:not(.first):not(.terms):not(.changing)").all()) {
    const said = await section.locator(".reading, .absent").first().innerText();
    assert.ok(said.length > 20, await section.innerText());
    if ((await section.locator("svg").count()) > 0) assert.ok((await section.locator("button.csv").count()) > 0, said);
  }
  const unnamed = await one.locator("figure svg[role=img]:not([aria-label])").count();
  assert.equal(unnamed, 0);
  const [download] = await Promise.all([one.waitForEvent("download"), one.locator('[data-part="money"] button.csv').click()]);
  await download.saveAs(inScratch("costs.csv"));
  assert.match(readFileSync(inScratch("costs.csv"), "utf8"), /^Arm,"Cost, USD","Cost, USD, low"/);
});

test("changed prices give what economics --set gives, say so, travel in the link and are reset", async () => {
  const before = await numbers(),
    sentence = await words("cost");
  await change("prices.infusion", 90);
  await change("prices.visit", "210.5");
  await change("discount.costs", 5);
  await change("willingness_to_pay", 40000);
  await after(one, () => one.selectOption('[data-path="utilities.set"]', "sf6d_kolovos"));
  const set = ["prices.infusion=90", "prices.visit=210.5", "discount.costs=5 %", "willingness_to_pay=40000", "utilities.set=sf6d_kolovos"];
  assert.match(await agree(set.flatMap((one) => ["--set", one])), /, 0 differ/);
  assert.notEqual(await words("cost"), sentence);
  assert.match(await one.innerText('[data-part="changed"]'), /5 prices, rates or utilities/);
  await one.click('[data-part="share"]');
  const link = await one.inputValue('[data-part="link"]');
  const second = await opened(new URL(link).hash, { at: page });
  assert.equal(await second.innerText('[data-part="cost"]'), await words("cost"));
  assert.deepEqual(second.wrong, []);
  await second.close();
  await after(one, () => one.click('[data-part="reset"]'));
  assert.deepEqual(await numbers(), before);
  assert.ok(!(await one.isVisible('[data-part="changed"]')));
});

test("a link with nonsense changes nothing", async () => {
  const odd = await opened("#prices.visit=-3&prices.gold=5&discount.costs=900&utilities.set=%3Cb%3E", { at: page });
  assert.equal(await odd.getAttribute("body", "data-changed"), "0");
  assert.deepEqual(odd.wrong, []);
  await odd.close();
});

test("no rule of access is broken, light, dark, grey or with everything open", async () => {
  const all = (open) => one.evaluate((open) => document.querySelectorAll("details").forEach((details) => (details.open = open)), open);
  await all(true);
  assert.deepEqual(await violations(one), [], "light");
  await all(false);
  for (const look of ["dark", "grey"]) {
    await one.selectOption('[data-part="look"]', look);
    assert.deepEqual(await violations(one, ["color-contrast"]), [], look);
  }
  await one.selectOption('[data-part="look"]', "");
});

test("by keyboard alone: skip link, contents, prices and tables are reached", async () => {
  await one.evaluate(() => document.body.focus());
  const seen = new Set();
  for (let i = 0; i < 90; ++i) {
    await one.keyboard.press("Tab");
    seen.add(await one.evaluate(() => document.activeElement.dataset.path ?? document.activeElement.textContent.slice(0, 30)));
  }
  for (const stop of ["Benefit and harm", "Download as CSV", "willingness_to_pay"]) assert.ok(seen.has(stop), `${stop}: ${[...seen].join(" | ")}`);
});

test("a phone of 390 px and a projector: nothing sticks out", async () => {
  for (const [width, height] of [
    [390, 844],
    [1920, 1080],
  ]) {
    await one.setViewportSize({ width, height });
    await one.waitForTimeout(100);
    assert.ok(await one.evaluate(() => document.documentElement.scrollWidth <= innerWidth), width);
    assert.deepEqual(await one.$$eval("figure svg", (all) => all.filter((svg) => svg.getBoundingClientRect().right > innerWidth).length), 0);
  }
  await one.setViewportSize({ width: 390, height: 844 });
  await one.setViewportSize({ width: 1280, height: 800 });
});

test("it prints: tables open, controls away", async () => {
  const pdf = await one.pdf({ preferCSSPageSize: true });
  assert.ok((pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length > 5);
  await one.emulateMedia({ media: "print", reducedMotion: "reduce" });
  for (const hidden of [".look", ".prices", "button.csv >> nth=0"]) assert.ok(!(await one.isVisible(hidden)), hidden);
  for (const shown of ["h1", ".answer", ".box", ".caveat"]) assert.ok(await one.isVisible(shown), shown);
  await one.emulateMedia({ media: "screen" });
});

test("a result without draws, and so without money, says how to get them", async () => {
  const plain = await opened("", { at: reported("plain", lived("plain", "--draws", "0", "--patients", "300", "--arms", "none,weekly")) });
  for (const section of ["money", "decision", "tornado", "judgement"])
    assert.match(await plain.innerText(`[data-part="${section}"]`), /tachy run SCENARIO --draws 100/, section);
  assert.match(await plain.innerText('[data-part="answer"]'), /chance alone, 95 %/);
  assert.deepEqual(await violations(plain), []);
  assert.deepEqual(plain.wrong, []);
  await plain.close();
});

test("a result of an earlier minor version is reported, and control characters that another program put into it are harmless", async () => {
  python("old_version.py", inScratch("plain.h5"), inScratch("old.h5"));
  const old = await opened("", { at: reported("old", inScratch("old.h5")) });
  assert.doesNotMatch(readFileSync(inScratch("old.html"), "utf8"), /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/);
  assert.match(await old.innerText('[data-part="title"]'), /^one.*<\/script>two/);
  assert.match(await old.innerText('[data-part="flow"]'), /earlier version/);
  assert.match(await old.innerText('[data-part="provenance"]'), /format 1.2, of a version without a checksum/);
  assert.deepEqual(old.wrong, []);
  await old.close();
});

test("two results stand side by side, with what differs", async () => {
  const both = await opened("", { at: reported("both", result, inScratch("plain.h5")) });
  assert.equal(await both.locator("article").count(), 2);
  assert.match(await both.innerText('[data-part="pair"]'), /differ in title, patients in each draw, draws/);
  assert.deepEqual(await violations(both), []);
  assert.deepEqual(both.wrong, []);
  await both.close();
});

test("through all of this the page asked no host, and wrote nothing on the console", () => assert.deepEqual(one.wrong, []));
