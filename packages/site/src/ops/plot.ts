/** A function of one number and its derivative, drawn. */

/** A curve: its values at places from left to right. */
export interface Curve {
  readonly label: string;
  /** The class of its line, which the site's style gives a color for light and for dark. */
  readonly className: string;
  readonly values: readonly number[];
}

const width = 420;
const height = 220;
const margin = 28;

/** Draws curves over the same places, as an SVG that says in words what it shows. */
export function plotCurves(title: string, places: readonly number[], curves: readonly Curve[]): string {
  const [left, right] = [places[0] ?? 0, places.at(-1) ?? 1];
  const [low, high] = boundsOf(curves.flatMap(({ values }) => values));
  const x = (place: number): number => margin + ((place - left) / (right - left)) * (width - 2 * margin);
  const y = (value: number): number => height - margin - ((value - low) / (high - low)) * (height - 2 * margin);
  const lines = curves.map(
    ({ className, values }) => `<path class="${className}" d="${path(places, values, x, y, low, high)}"/>`,
  );
  const axes = [
    low <= 0 && high >= 0
      ? `<line class="axis" x1="${number(margin)}" x2="${number(width - margin)}" y1="${number(y(0))}" y2="${number(y(0))}"/>`
      : "",
    left <= 0 && right >= 0
      ? `<line class="axis" y1="${number(margin)}" y2="${number(height - margin)}" x1="${number(x(0))}" x2="${number(x(0))}"/>`
      : "",
  ];
  const marks = [
    `<text x="${number(margin)}" y="${number(height - 8)}">${shown(left)}</text>`,
    `<text x="${number(width - margin)}" y="${number(height - 8)}" text-anchor="end">${shown(right)}</text>`,
    `<text x="4" y="${number(margin - 8)}">${shown(high)}</text>`,
    `<text x="4" y="${number(height - margin + 4)}">${shown(low)}</text>`,
  ];
  const legend = curves.map(
    ({ label, className }, at) =>
      `<text class="${className}" x="${number(width - margin)}" y="${number(margin - 8 + at * 15)}" text-anchor="end">${label}</text>`,
  );
  return `<svg class="rensa-plot" viewBox="0 0 ${number(width)} ${number(height)}" role="img" aria-label="${title}">${[...axes, ...lines, ...marks, ...legend].join("")}</svg>`;
}

/** What most of the values lie between: a pole does not make a line of all the rest. */
function boundsOf(values: readonly number[]): readonly [number, number] {
  const finite = values.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share: number): number => finite[Math.min(finite.length - 1, Math.floor(share * finite.length))] ?? 0;
  const [low, high] = [Math.max(at(0), Math.min(at(0.03), -6)), Math.min(at(1), Math.max(at(0.97), 6))];
  return low === high ? [low - 1, high + 1] : [low, high];
}

/** A line, broken where the function jumps, has no value or leaves the picture. */
function path(
  places: readonly number[],
  values: readonly number[],
  x: (place: number) => number,
  y: (value: number) => number,
  low: number,
  high: number,
): string {
  const room = (high - low) / 20;
  let isDrawing = false;
  let before = Number.NaN;
  const parts = places.map((place, at) => {
    const value = values[at] ?? Number.NaN;
    const isInside = value >= low - room && value <= high + room;
    const jumps = Math.abs(value - before) > (high - low) / 3;
    const part = isInside ? `${isDrawing && !jumps ? "L" : "M"}${number(x(place))} ${number(y(value))}` : "";
    isDrawing = isInside;
    before = value;
    return part;
  });
  return parts.join("");
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}
