// Debian's Firefox by its own protocol, WebDriver BiDi: playwright-core 1.65 launches it but asks for a command that
// Firefox 153 does not have.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tree } from "./browser.mjs";

const kProgram = "/usr/bin/firefox-esr";
export const hasFirefox = existsSync(kProgram);
const { ws: WebSocket } = createRequire(import.meta.url)(
  join(tree, "build/explorer/npm/node_modules/playwright-core/lib/utilsBundle.js"),
);

const kStartWithin = 90_000; // milliseconds

// Fails where Firefox is installed but cannot run, without a display or as this user.
async function started(profile) {
  const child = spawn(kProgram, ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", profile], {
    env: { ...process.env, HOME: profile },
  });
  const address = await new Promise((good, bad) => {
    let said = "";
    const overdue = setTimeout(() => {
      child.kill();
      bad(new Error(`Firefox does not listen: ${said}`));
    }, kStartWithin);
    child.stderr.on("data", (text) => {
      said += text;
      const found = /listening on (ws:\S+)/.exec(said);
      if (!found) return;
      clearTimeout(overdue);
      good(`${found[1]}/session`);
    });
    child.on("exit", () => {
      clearTimeout(overdue);
      bad(new Error(`Firefox ended: ${said}`));
    });
    child.on("error", bad);
  });
  return { child, address };
}

// Opens one page; `wrong` notes whatever it should not do. Where Firefox does not start, `cannot` says why and is all there is.
export async function openedInFirefox(url) {
  const profile = mkdtempSync(join(tmpdir(), "tachy-firefox-"));
  const firefox = await started(profile).catch((why) => ({ why }));
  if (firefox.why) return { cannot: firefox.why.message };
  const { child, address } = firefox,
    socket = new WebSocket(address);
  await new Promise((good, bad) => socket.on("open", good).on("error", bad));
  const waiting = new Map(),
    wrong = [];
  socket.on("message", (text) => {
    const { id, type, method, params, result, message } = JSON.parse(text);
    if (method === "log.entryAdded") wrong.push(`console: ${params.text}`);
    if (method === "network.beforeRequestSent" && !/^(file|blob|data|about):/.test(params.request.url))
      wrong.push(`request: ${params.request.url}`);
    if (id === undefined) return;
    const [good, bad] = waiting.get(id);
    if (type === "error") bad(new Error(message));
    else good(result);
  });
  let next = 0;
  const ask = (method, params) =>
    new Promise((good, bad) => {
      waiting.set(++next, [good, bad]);
      socket.send(JSON.stringify({ id: next, method, params }));
    });
  await ask("session.new", { capabilities: {} });
  const { contexts } = await ask("browsingContext.getTree", {}),
    { context } = contexts[0];
  await ask("session.subscribe", { events: ["log.entryAdded", "network.beforeRequestSent"], contexts: [context] });
  await ask("browsingContext.navigate", { context, url, wait: "complete" });
  const evaluate = async (expression) => {
    const { type, result, exceptionDetails } = await ask("script.evaluate", {
      expression,
      target: { context },
      awaitPromise: true,
    });
    if (type === "exception") throw new Error(exceptionDetails.text);
    return result.value;
  };
  const pressed = (key) =>
    ask("input.performActions", {
      context,
      actions: [{ type: "key", id: "keys", actions: [{ type: "keyDown", value: key }, { type: "keyUp", value: key }] }],
    });
  const close = async () => {
    const ended = new Promise((good) => child.on("exit", good));
    child.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true });
  };
  return { wrong, evaluate, pressed, close };
}
