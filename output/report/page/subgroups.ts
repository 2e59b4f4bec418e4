// Subgroups, where the result holds them.
import { absent } from "./section";
import type { Report } from "./data";

export function subgroups(root: ParentNode, _report: Report): void {
  absent(root, "subgroups", "A run counts all its patients together. Run the scenario for a group alone, as in tachy run SCENARIO --set cohort.own_substance_history='100 %' -o group.h5, and set the two side by side: tachy report RESULT group.h5.");
}
