// How fast the page is here: smallest of several, in milliseconds. For whoever works on it; the gate compares no times.
//   TACHY=build/release/tachy node tests/explorer/time.mjs     after tests/explorer/run.sh, which installs what it needs
import { execFileSync } from "node:child_process";
import { after, browser, opened, said, scratch, settled } from "./browser.mjs";

const kStory =
  "#story=policy/maintenance.yaml&arms=none,weekly,two_weekly,response_guided&set=horizon%3D1+year&shown=1";
const small = async (page) =>
  /first picture (\d+) ms, all (\d+) ms/
    .exec(await page.textContent("#small"))
    .slice(1)
    .map(Number);
const least = (numbers) => Math.min(...numbers);

const opening = [];
for (let i = 0; i < 5; ++i) {
  const page = await opened("#shown=1");
  opening.push(Number(await page.evaluate(() => document.body.dataset.opened)));
  await page.close();
}
const page = await opened(kStory),
  changes = [],
  ribbons = [];
for (let i = 0; i < 15; ++i) {
  await after(page, () => page.click("#reseed"));
  changes.push(await small(page));
}
for (let i = 0; i < 3; ++i) {
  await page.evaluate(() => {
    delete document.body.dataset.ribbon;
  });
  await page.click("#ribbon");
  await page.waitForSelector("body[data-ribbon]", { state: "attached", timeout: 120000 });
  await settled(page);
  ribbons.push(Number(/\((\d+) ms\)/.exec(await page.textContent("#progress"))[1]));
}
console.log(`opening the file to the first full picture: ${least(opening)}`);
console.log(`a change to the first picture of 448 patients, without drawing: ${least(changes.map(([first]) => first))}`);
console.log(`a change to all 2,000 patients in 4 arms for 1 year: ${least(changes.map(([, all]) => all))}`);
console.log(`20 seeds on two workers: ${least(ribbons)}`);
const words = [
  "run",
  "scenarios/policy/maintenance.yaml",
  "--draws",
  "0",
  "--patients",
  "2000",
  "--arms",
  "none,weekly,two_weekly,response_guided",
  "--set",
  "horizon=1 year",
];
const native = Array.from(
  { length: 5 },
  () => /in ([\d.]+) s/.exec(said([...words, "-j1", "--force", "-o", `${scratch}/t.h5`]))[1],
);
console.log(`the same by the program, one thread: ${1000 * least(native.map(Number))}`);
execFileSync("uptime", { stdio: "inherit" });
await browser.close();
