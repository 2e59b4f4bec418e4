// What a class does with the page, and what the page shows it.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import test from "node:test";
import { after, checksum, file, settled, shownAt, violations } from "./browser.mjs";
import { kOneInfusion, lever, paste, shownStory, withFewPatients } from "./steps.mjs";

test("it is one file of less than 1.3 MB", () => assert.ok(statSync(file).size < 1.3e6));

test("a teacher gets from the file to the answer with one press", async () => {
  const page = await shownAt("");
  assert.match(await page.textContent(".caveat"), /Hypothetical patients. Not dosing guidance/);
  assert.deepEqual(await violations(page), []);
  assert.equal(await page.locator("#table table").count(), 0, "nothing is given away before the prediction");
  await after(page, () => page.click("text=A handful"));
  const answer = await page.textContent("#headline");
  assert.match(answer, /under these assumptions, .*every week.* keeps more people well than .*then none/);
  assert.match(answer, /leads more people into misuse and dependence/);
  assert.match(await page.textContent("#card"), /You said: A handful/);
  assert.match(await page.textContent("#card details"), /For the teacher.*has not been counted in a clinic/);
  for (const details of await page.locator("summary").all()) await details.click();
  await page.waitForSelector("#exact svg");
  assert.deepEqual(await violations(page), []);
});

test("the engine keeps to the answers that are known", async () => {
  const page = await shownAt(withFewPatients("how-often"));
  await page.click("text=Is the engine right?");
  await page.waitForSelector("#exact svg");
  const words = await page.textContent("#exact");
  const [, errors] = /stay within ([\d.]+) standard errors/.exec(words);
  assert.ok(Number(errors) < 3.5, errors);
  const differences = [...words.matchAll(/largest difference ([\d.]+) %/g)].map(([, percent]) => Number(percent));
  assert.equal(differences.length, 3);
  for (const percent of differences) assert.ok(percent < 0.0005, words);
});

// Of times only what does not depend on the machine: a fifth of the patients have lived, so to say, by the first picture.
test("the first picture is there long before the last patient", async () => {
  const page = await shownAt("#story=policy/maintenance.yaml&arms=none,weekly,two_weekly,response_guided&set=horizon%3D1+year");
  const shares = [];
  for (let i = 0; i < 6; ++i) {
    await after(page, () => page.click("#reseed"));
    const [, first, all] = /first picture (\d+) ms, all (\d+) ms/.exec(await page.textContent("#small"));
    shares.push(first / all);
  }
  assert.ok(Math.min(...shares) < 0.6, shares.join(" "));
});

test("a link of another engine says so", async () => {
  const page = await shownAt(`${withFewPatients("dose")}&engine=0.0.1-old`);
  assert.match(await page.innerText("#notice"), /made with engine 0.0.1-old/);
});

test("a scenario that is too long for a link says so, and is shown all the same", async () => {
  const page = await shownAt(withFewPatients("dose"));
  let noise = "";
  for (let word = 1; noise.length < 30000; word = (word * 48271) % 2147483647) noise += word.toString(36);
  await paste(page, `# ${noise}\n${kOneInfusion}`);
  assert.match(await page.innerText("#notice"), /too long for a link/);
  assert.equal(await page.innerText("#title"), /^title: (.*?) *(#.*)?$/m.exec(kOneInfusion)[1]);
});

test("reset and the back button bring back what was", async () => {
  const page = await shownAt(shownStory("dose"));
  const first = await checksum(page);
  await lever(page, "opioid_share", 0.2);
  await after(page, () => page.click("#reset"));
  assert.equal(await checksum(page), first);
  await after(page, () => page.selectOption("#story", "teaching/placebo.yaml"));
  assert.notEqual(await checksum(page), first);
  await after(page, () => page.goBack());
  assert.equal(await checksum(page), first);
});

test("the axis stays still while a slider moves", async () => {
  const page = await shownAt(shownStory("how-often"));
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
});

test("milestones stand on the curves, in the picture and in its name", async () => {
  const page = await shownAt(shownStory("how-often"));
  for (const [side, words] of [
    ["benefit", /half of it gone by week \d/],
    ["harm", /\d in 1,000 ?by month \d/],
  ]) {
    assert.match(await page.textContent(`#${side}-chart svg`), words);
    assert.match(await page.getAttribute(`#${side}-chart svg`, "aria-label"), words);
  }
});

test("a pinned picture and the ribbon of seeds are drawn, and change no number", async () => {
  const page = await shownAt(withFewPatients("response-guided"));
  const first = await checksum(page);
  await page.click("#pin");
  await page.click("#ribbon");
  await page.waitForSelector("body[data-ribbon]", { timeout: 120000, state: "attached" });
  await settled(page);
  assert.equal(await checksum(page), first);
  assert.match(await page.textContent("#progress"), /nine in ten of 20 seeds/);
});

test("the switch greys what is judgement, wherever it stands, and nothing else", async () => {
  const page = await shownAt(withFewPatients("how-often"));
  const greyed = (where) => page.locator(`${where}.assumed`).count();
  const colour = (where) => page.locator(where).first().evaluate((element) => getComputedStyle(element).color);
  const judged = ["#headline span", "figure:has(#harm-chart)", "[data-lever=misuse_supervised]", "fieldset.lever", "#naltrexone-label"];
  for (const where of judged) assert.equal(await greyed(where), 1, where);
  for (const where of ["figure:has(#benefit-chart)", "[data-lever=slow_half_life]", "[data-lever=dose]"])
    assert.equal(await greyed(where), 0, where);
  assert.deepEqual(
    await page.locator("#table tr.assumed th").allTextContents(),
    ["Sessions", "Start to misuse, of 1,000", "Have a use disorder, of 1,000"],
  );
  const plain = await colour("#headline span");
  await page.check("#judgement");
  assert.notEqual(await colour("#headline span"), plain);
  assert.match(await page.locator("#harm-chart svg").evaluate((svg) => getComputedStyle(svg).filter), /grayscale/);
  assert.equal(await page.locator("#benefit-chart svg").evaluate((svg) => getComputedStyle(svg).filter), "none");
  await page.selectOption("#harm", "pressure");
  assert.equal(await greyed("figure:has(#harm-chart)"), 0, "blood pressure was measured");
  await page.selectOption("#harm", "misuse");
});
