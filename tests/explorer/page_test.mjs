// The page in Debian's Chromium. TACHY names the program to compare with; tests/explorer/run.sh starts this. One browser for
// all, and one page wherever a test needs no fresh one.
import { rmSync } from "node:fs";
import { after as atTheEnd } from "node:test";
import { browser, scratch } from "./browser.mjs";

await import("./lesson_test.mjs");
await import("./equality_test.mjs");
await import("./access_test.mjs");
await import("./firefox_test.mjs");

atTheEnd(async () => {
  await browser.close();
  rmSync(scratch, { recursive: true });
});
