// The page in Debian's Firefox, where there is one: from the file to the answer, a slider by keyboard, the same numbers.
import assert from "node:assert/strict";
import test from "node:test";
import { file, ran } from "./browser.mjs";
import { hasFirefox, openedInFirefox } from "./firefox.mjs";

const kSettled = `new Promise((good) => {
  const look = () => ("settled" in document.body.dataset ? good() : setTimeout(look, 20));
  look();
})`;

test("Firefox shows the answer, obeys the keys and gives the program's checksum", { skip: hasFirefox ? false : "no firefox-esr here" }, async (t) => {
  const page = await openedInFirefox(`file://${file}`);
  if (page.cannot) return t.skip(page.cannot);
  try {
    await page.evaluate(kSettled);
    const after = async (act) => {
      await page.evaluate("void delete document.body.dataset.settled");
      await act();
      await page.evaluate(kSettled);
    };
    await after(() => page.evaluate(`[...document.querySelectorAll(".answers button")][1].click()`));
    assert.match(await page.evaluate(`document.querySelector("#headline").textContent`), /leads more people into misuse and dependence/);
    await page.evaluate(`document.querySelector("#lever-dose").focus()`);
    await after(() => page.pressed("\uE014")); // arrow right
    assert.equal(await page.evaluate(`document.querySelector("#lever-dose").ariaValueText`), "0.55 mg/kg");
    const command = await page.evaluate(`document.querySelector("#command").textContent`);
    assert.equal(ran(command), await page.evaluate("document.body.dataset.checksum"));
    assert.deepEqual(page.wrong, []);
  } finally {
    await page.close();
  }
});
