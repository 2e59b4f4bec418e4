// The page in Debian's Chromium. TACHY names the program to compare with; tests/explorer/run.sh starts this.
import assert from "node:assert/strict";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { after as atTheEnd } from "node:test";
import { after, browser, checksum, file, opened, ran, said, scratch, settled, tree, violations } from "./browser.mjs";

atTheEnd(async () => {
  await browser.close();
  rmSync(scratch, { recursive: true });
});

const shownStory = (name) => `#story=teaching/${name}.yaml&shown=1`;
const command = (page) => page.textContent("#command");
const lever = async (page, id, value) => after(page, () => page.fill(`#lever-${id}`, String(value)));

test("it is one file of less than 1.3 MB", () => assert.ok(statSync(file).size < 1.3e6));

test("a teacher gets from the file to the answer with one press", async () => {
  const page = await opened();
  assert.match(await page.textContent(".caveat"), /Hypothetical patients. Not dosing guidance/);
  assert.deepEqual(await violations(page), []);
  assert.equal(await page.locator("#table table").count(), 0, "nothing is given away before the prediction");
  await after(page, () => page.click("text=A handful"));
  const answer = await page.textContent("#headline");
  assert.match(answer, /under these assumptions, .*every week.* keeps people well for longer than .*then none/);
  assert.match(answer, /makes more of them misuse ketamine/);
  assert.match(await page.textContent("#card"), /You said: A handful/);
  for (const details of await page.locator("summary").all()) await details.click();
  await page.waitForSelector("#exact svg");
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.wrong, []);
  await page.close();
});

test("the engine keeps to the answer that is known", async () => {
  const page = await opened(shownStory("how-often"));
  await page.click("text=Is the engine right?");
  await page.waitForSelector("#exact svg");
  const [, errors] = /stay within ([\d.]+) standard errors/.exec(await page.textContent("#exact"));
  assert.ok(Number(errors) < 3.5, errors);
  await page.close();
});

test("page, printed command and downloaded scenario give one checksum, and so does the link", async () => {
  const page = await opened(shownStory("how-often"));
  await lever(page, "dose", 0.35);
  await lever(page, "every", 10);
  await lever(page, "slow_half_life", 90);
  await after(page, () => page.check("input[value=strong]"));
  await after(page, () => page.click("#reseed"));
  await after(page, () => page.selectOption("#patients", "1000"));
  const here = await checksum(page);
  assert.equal(ran(await command(page)), here);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
  await download.saveAs(join(scratch, "scenario.yaml"));
  assert.equal(ran(`tachy run ${join(scratch, "scenario.yaml")} --draws 0`), here);
  const second = await opened(new URL(page.url()).hash);
  assert.equal(await checksum(second), here);
  assert.deepEqual(page.wrong.concat(second.wrong), []);
  await page.close();
  await second.close();
});

for (const [name, change] of [
  ["take-home", (page) => lever(page, "stock", 8)],
  ["who-is-treated", (page) => lever(page, "history", 0)],
  ["naltrexone", (page) => lever(page, "opioid_share", 0)],
  ["stopping", (page) => after(page, () => page.check("#naltrexone"))],
  ["induction", (page) => after(page, () => page.check("#wrong input[value=average]"))],
  ["who-goes-on", (page) => after(page, () => page.check("#wrong input[value=nobody_leaves]"))],
])
  test(`${name}: the printed command gives the page's checksum, before and after a change`, async () => {
    const page = await opened(shownStory(name));
    const before = await checksum(page);
    assert.equal(ran(await command(page)), before);
    await change(page);
    assert.notEqual(await checksum(page), before);
    assert.equal(ran(await command(page)), await checksum(page));
    assert.deepEqual(page.wrong, []);
    await page.close();
  });

test("luck of their own: both commands give both checksums", async () => {
  const page = await opened(shownStory("chance"));
  await after(page, () => page.check("#wrong input[value=own_luck]"));
  const both = (await checksum(page)).split(" ");
  assert.deepEqual((await command(page)).split("\n").map(ran), both);
  await page.close();
});

test("the table holds the numbers that the program prints", async () => {
  const page = await opened(shownStory("take-home"));
  const table = said(["run", "scenarios/teaching/take-home.yaml", "--force", "-o", join(scratch, "r.h5")]);
  const columns = { sessions: 1, response_weeks: 2, remission_weeks: 2 };
  for (const [place, [measure, digits]] of Object.entries(columns).entries()) {
    const cells = page.locator(`td[data-measure=${measure}]`);
    const values = await cells.evaluateAll((all) => all.map(({ dataset }) => Number(dataset.value)));
    for (const [arm, id] of ["clinic", "home", "home_unwatched"].entries()) {
      const printed = new RegExp(`^${id} +(\\S+) +(\\S+) +(\\S+) `, "m").exec(table)[place + 1];
      assert.equal(values[arm].toFixed(digits), printed, `${measure} of ${id}`);
    }
  }
  await page.close();
});

test("a pasted scenario is lived, travels in the link, and its faults have the program's words", async () => {
  const page = await opened(shownStory("how-often"));
  const text = readFileSync(join(tree, "scenarios/tutorial/one-infusion.yaml"), "utf8");
  await page.click("text=Paste or drop");
  await page.fill("#pasted", text);
  await after(page, () => page.click("#use"));
  const here = await checksum(page);
  writeFileSync(join(scratch, "pasted.yaml"), text);
  assert.equal(ran((await command(page)).replace("pasted.yaml", join(scratch, "pasted.yaml"))), here);
  const second = await opened(new URL(page.url()).hash);
  assert.equal(await checksum(second), here);
  await second.close();
  for (const [bad, words] of [
    ["title: x\nhorizon: [1\n", /pasted.yaml:3:1: this is not YAML: end of sequence flow not found/],
    [text.replace("horizon", "horizn"), /did you mean 'horizon'/],
  ]) {
    await page.fill("#pasted", bad);
    await after(page, () => page.click("#use"));
    assert.match(await page.textContent("#faults"), words);
  }
  assert.deepEqual(page.wrong, []);
  await page.close();
});

test("tachy explore gives an address that shows the scenario", async () => {
  const options = ["scenarios/policy/taper.yaml", "--patients", "700", "--seed", "5"];
  const address = said(["explore", ...options]).trim();
  assert.match(address, /^file:\/\/.*tachy-explorer.html#scenario=/);
  const page = await opened(new URL(address).hash);
  assert.equal(await checksum(page), ran(`tachy run ${options.join(" ")} --draws 0`));
  assert.deepEqual(page.wrong, []);
  await page.close();
});

test("a policy scenario is shown with few patients, all arms and the same checksum", async () => {
  const page = await opened("#story=policy/maintenance.yaml");
  assert.equal(await page.locator("#icons figure").count(), 5);
  assert.match(await page.textContent("#benefit-words"), /^At the end/);
  assert.match(await command(page), /--patients 2000/);
  assert.equal(ran(await command(page)), await checksum(page));
  await page.close();
});

test("a link of another engine says so", async () => {
  const page = await opened(`${shownStory("dose")}&engine=0.0.1-old`);
  assert.match(await page.innerText("#notice"), /made with engine 0.0.1-old/);
  await page.close();
});

test("reset and the back button bring back what was", async () => {
  const page = await opened(shownStory("dose"));
  const first = await checksum(page);
  await lever(page, "opioid_share", 0.2);
  await after(page, () => page.click("#reset"));
  assert.equal(await checksum(page), first);
  await after(page, () => page.selectOption("#story", "teaching/placebo.yaml"));
  assert.notEqual(await checksum(page), first);
  await after(page, () => page.goBack());
  assert.equal(await checksum(page), first);
  await page.close();
});

test("by keyboard alone: story, answers, sliders with spoken values", async () => {
  const page = await opened();
  const seen = [];
  for (let i = 0; i < 30; ++i) {
    await page.keyboard.press("Tab");
    seen.push(await page.evaluate(() => document.activeElement.id || document.activeElement.textContent));
  }
  for (const stop of ["story", "large", "None", "A handful"]) assert.ok(seen.includes(stop), stop);
  await page.focus("#lever-dose");
  const before = await checksum(page);
  await after(page, () => page.keyboard.press("ArrowRight"));
  assert.equal(await page.getAttribute("#lever-dose", "aria-valuetext"), "0.55 mg/kg");
  assert.notEqual(await checksum(page), before);
  await after(page, () => page.keyboard.press("End"));
  assert.equal(await page.getAttribute("#lever-dose", "aria-valuetext"), "1 mg/kg");
  assert.equal(await page.getAttribute("#headline", "aria-live"), "polite");
  await page.close();
});

test("the axis stays still while a slider moves", async () => {
  const page = await opened(shownStory("how-often"));
  const ticks = () => page.locator("#benefit-chart [aria-hidden], #benefit-chart text").allTextContents();
  const before = (await ticks()).filter((text) => /^\d+$/.test(text)),
    drawn = await page.evaluate(() => document.body.dataset.drawn);
  await page.locator("#lever-every").evaluate((input) => {
    input.value = "28";
    input.dispatchEvent(new Event("input"));
  });
  await page.waitForFunction((drawn) => document.body.dataset.drawn !== drawn, drawn);
  assert.deepEqual(
    (await ticks()).filter((text) => /^\d+$/.test(text)),
    before,
  );
  await page.close();
});

test("a pinned picture and the ribbon of seeds are drawn, and change no number", async () => {
  const page = await opened(shownStory("response-guided"));
  const first = await checksum(page);
  await page.click("#pin");
  await page.click("#ribbon");
  await page.waitForSelector("body[data-ribbon]", { timeout: 120000, state: "attached" });
  await settled(page);
  assert.equal(await checksum(page), first);
  assert.match(await page.textContent("#progress"), /nine in ten of 20 seeds/);
  await page.close();
});

for (const [what, options] of [
  ["a phone, 390 px", { viewport: { width: 390, height: 844 } }],
  ["zoomed to 200 %", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
])
  test(`${what}: nothing sticks out and nothing is against the rules of access`, async () => {
    const page = await opened(shownStory("naltrexone"), options);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    assert.deepEqual(await violations(page), []);
    await page.close();
  });

test("projector, grey and print hide what they should", async () => {
  const page = await opened(shownStory("dose"));
  await page.check("#large");
  await page.check("#judgement");
  assert.deepEqual(await violations(page), []);
  await page.emulateMedia({ media: "print", reducedMotion: "reduce" });
  for (const hidden of [".levers", "#ribbon", "#pasted"]) assert.ok(!(await page.isVisible(hidden)), hidden);
  for (const shown of [".caveat", "#headline", "#benefit-chart svg", "#table", "#command"])
    assert.ok(await page.isVisible(shown), shown);
  await page.close();
});

test("a patient field without a number, or with too great a one, shows a patient all the same", async () => {
  const page = await opened(shownStory("induction"));
  for (const [typed, next] of [["", false], ["", true], ["99999", true], ["99999", false]]) {
    await page.fill("#patient", typed);
    await page.press("#patient", "Enter");
    if (next) await page.click("#next");
    await page.waitForTimeout(300);
    assert.ok(Number(await page.inputValue("#patient")) < 2000, `${typed}, ${next}`);
    assert.notEqual((await page.innerText("#twin-words")).trim(), "");
  }
  assert.deepEqual(page.wrong, []);
  await page.close();
});

test("any keys at all: nothing breaks, and reset brings back the story", async () => {
  const page = await opened(shownStory("induction"));
  const first = await checksum(page),
    keys = ["Tab", "Tab", "Tab", "ArrowRight", "ArrowLeft", "Home", "End", "PageUp", "Space", "Shift+Tab"];
  const until = Date.now() + 1000 * Number(process.env.FUZZ_SECONDS ?? 8);
  for (let state = 1; Date.now() < until; state = (state * 48271) % 2147483647)
    await page.keyboard.press(keys[state % keys.length]);
  await page.waitForTimeout(200);
  await after(page, () => page.selectOption("#story", "teaching/dose.yaml"));
  await after(page, () => page.selectOption("#story", "teaching/induction.yaml"));
  await after(page, () => page.click("#reset"));
  assert.equal(await checksum(page), first);
  assert.deepEqual(page.wrong, []);
  await page.close();
});

test("a scenario that is too long for a link says so, and is shown all the same", async () => {
  const page = await opened(shownStory("dose"));
  let noise = "";
  for (let word = 1; noise.length < 30000; word = (word * 48271) % 2147483647) noise += word.toString(36);
  await page.click("text=Paste or drop");
  await page.fill("#pasted", `# ${noise}\n${readFileSync(join(tree, "scenarios/tutorial/one-infusion.yaml"), "utf8")}`);
  await after(page, () => page.click("#use"));
  assert.match(await page.innerText("#notice"), /too long for a link/);
  assert.equal(await page.innerText("#title"), /^title: (.*?) *(#.*)?$/m.exec(await page.inputValue("#pasted"))[1]);
  await page.close();
});
