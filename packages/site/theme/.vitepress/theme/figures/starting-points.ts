/** Where a descent ends depends on where it starts. */
import { h } from "vue";
import { descendFrom } from "../../../../../../examples/backpropagation/starting-points.ts";
import { drawChart, places, shown } from "./chart.ts";
import { liveFigure } from "./live-figure.ts";
import { inLanguage } from "./words.ts";

const curve = (w: number): number => w ** 4 / 4 + w ** 3 / 3 - w ** 2;

/** The figure. */
export const StartingPoints = liveFigure(
  { start: 0.5, rho: 0.1 },
  {
    title: { en: "E(w) = w⁴/4 + w³/3 − w², two valleys", ja: "E(w) = w⁴/4 + w³/3 − w²、二つの谷" },
    controls: {
      start: { kind: "range", label: { en: "start", ja: "出発点" }, from: -3, to: 2, step: 0.1 },
      rho: { kind: "range", label: { en: "ρ", ja: "ρ" }, from: 0.01, to: 0.3, step: 0.01 },
    },
    compute: ({ start, rho }) => descendFrom([start], { rho, steps: 100 }),
    draw: ({ descents }, _, language) => {
      const [descent] = descents;
      const points = (descent?.weights ?? []).map((w, at) => [w, descent?.errors[at] ?? Number.NaN] as const);
      return h("div", [
        drawChart({
          label: inLanguage({ en: "A descent into one of two valleys", ja: "二つの谷の一方への降下" }, language),
          x: [-3.2, 2.2],
          y: [-3, 4],
          series: [
            { className: "curve", points: places(-3.2, 2.2, 109).map((w) => [w, curve(w)] as const) },
            { className: "way", points, marked: true },
          ],
        }),
        h(
          "p",
          { "aria-live": "polite" },
          `${inLanguage({ en: "It ends at", ja: "たどり着くのは" }, language)} w = ${shown(descent?.end ?? Number.NaN)}`,
        ),
      ]);
    },
  },
);
