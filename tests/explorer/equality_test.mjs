// Page, printed command, downloaded scenario and link give the same numbers: those of the program.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { after, checksum, nothingWrong, opened, ran, said, scratch, shownAt, tree } from "./browser.mjs";
import { command, kOneInfusion, lever, paste, shownStory, withFewPatients } from "./steps.mjs";

test("page, printed command and downloaded scenario give one checksum, and so does the link in a second page", async () => {
  const page = await shownAt(shownStory("how-often"));
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
  nothingWrong(second);
  await second.close();
});

for (const [name, change] of [
  ["take-home", (page) => lever(page, "stock", 8)],
  ["who-is-treated", (page) => lever(page, "history", 0)],
  ["naltrexone", (page) => lever(page, "opioid_share", 0)],
  ["stopping", (page) => after(page, () => page.check("#naltrexone"))],
  ["induction", (page) => after(page, () => page.check("#wrong input[value=average]"))],
  ["who-goes-on", (page) => after(page, () => page.check("#wrong input[value=nobody_leaves]"))],
  ["tolerance", (page) => after(page, () => page.click("#arms input[value=weekly]"))],
])
  test(`${name}: the printed command gives the page's checksum, before and after a change`, async () => {
    const page = await shownAt(withFewPatients(name));
    const before = await checksum(page);
    assert.equal(ran(await command(page)), before);
    await change(page);
    assert.notEqual(await checksum(page), before);
    assert.equal(ran(await command(page)), await checksum(page));
  });

test("luck of their own: both commands give both checksums", async () => {
  const page = await shownAt(shownStory("chance"));
  await after(page, () => page.check("#wrong input[value=own_luck]"));
  const both = (await checksum(page)).split(" ");
  assert.deepEqual((await command(page)).split("\n").map(ran), both);
});

test("the table holds the numbers that the program prints", async () => {
  const page = await shownAt(shownStory("take-home"));
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
});

test("a pasted scenario is lived, travels in the link, and its faults have the program's words", async () => {
  const page = await shownAt(withFewPatients("how-often"));
  await paste(page, kOneInfusion);
  const here = await checksum(page);
  writeFileSync(join(scratch, "pasted.yaml"), kOneInfusion);
  assert.equal(ran((await command(page)).replace("pasted.yaml", join(scratch, "pasted.yaml"))), here);
  const hash = new URL(page.url()).hash;
  for (const [bad, words] of [
    ["title: x\nhorizon: [1\n", /pasted.yaml:3:1: this is not YAML: end of sequence flow not found/],
    [kOneInfusion.replace("horizon", "horizn"), /did you mean 'horizon'/],
  ]) {
    await paste(page, bad);
    assert.match(await page.textContent("#faults"), words);
  }
  assert.equal(await checksum(await shownAt(hash)), here);
});

test("a file that is dropped on the page is shown, and gives the program's checksum", async () => {
  const page = await shownAt(withFewPatients("dose"));
  const file = join(tree, "scenarios/teaching/chance.yaml");
  await after(page, () =>
    page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "mine.yaml", { type: "text/yaml" }));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }, readFileSync(file, "utf8")),
  );
  assert.match(await page.innerText("#title"), /How many patients does a comparison need/);
  assert.equal(await checksum(page), ran(`tachy run ${file} --draws 0`));
});

test("tachy explore gives an address that shows the scenario", async () => {
  const options = ["scenarios/policy/taper.yaml", "--patients", "700", "--seed", "5"];
  const address = said(["explore", ...options]).trim();
  assert.match(address, /^file:\/\/.*tachy-explorer.html#scenario=/);
  const page = await shownAt(new URL(address).hash);
  assert.equal(await checksum(page), ran(`tachy run ${options.join(" ")} --draws 0`));
});

test("a policy scenario is shown with few patients, all arms and the same checksum", async () => {
  const page = await shownAt("#story=policy/maintenance.yaml");
  assert.equal(await page.locator("#icons figure").count(), 5);
  assert.match(await page.textContent("#benefit-words"), /^At the end/);
  assert.match(await command(page), /--patients 2000/);
  assert.equal(ran(await command(page)), await checksum(page));
});

test("without the control the first arm that is left is the reference", async () => {
  const page = await shownAt("#story=policy/maintenance.yaml&arms=weekly,two_weekly&patients=300");
  assert.match(await command(page), /--arms weekly,two_weekly/);
  assert.match(await page.textContent("caption"), /difference from “.*week/);
  assert.match(await page.textContent("#headline"), /against/);
  assert.equal(ran(await command(page)), await checksum(page));
  await after(page, () => page.click("#arms input[value=two_weekly]"));
  assert.match(await page.textContent("#headline"), /keeps people well for [\d.]+ weeks; [\d.]+ of 1,000 people start/);
  await page.click("#arms input[value=weekly]", { force: true });
  assert.ok(await page.isChecked("#arms input[value=weekly]"), "the last arm stays");
});
