// Puts the page together: modules bundled, module packed, scenarios embedded; one file that asks no host for anything.
//   node build.mjs SOURCE_TREE [PAGE]     without PAGE the committed one
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { licencesOf } from "./licences.mjs";

const tree = process.argv[2],
  home = join(tree, "output/explorer");
const wasm = readFileSync(join(home, "tachy.wasm"));
const program = /project\(tachy VERSION ([\d.]+)/.exec(readFileSync(join(tree, "CMakeLists.txt"), "utf8"))[1];
const version = `${program}-${createHash("sha256").update(wasm).digest("hex").slice(0, 12)}`;

async function bundled(entry) {
  const { outputFiles } = await build({
    entryPoints: [`page/${entry}`],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    define: { kVersion: JSON.stringify(version) },
  });
  return outputFiles[0].text;
}

// Trials are for `tachy validate`, and draws are not lived here.
function scenarios() {
  const below = join(tree, "scenarios");
  return readdirSync(below, { recursive: true })
    .filter((name) => /^(library|policy|teaching|tutorial)\/.*\.yaml$/.test(name) && !/posteriors\/(?!calibrated)/.test(name))
    .sort()
    .map((name) => [`scenarios/${name}`, readFileSync(join(below, name), "utf8")]);
}

// Of what is in the page: what the module links, and the packages bundled.
const licences = () => `${readFileSync(join(home, "licences-of-the-module.txt"), "utf8").trim()}\n\n${licencesOf()}`;

const inScript = (text) => text.replaceAll("</", "<\\/");
const parts = {
  STYLE: readFileSync("page/style.css", "utf8"),
  MODULE: gzipSync(wasm, { level: 9 }).toString("base64"),
  TEXTS: JSON.stringify(scenarios()).replaceAll("<", "\\u003c"),
  WORKER: inScript(await bundled("worker.ts")),
  LICENCES: inScript(licences()),
  MAIN: inScript(await bundled("main.ts")),
};
const page = readFileSync("page/index.html", "utf8").replace(
  /\/\* (STYLE|MODULE|TEXTS|WORKER|LICENCES|MAIN) \*\//g,
  (_, name) => parts[name],
);
writeFileSync(process.argv[3] ?? join(home, "tachy-explorer.html"), page);
console.log(
  `page of ${(page.length / 1e3).toFixed(0)} kB (module ${(parts.MODULE.length / 1e3).toFixed(0)}, code ${(parts.MAIN.length / 1e3).toFixed(0)}, licences ${(parts.LICENCES.length / 1e3).toFixed(0)}), engine ${version}`,
);
