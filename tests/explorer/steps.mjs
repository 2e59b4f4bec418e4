// What several tests of the page do.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, tree } from "./browser.mjs";

export const kOneInfusion = readFileSync(join(tree, "scenarios/tutorial/one-infusion.yaml"), "utf8");
export const shownStory = (name) => `#story=teaching/${name}.yaml&shown=1`;
// Enough where no number matters, and lived in a tenth of the time.
export const withFewPatients = (name) => `${shownStory(name)}&patients=300`;
export const command = (page) => page.textContent("#command");
export const lever = (page, id, value) => after(page, () => page.fill(`#lever-${id}`, String(value)));

export async function paste(page, text) {
  if (!(await page.isVisible("#pasted"))) await page.click("text=Paste or drop");
  await page.fill("#pasted", text);
  await after(page, () => page.click("#use"));
}
