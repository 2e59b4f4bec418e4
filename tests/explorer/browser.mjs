// What the tests of pages share: the browser, a fresh page that notes whatever it should not do, the program.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const tree = join(dirname(fileURLToPath(import.meta.url)), "../..");
const npm = createRequire(join(tree, "build/explorer/npm/package.json"));
const { chromium } = npm("playwright-core");
const axe = readFileSync(npm.resolve("axe-core/axe.min.js"), "utf8");
const program = process.env.TACHY;
export const file = join(tree, "output/explorer/tachy-explorer.html");
export const scratch = mkdtempSync(join(tmpdir(), "tachy-page-"));

export const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });

// When everything that follows from the last change is drawn.
export const settled = (page) => page.waitForSelector("body[data-settled]", { timeout: 120000, state: "attached" });
export const checksum = (page) => page.evaluate(() => document.body.dataset.checksum);

export async function opened(address = "", { at = file, ...options } = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, acceptDownloads: true, ...options });
  page.wrong = [];
  page.on("console", (message) => page.wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => page.wrong.push(`error: ${error}`));
  page.on("request", (request) => {
    if (!/^(file|blob|data):/.test(request.url())) page.wrong.push(`request: ${request.url()}`);
  });
  await page.goto(`file://${at}${address}`);
  await settled(page);
  return page;
}

// One page for the tests that need no fresh one, shown this address. What it should not have done fails the next test.
let kept;
export async function shownAt(address) {
  kept ??= await opened();
  for (const id of ["#large", "#judgement"]) await kept.uncheck(id);
  await kept.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = false)));
  await after(kept, () =>
    kept.evaluate((hash) => {
      history.pushState(null, "", hash || "#");
      dispatchEvent(new PopStateEvent("popstate"));
    }, address),
  );
  nothingWrong(kept);
  return kept;
}
export const nothingWrong = (page) => assert.deepEqual(page.wrong, []);

// Does it, and waits until what follows is drawn.
export async function after(page, act) {
  await page.evaluate(() => {
    delete document.body.dataset.settled;
  });
  await act();
  await settled(page);
}

export async function violations(page, rules) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (only) => window.axe.run(document, { resultTypes: ["violations"], preload: false, ...(only ? { runOnly: only } : {}) }),
    rules,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}

// What the program prints.
export const said = (words) =>
  execFileSync(program, words, {
    cwd: tree,
    encoding: "utf8",
    env: { ...process.env, DISPLAY: "", WAYLAND_DISPLAY: "" },
  });

// The checksum that `tachy run` prints; words as a shell would read them.
export function ran(command) {
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain).slice(1);
  const output = said([...words, "-j1", "--force", "-o", join(scratch, "r.h5")]);
  return /checksum ([0-9a-f]{16})/.exec(output)[1];
}
