// By keyboard, on a phone, enlarged, on a projector, on paper, and read aloud.
import assert from "node:assert/strict";
import test from "node:test";
import { after, checksum, nothingWrong, shownAt, violations } from "./browser.mjs";
import { shownStory, withFewPatients } from "./steps.mjs";

test("by keyboard alone: story, answers, sliders with spoken values", async () => {
  const page = await shownAt("");
  const seen = [];
  await page.focus(".skip");
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
  await page.focus("#arms input[value=four_weekly]");
  await after(page, () => page.keyboard.press("Space"));
  assert.equal(await page.evaluate(() => document.activeElement.value), "four_weekly", "the focus stays");
});

// To zoom to 200 % leaves half of the pixels that a page counts, each twice as large.
for (const [what, size] of [
  ["a phone, 390 px", { width: 390, height: 844, deviceScaleFactor: 3, mobile: true }],
  ["zoomed to 200 %", { width: 640, height: 400, deviceScaleFactor: 2, mobile: false }],
])
  test(`${what}: nothing sticks out and nothing is against the rules of access`, async () => {
    const page = await shownAt(withFewPatients("naltrexone"));
    const device = await page.context().newCDPSession(page);
    await device.send("Emulation.setDeviceMetricsOverride", size);
    assert.equal(await page.evaluate(() => `${innerWidth} ${devicePixelRatio}`), `${size.width} ${size.deviceScaleFactor}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    assert.deepEqual(await violations(page), []);
    await device.send("Emulation.clearDeviceMetricsOverride");
    await device.detach();
  });

test("projector, grey and print hide what they should", async () => {
  const page = await shownAt(withFewPatients("dose"));
  await page.check("#large");
  await page.check("#judgement");
  assert.deepEqual(await violations(page), []);
  await page.emulateMedia({ media: "print", reducedMotion: "reduce" });
  for (const hidden of [".levers", "#ribbon", "#pasted"]) assert.ok(!(await page.isVisible(hidden)), hidden);
  for (const shown of [".caveat", "#headline", "#benefit-chart svg", "#table", "#command"])
    assert.ok(await page.isVisible(shown), shown);
  await page.emulateMedia({ media: null, reducedMotion: null });
});

test("a patient field without a number, or with too great a one, shows a patient all the same", async () => {
  const page = await shownAt(withFewPatients("induction"));
  for (const [typed, next] of [
    ["", false],
    ["", true],
    ["99999", true],
    ["99999", false],
  ]) {
    await page.fill("#patient", typed);
    await page.press("#patient", "Enter");
    if (next) await page.click("#next");
    await page.waitForTimeout(300);
    assert.ok(Number(await page.inputValue("#patient")) < 300, `${typed}, ${next}`);
    assert.notEqual((await page.innerText("#twin-words")).trim(), "");
  }
});

// 150 keys always, a minute of them with TACHY_SLOW_TESTS.
test("any keys at all: nothing breaks, and reset brings back the story", async () => {
  const page = await shownAt(shownStory("induction"));
  const first = await checksum(page),
    keys = ["Tab", "Tab", "Tab", "ArrowRight", "ArrowLeft", "Home", "End", "PageUp", "Space", "Shift+Tab"];
  const until = Date.now() + (process.env.TACHY_SLOW_TESTS ? 60000 : 0);
  let pressed = 0;
  for (let state = 1; pressed < 150 || Date.now() < until; state = (state * 48271) % 2147483647, ++pressed)
    await page.keyboard.press(keys[state % keys.length]);
  console.log(`${pressed} keys`);
  await page.waitForTimeout(200);
  await after(page, () => page.selectOption("#story", "teaching/dose.yaml"));
  await after(page, () => page.selectOption("#story", "teaching/induction.yaml"));
  await after(page, () => page.click("#reset"));
  assert.equal(await checksum(page), first);
  nothingWrong(page);
});
