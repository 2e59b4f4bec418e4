// What leaves the page: the link, the command, the scenario; and what comes in: a text that is pasted or dropped.
import { the } from "./dom";
import type { Loaded, Request } from "./protocol";
import { addressOf, commandOf, deflate, kLongestInAddress, type State } from "./state";

export async function addressFor(state: State, version: string): Promise<string> {
  const deflated = state.story ? "" : await deflate(state.pasted);
  return deflated.length > kLongestInAddress ? "" : addressOf(state, version, deflated);
}

export function showCommand(requests: Request[], state: State, checksums: string[]): void {
  const path = state.story ? `scenarios/${state.story}` : "pasted.yaml";
  the("command").textContent = requests.map((request) => commandOf(request, path)).join("\n");
  the("checksum").textContent = checksums.join(" and ");
  document.body.dataset["checksum"] = checksums.join(" ");
}

export function download(loaded: Loaded): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([loaded.resolved], { type: "text/yaml" }));
  link.download = "scenario.yaml";
  link.click();
  URL.revokeObjectURL(link.href);
}

export function takeTexts(use: (text: string) => void): void {
  the("use").addEventListener("click", () => use(the<HTMLTextAreaElement>("pasted").value));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    void file?.text().then(use);
  });
}
