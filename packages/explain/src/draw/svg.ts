/** A laid out picture as SVG: one text, without scripts, readable on light and dark, told to those who do not see it. */
import { xmlText } from "../formulas/write.ts";
import type { LaidOut, Point } from "./layout.ts";
import { fontSize, lineHeight, type Picture } from "./picture.ts";

/** The color of what is highlighted; a page may set the variable. */
const accent = "var(--rensa-path, #d9480f)";
const font = "var(--rensa-font, ui-monospace, SFMono-Regular, Menlo, Consolas, monospace)";

/** Alone in a window a picture has no page whose color it could take. */
const alone = "@media (prefers-color-scheme: dark) { svg:root { color: #e6edf3; } }";

/** The picture as SVG. */
export function svgOf({ title, description }: Picture, { width, height, boxes, arrows }: LaidOut): string {
  const [wide, high] = [number(width), number(height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${xmlText(title)}" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" fill="none" stroke="currentColor">`,
    `<title>${xmlText(title)}</title>`,
    `<desc>${xmlText(description)}</desc>`,
    `<style>${alone}</style>`,
    ...arrows.map(arrowSvg),
    ...boxes.map(boxSvg),
    "</svg>",
  ].join("\n");
}

const roundings = { op: 8, group: 3, end: 0 } as const;

function boxSvg({ x, y, width, height, lines, kind, isHighlighted }: LaidOut["boxes"][number]): string {
  const [color, strength] = isHighlighted ? [accent, "2"] : ["currentColor", "1"];
  const frame = (by: number): string => {
    const size = `width="${number(width - 2 * by)}" height="${number(height - 2 * by)}" rx="${String(roundings[kind])}"`;
    return `<rect x="${number(x + by)}" y="${number(y + by)}" ${size} stroke="${color}" stroke-width="${strength}"/>`;
  };
  const texts = lines.map((text, at) => {
    const weight = at === 0 && lines.length > 1 ? "600" : "400";
    return textSvg({ text, x: x + width / 2, y: y + 6 + (at + 0.75) * lineHeight, weight });
  });
  return `<g>${frame(0)}${kind === "group" ? frame(3) : ""}${texts.join("")}</g>`;
}

function arrowSvg({ points, label, at, isHighlighted }: LaidOut["arrows"][number]): string {
  const [color, strength, opacity] = isHighlighted ? [accent, "2", "1"] : ["currentColor", "1", "0.6"];
  const line = points.map(({ x, y }) => `${number(x)},${number(y)}`).join(" ");
  const [before, end] = points.slice(-2);
  const head =
    before === undefined || end === undefined
      ? ""
      : `<polygon points="${headPoints(before, end)}" fill="${color}" stroke="none"/>`;
  const size = fontSize * 0.85;
  const text =
    at === null || label === "" ? "" : textSvg({ text: label, x: at.x, y: at.y + size, size, anchor: "start" });
  return `<g><polyline points="${line}" stroke="${color}" stroke-width="${strength}" stroke-opacity="${opacity}"/>${head}${text}</g>`;
}

/** The three corners of an arrow's head. */
function headPoints(from: Point, to: Point): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [along, across] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const corner = (side: number): string =>
    `${number(to.x - 8 * along - side * 4 * across)},${number(to.y - 8 * across + side * 4 * along)}`;
  return `${number(to.x)},${number(to.y)} ${corner(1)} ${corner(-1)}`;
}

interface Text extends Point {
  readonly text: string;
  readonly size?: number;
  readonly weight?: string;
  readonly anchor?: string;
}

function textSvg({ text, x, y, size = fontSize, weight = "400", anchor = "middle" }: Text): string {
  const looks = `font-family="${font}" font-size="${number(size)}" font-weight="${weight}" text-anchor="${anchor}"`;
  return `<text x="${number(x)}" y="${number(y)}" ${looks} fill="currentColor" stroke="none">${xmlText(text)}</text>`;
}

/** A coordinate: a tenth of a pixel is enough. */
function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}
