// Icon arrays: the first hundred patients of every arm as they stand at the end, sorted by state, the numbers written.

interface Kind {
  state: string;
  words: string;
  fill: string;
  mark: string;
  assumed?: boolean; // how often it comes about is judgement
}
// The order is that of the icons; the marks tell them apart without colour.
export const kKinds: Kind[] = [
  { state: "remission", words: "in remission", fill: "#0b6e4f", mark: "●" },
  { state: "response", words: "half as ill as before", fill: "#3d9a78", mark: "◐" },
  { state: "symptomatic", words: "ill", fill: "#7a7a7a", mark: "○" },
  { state: "misuse", words: "misusing", fill: "#b34700", mark: "▲", assumed: true },
  { state: "use_disorder", words: "with a use disorder", fill: "#8b0000", mark: "■", assumed: true },
  { state: "dead", words: "dead", fill: "#000000", mark: "✕" },
];

export function numbersOf(states: string[]): string {
  const parts = kKinds.map(({ state, words }) => ({ words, count: states.filter((one) => one === state).length }));
  return parts
    .filter(({ count }) => count > 0)
    .map(({ count, words }) => `${count} ${words}`)
    .join(", ");
}

export function drawIcons(states: string[], label: string): HTMLElement {
  const figure = document.createElement("figure");
  figure.className = "icons";
  const heading = document.createElement("h3");
  heading.textContent = label;
  const array = document.createElement("div");
  array.className = "array";
  array.setAttribute("role", "img");
  array.setAttribute("aria-label", `${label}: ${numbersOf(states)}`);
  for (const kind of kKinds)
    for (const _ of states.filter((state) => state === kind.state)) {
      const icon = document.createElement("span");
      icon.textContent = kind.mark;
      icon.style.color = kind.fill;
      icon.classList.toggle("assumed", kind.assumed === true);
      array.append(icon);
    }
  const caption = document.createElement("figcaption");
  caption.textContent = numbersOf(states);
  figure.append(heading, array, caption);
  return figure;
}

export function legend(): HTMLElement {
  const line = document.createElement("p");
  line.className = "legend";
  for (const { mark, fill, words } of kKinds) {
    const icon = document.createElement("span");
    icon.textContent = mark;
    icon.style.color = fill;
    icon.setAttribute("aria-hidden", "true");
    line.append(icon, ` ${words}  `);
  }
  return line;
}
