// Elements of the page. Text of others enters it as text alone, never as markup.
type Child = Node | string | null | undefined;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child): child is Node | string => child !== null && child !== undefined));
  return made;
}

// A number that can be read back: `of` says where in the outcome file, or in what economics says, it stands.
export const number = (text: string, value: number | null | undefined, of: string): HTMLElement =>
  element("span", { class: "number", "data-value": value === null || value === undefined ? "" : String(value), "data-of": of }, text);

export const part = (root: ParentNode, name: string): HTMLElement => {
  const found = root.querySelector<HTMLElement>(`[data-part="${name}"]`);
  if (!found) throw new Error(`no part ${name}`);
  return found;
};

// A sentence whose numbers can be read back: told`of every ${number("1,000", 1000, "...")} patients`
export type Sentence = (string | Node)[];
export const told = (words: TemplateStringsArray, ...parts: (string | Node)[]): Sentence =>
  words.flatMap((word, i) => (i < parts.length ? [word, parts[i] as string | Node] : [word]));
