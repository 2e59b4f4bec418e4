// The licences of the npm packages that pages are made with, read from the packages.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const kBundled =
  /^(d3(-.*)?|@observablehq\/plot|isoformat|interval-tree-1d|binary-search-bounds|internmap|delaunator|robust-predicates)$/;

export function licencesOf() {
  const packages = readdirSync("node_modules").flatMap((name) =>
    name.startsWith("@") ? readdirSync(join("node_modules", name)).map((inner) => `${name}/${inner}`) : [name],
  );
  const texts = packages
    .filter((name) => kBundled.test(name))
    .sort()
    .map((name) => {
      const folder = join("node_modules", name),
        file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
      const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      return `== ${name} ${version}\n${file ? readFileSync(join(folder, file), "utf8").trim() : "see its package"}`;
    });
  return texts.join("\n\n") + "\n";
}
