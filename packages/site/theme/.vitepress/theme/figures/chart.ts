/** What figures draw with: lines and points over two axes. */
import { h, type VNode } from "vue";

/** A place in a chart. */
export type Point = readonly [x: number, y: number];

/** What is drawn into a chart. */
export interface Series {
  readonly className: string;
  readonly points: readonly Point[];
  /** Whether points are joined. Default: yes. */
  readonly joined?: boolean;
  /** Whether points are marked. Default: no. */
  readonly marked?: boolean;
}

/** A chart. */
export interface Chart {
  readonly label: string;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly series: readonly Series[];
}

const [width, height, margin] = [560, 280, 30];

/** Draws a chart; what lies outside of it is cut off. */
export function drawChart({ label, x, y, series }: Chart): VNode {
  const across = (value: number): number => margin + ((value - x[0]) / (x[1] - x[0])) * (width - 2 * margin);
  const up = (value: number): number => height - margin - ((value - y[0]) / (y[1] - y[0])) * (height - 2 * margin);
  const isShown = ([a, b]: Point): boolean =>
    Number.isFinite(a) && Number.isFinite(b) && Math.abs(b - y[0]) < 20 * (y[1] - y[0]);
  const axis = { class: "axis" };
  return h("svg", { viewBox: `0 0 ${String(width)} ${String(height)}`, role: "img", "aria-label": label }, [
    y[0] <= 0 && y[1] >= 0 ? h("line", { ...axis, x1: margin, x2: width - margin, y1: up(0), y2: up(0) }) : null,
    x[0] <= 0 && x[1] >= 0
      ? h("line", { ...axis, y1: margin, y2: height - margin, x1: across(0), x2: across(0) })
      : null,
    ...series.flatMap(({ className, points, joined = true, marked = false }) => {
      const places = points.filter(isShown).map(([a, b]): Point => [across(a), up(b)]);
      return [
        joined
          ? h("polyline", {
              class: className,
              points: places.map((place) => place.map((each) => each.toFixed(1)).join(",")).join(" "),
            })
          : null,
        ...(marked ? places.map(([cx, cy]) => h("circle", { class: className, cx, cy, r: 4 })) : []),
      ];
    }),
    h("text", { x: margin, y: height - 8 }, String(x[0])),
    h("text", { x: width - margin, y: height - 8, "text-anchor": "end" }, String(x[1])),
  ]);
}

/** Places from one number to another, both included. */
export function places(from: number, to: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => from + ((to - from) * at) / (count - 1));
}

/** A number with a few digits. */
export function shown(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}
