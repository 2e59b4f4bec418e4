// Small words for the document.
export function the<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found as T;
}
export function option(value: string, words: string): HTMLOptionElement {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = words;
  return made;
}
export function notice(words: string): void {
  the("notice").hidden = false;
  the("notice").textContent = words;
}
export const embedded = (id: string): string => the(id).textContent ?? "";
