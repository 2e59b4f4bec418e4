// Subgroups, where the result holds them.
import { absent } from "./section";
import type { Report } from "./data";

export function subgroups(root: ParentNode, _report: Report): void {
  absent(root, "subgroups", "This result holds no subgroups: name them in the scenario under `outcomes: {subgroups: ...}` and run it again.");
}
