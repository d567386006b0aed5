/** Gradient descent on a parabola, with a slider for rho. */
import { h } from "vue";
import { descend } from "../../../../../../examples/backpropagation/gradient-descent.ts";
import { drawChart, places, shown } from "./chart.ts";
import { liveFigure } from "./live-figure.ts";
import { inLanguage } from "./words.ts";

/** The figure. */
export const GradientDescent = liveFigure(
  { rho: 0.3, start: 3 },
  {
    title: { en: "w ← w − ρ dE/dw on E = w²/2, 12 steps", ja: "E = w²/2 の上の w ← w − ρ dE/dw、12 歩" },
    controls: {
      rho: { kind: "range", label: { en: "ρ", ja: "ρ" }, from: 0.05, to: 2.2, step: 0.05 },
      start: { kind: "range", label: { en: "start", ja: "出発点" }, from: -3.5, to: 3.5, step: 0.5 },
    },
    compute: (settings) => descend({ ...settings, steps: 12 }),
    draw: ({ trajectory, behavior, factor }, _, language) =>
      h("div", [
        drawChart({
          label: inLanguage({ en: "The weight on its way down", ja: "下っていく重み" }, language),
          x: [-4, 4],
          y: [0, 8],
          series: [
            { className: "curve", points: places(-4, 4, 81).map((w) => [w, (w * w) / 2] as const) },
            { className: "way", points: trajectory.map(({ w, error }) => [w, error] as const), marked: true },
          ],
        }),
        h("p", { "aria-live": "polite" }, [
          `${inLanguage({ en: "each step multiplies w by", ja: "一歩ごとに w は" }, language)} ${shown(factor)}`,
          language.startsWith("ja") ? " 倍になります。" : ": ",
          inLanguage(behaviors[behavior], language),
        ]),
      ]),
  },
);

const behaviors = {
  standing: { en: "it stands still.", ja: "動きません。" },
  approaching: { en: "it comes nearer from one side.", ja: "片側から近づきます。" },
  "one step": { en: "it is there in one step.", ja: "一歩で着きます。" },
  oscillating: { en: "it comes nearer from alternate sides.", ja: "左右に振れながら近づきます。" },
  swinging: { en: "it swings between two places for ever.", ja: "二点の間を往復し続けます。" },
  diverging: { en: "it goes away.", ja: "遠ざかります。" },
} as const;
