// Puts the report's page together: style, code and licences within one file, and room for the data of a result.
//   node build.mjs SOURCE_TREE [PAGE]     without PAGE the committed one; run where the explorer's packages are
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { licencesOf } from "./licences.mjs";

const tree = process.argv[2],
  home = join(tree, "output/report"),
  read = (path) => readFileSync(join(tree, path), "utf8");

// The endpoints that sim/model/printed/validation.md lists, with their z, and its summaries.
function validation() {
  const text = read("sim/model/printed/validation.md"),
    endpoints = [];
  let study = "",
    side = "";
  for (const line of text.split("\n")) {
    const head = /^(\S.*?)  \[(calibrate|validate)/.exec(line);
    if (head) [, study, side] = head;
    const row = /^  (\S+)\s{2,}(.+?)\s{2,}(\S.*?)\s{2,}(\S.*?)\s{2,}([+-]\d+\.\d+)\s{2,}[+-]\d+\.\d+\s{2,}(inside|OUTSIDE)$/.exec(line);
    if (row)
      endpoints.push({ study, side, name: row[1], published: row[2], predicted: row[3], range: row[4], z: Number(row[5]), inside: row[6] === "inside" });
  }
  const summary = /^(Fitted|Predicted) \((?:calibrate|validate)\): [\s\S]*?(?=\nMisses among calibrate)/m.exec(text)?.[0] ?? "";
  if (endpoints.length < 20 || !summary) throw new Error("validation.md is not as it was: see validation() in build.mjs");
  return { endpoints, summary };
}

const asText = (markdown) => markdown.replaceAll("\\*", "*").replace(/\[(.*?)\]\(.*?\)/g, "$1").replaceAll("`", "");
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

// What sim/model/limits.md lists as left out.
function limits() {
  const table = /## Left out\n\n\|.*\n\|.*\n((?:\|.*\n)+)/.exec(read("sim/model/limits.md"))?.[1];
  if (!table) throw new Error("limits.md has no table of what is left out");
  return table
    .trim()
    .split("\n")
    .map((row) => row.split("|").slice(1, 3).map((cell) => asText(cell.trim())))
    .map(([what, means]) => `<li>${escaped(what)}: ${escaped(means)}</li>`)
    .join("");
}

async function bundled() {
  const { outputFiles } = await build({
    entryPoints: ["report/main.ts"],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    define: { kValidation: JSON.stringify(validation()) },
  });
  return outputFiles[0].text;
}

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const main = (await bundled()).replaceAll("</", "<\\/"),
  style = readFileSync("report/style.css", "utf8");
// Nothing is fetched, framed or sent; the code is this very text and no other.
const policy = `default-src 'none'; script-src ${hash(main)}; style-src-elem ${hash(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
const parts = { POLICY: policy, STYLE: style, LIMITS: limits(), LICENCES: escaped(licencesOf()), MAIN: main };
const page = readFileSync("report/index.html", "utf8").replace(/\/\* (POLICY|STYLE|LIMITS|LICENCES|MAIN) \*\//g, (_, name) => parts[name]);
writeFileSync(process.argv[3] ?? join(home, "tachy-report.html"), page);
console.log(`page of ${(page.length / 1e3).toFixed(0)} kB (code ${(main.length / 1e3).toFixed(0)})`);
