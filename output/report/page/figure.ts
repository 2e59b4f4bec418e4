// Figures are drawn as wide as there is room, anew when that changes.
import * as Plot from "@observablehq/plot";
import { labelOf, type Report } from "./data";
import { element } from "./dom";
import { namePicture } from "./arms";

export type Draw = (width: number) => Element;

interface Frame {
  holder: HTMLElement;
  draw: Draw;
  name: string;
  width: number;
}
const frames = new Set<Frame>();

function redraw(frame: Frame): void {
  const width = Math.round(Math.min(frame.holder.clientWidth || 640, 1100));
  if (width === frame.width || width < 80) return;
  frame.width = width;
  const drawn = frame.draw(width);
  for (const style of drawn.querySelectorAll("style")) style.remove();  // it stands in style.css, where the policy knows it
  namePicture(drawn, frame.name);
  frame.holder.replaceChildren(drawn);
}

// `name` says what is drawn, for who does not see it; the reading and the table beside it say the rest.
export function figure(name: string, draw: Draw): HTMLElement {
  const frame = { holder: element("div", { class: "chart" }), draw, name, width: 0 };
  frames.add(frame);
  return frame.holder;
}
// `anew`: also those whose room is as it was, since letters have another size.
export function redrawAll(anew = false): void {
  for (const frame of frames) {
    if (anew) frame.width = 0;
    if (frame.holder.isConnected) redraw(frame);
    else frames.delete(frame);
  }
}

const forProjector = (): number => (document.documentElement.dataset["look"] === "large" ? 1.4 : 1);

export const fontSize = (width: number): number => forProjector() * (width < 500 ? 11 : width > 900 ? 14 : 13);
export const plot = (width: number, options: Plot.PlotOptions): Element =>
  Plot.plot({
    width,
    ...options,
    ...(options.height ? { height: options.height * forProjector() } : {}),
    marginLeft: (options.marginLeft ?? 48) * (options.marginLeft && options.marginLeft > 80 ? 1 : forProjector()),
    marginBottom: 40 * forProjector(),
    x: { labelAnchor: "center", labelArrow: "none", labelOffset: 36 * forProjector(), ...options.x },
    className: "plot",
    style: { fontSize: `${fontSize(width)}px`, background: "transparent", overflow: "visible" },
  });

// Names on the left, in so much of the width.
export const roomFor = (width: number, share: number): number => Math.min(230, Math.max(84, width * share));
// How high a row is, so that the longest name of an arm fits beside it.
export function rowFor(width: number, share: number, least: number, report: Report): number {
  const letters = (roomFor(width, share) - 16) / (fontSize(width) * 0.56);
  const lines = Math.max(...report.arms.map((_, arm) => Math.ceil((labelOf(report, arm).length * 1.15) / letters)));
  return Math.max(least, lines * fontSize(width) * 1.1 + 8);
}
export const axisOfNames = (width: number, share: number): Plot.Markish =>
  Plot.axisY({ lineWidth: (roomFor(width, share) - 10) / fontSize(width), tickSize: 0, label: null, tickPadding: 6 });

// Several small ones, an arm each.
export function panels(names: { heading: string; name: string; draw: Draw }[]): HTMLElement {
  return element(
    "div",
    { class: "panels" },
    ...names.map(({ heading, name, draw }) =>
      element("div", { class: "panel" }, element("h3", {}, heading), figure(name, draw)),
    ),
  );
}
