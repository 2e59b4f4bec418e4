// Which arms of the scenario are lived. The last one that is kept cannot be taken away.
import { the } from "./dom";
import type { Loaded } from "./protocol";

// kept: is called with the arms to keep; all of them as none, as the command line has it.
export function drawArms(loaded: Loaded, kept: (arms: string[]) => void): void {
  const box = the("arms"),
    shown = loaded.arms.map(({ id }) => id),
    all = loaded.all_arms.map(({ id }) => id);
  box.hidden = all.length < 2;
  const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement.value : "";
  const labels = loaded.all_arms.map(({ id, label }) => {
    const line = document.createElement("label"),
      input = document.createElement("input"),
      last = shown.length === 1 && shown[0] === id;
    Object.assign(input, { type: "checkbox", value: id, checked: shown.includes(id) });
    if (last) input.setAttribute("aria-disabled", "true");
    input.addEventListener("click", (event) => {
      if (last) event.preventDefault();
    });
    input.addEventListener("change", () => {
      const wanted = all.filter((one) => (one === id ? input.checked : shown.includes(one)));
      kept(wanted.length === all.length ? [] : wanted);
    });
    line.append(input, ` ${label}`);
    return line;
  });
  const inside = box.contains(document.activeElement);
  box.replaceChildren(box.firstElementChild as Element, ...labels);
  if (inside) box.querySelector<HTMLInputElement>(`input[value="${focused}"]`)?.focus();
}
