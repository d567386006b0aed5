/**
 * Pictures of what an example found: panels side by side with lines, points, arrows and images on axes, as one SVG that needs
 * nothing else and is readable on light and dark.
 */
import { writeFileSync } from "node:fs";
import { encodePng, type Pixels } from "./png.ts";

type Point = readonly [x: number, y: number];
type Color = "blue" | "orange" | "green" | "purple" | "gray";

/** What is drawn in a panel; later marks lie over earlier ones; a text is written at each of its places. */
export type Mark =
  | { readonly line: readonly Point[]; readonly color: Color; readonly label?: string; readonly width?: number }
  | { readonly points: readonly Point[]; readonly color: Color; readonly label?: string; readonly radius?: number }
  | { readonly texts: readonly Point[]; readonly text: string; readonly color: Color }
  | { readonly arrows: readonly (readonly [...from: Point, ...by: Point])[]; readonly color: Color }
  | { readonly image: Pixels; readonly smooth?: boolean };

/** A part of a picture with axes of its own. */
export interface Panel {
  readonly title: string;
  readonly marks: readonly Mark[];
  /** What the axes span. Default: all that is drawn; an image spans from 0 to 1. */
  readonly x?: Point;
  readonly y?: Point;
  /** Whether the y axis counts powers of ten. Default: false. */
  readonly logarithmic?: boolean;
  /** Whether a unit is as long on both axes. Default: false. */
  readonly equal?: boolean;
  /** Default: true. */
  readonly axes?: boolean;
}

/** A picture before it is drawn. */
export interface Picture {
  /** For who does not see it. */
  readonly title: string;
  readonly panels: readonly Panel[];
  /** How many panels stand side by side. Default: all. */
  readonly columns?: number;
}

const [size, margin, head] = [240, 44, 26];

const style = `
  svg { color: #1f2328; --paper: #fff; --blue: #0969da; --orange: #d9480f; --green: #1a7f37; --purple: #8250df; --gray: #8c959f }
  @media (prefers-color-scheme: dark) {
    svg { color: #e6edf3; --paper: #0d1117; --blue: #58a6ff; --orange: #ff8c42; --green: #3fb950; --purple: #bc8cff; --gray: #6e7681 }
  }
  text { fill: currentColor; font: 11px system-ui, sans-serif }
  .title { font-weight: 600; font-size: 12px }`;

/** Draws a picture; with a file, writes it there. @returns SVG. */
export function drawPicture({ title, panels, columns = panels.length }: Picture, file?: string): string {
  const [width, height] = [columns * (size + margin) + 14, Math.ceil(panels.length / columns) * (size + head + 26) + 8];
  const drawn = panels.map((panel, at) => {
    const [left, top] = [
      margin + (at % columns) * (size + margin),
      head + Math.floor(at / columns) * (size + head + 26),
    ];
    return `<g transform="translate(${String(left)},${String(top)})">${drawPanel(panel, at)}</g>`;
  });
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" height="${String(height)}">`,
    `<title>${escape(title)}</title><style>${style}</style>`,
    `<rect width="100%" height="100%" rx="8" fill="var(--paper)"/>`,
    ...drawn,
    "</svg>\n",
  ].join("\n");
  if (file !== undefined) writeFileSync(file, svg);
  return svg;
}

function drawPanel(panel: Panel, number: number): string {
  const { title, marks, axes = true, logarithmic = false } = panel;
  const scale = (value: number): number => (logarithmic ? Math.log10(value) : value);
  const points = marks.flatMap((mark) => pointsOf(mark).map(([x, y]): Point => [x, scale(y)]));
  const ranges = { x: panel.x ?? rangeOf(points.map(([x]) => x)), y: panel.y ?? rangeOf(points.map(([, y]) => y)) };
  const { x, y } = panel.equal === true ? equalized(ranges) : ranges;
  const place = ([px, py]: Point): Point => [
    round(((px - x[0]) / (x[1] - x[0])) * size),
    round(size - ((scale(py) - y[0]) / (y[1] - y[0])) * size),
  ];
  const clip = `panel-${String(number)}`;
  const labels = marks.flatMap((mark) => ("label" in mark ? [{ label: mark.label, color: mark.color }] : []));
  return [
    `<text class="title" x="${String(size / 2)}" y="-9" text-anchor="middle">${escape(title)}</text>`,
    `<clipPath id="${clip}"><rect width="${String(size)}" height="${String(size)}"/></clipPath>`,
    `<g clip-path="url(#${clip})">${marks.map((mark) => drawMark(mark, place)).join("\n")}</g>`,
    axes ? frame(x, y, logarithmic) : "",
    ...labels.map(({ label, color }, at) => {
      const from = String(size - 8 - 15 * (labels.length - 1 - at));
      const text = `<text x="20" y="${from}">${escape(label)}</text>`;
      return `<rect x="7" y="${String(Number(from) - 6)}" width="9" height="3" fill="var(--${color})"/>${text}`;
    }),
  ].join("\n");
}

function drawMark(mark: Mark, place: (point: Point) => Point): string {
  if ("image" in mark) {
    const data = encodePng(mark.image).toString("base64");
    const look = mark.smooth === true ? "" : ` style="image-rendering:pixelated"`;
    const [[left, bottom], [right, top]] = [place([0, 0]), place([1, 1])];
    const box = `x="${String(left)}" y="${String(top)}" width="${String(right - left)}" height="${String(bottom - top)}"`;
    return `<image ${box} preserveAspectRatio="none"${look} href="data:image/png;base64,${data}"/>`;
  }
  const color = `var(--${mark.color})`;
  if ("line" in mark) {
    const points = mark.line.map((point) => place(point).join(",")).join(" ");
    return `<polyline points="${points}" fill="none" stroke="${color}" stroke-width="${String(mark.width ?? 1.5)}" stroke-linejoin="round"/>`;
  }
  if ("points" in mark) {
    // A line of no length with a round end is a dot, and a dot in a path takes a few signs.
    const dots = mark.points.map((point) => `M${place(point).join(" ")}h0`).join("");
    return `<path d="${dots}" stroke="${color}" stroke-width="${String(2 * (mark.radius ?? 1.5))}" stroke-linecap="round" fill="none"/>`;
  }
  if ("texts" in mark) {
    const placed = mark.texts
      .map(place)
      .map(([x, y]) => `<tspan x="${String(x)}" y="${String(y)}">${mark.text}</tspan>`);
    return `<text text-anchor="middle" font-size="9" style="fill:${color}">${placed.join("")}</text>`;
  }
  const arrows = mark.arrows.map(([x, y, dx, dy]) => {
    const [from, to] = [place([x, y]), place([x + dx, y + dy])];
    return `M${from.join(" ")}L${to.join(" ")}${headOf(from, to)}`;
  });
  return `<path d="${arrows.join("")}" stroke="${color}" fill="none"/>`;
}

function headOf([x, y]: Point, [tx, ty]: Point): string {
  const length = Math.hypot(tx - x, ty - y) || 1;
  const [along, across] = [(3 * (tx - x)) / length, (3 * (ty - y)) / length];
  const corner = (side: number) =>
    `${String(round(tx - along + side * across))} ${String(round(ty - across - side * along))}`;
  return `M${corner(0.7)}L${String(tx)} ${String(ty)}L${corner(-0.7)}`;
}

/** The border, and the numbers at both ends of each axis. */
function frame(x: Point, y: Point, logarithmic: boolean): string {
  const text = (value: number): string => String(Number(value.toPrecision(2)));
  const high = (value: number): string => (logarithmic ? (10 ** value).toPrecision(1) : text(value));
  const [end, below] = [String(size), String(size + 14)];
  return [
    `<rect width="${end}" height="${end}" fill="none" stroke="var(--gray)"/>`,
    `<text x="0" y="${below}">${text(x[0])}</text><text x="${end}" y="${below}" text-anchor="end">${text(x[1])}</text>`,
    `<text x="-4" y="${end}" text-anchor="end">${high(y[0])}</text><text x="-4" y="9" text-anchor="end">${high(y[1])}</text>`,
  ].join("");
}

function pointsOf(mark: Mark): readonly Point[] {
  if ("line" in mark) return mark.line;
  if ("points" in mark) return mark.points;
  if ("texts" in mark) return mark.texts;
  if ("arrows" in mark)
    return mark.arrows.flatMap(([x, y, dx, dy]): Point[] => [
      [x, y],
      [x + dx, y + dy],
    ]);
  return [
    [0, 0],
    [1, 1],
  ];
}

function rangeOf(values: readonly number[]): Point {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least < most ? [least, most] : [least - 1, most + 1];
}

function equalized({ x, y }: { readonly x: Point; readonly y: Point }): { readonly x: Point; readonly y: Point } {
  const half = Math.max(x[1] - x[0], y[1] - y[0]) / 2;
  const around = ([from, to]: Point): Point => [(from + to) / 2 - half, (from + to) / 2 + half];
  return { x: around(x), y: around(y) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
