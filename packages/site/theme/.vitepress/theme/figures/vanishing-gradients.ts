/** How long the gradient of each layer is, by depth and activation. */
import { h } from "vue";
import {
  gradientByDepth,
  type Activation,
  type Initialization,
} from "../../../../../../examples/backpropagation/vanishing.ts";
import { drawChart, shown } from "./chart.ts";
import { liveFigure } from "./live-figure.ts";
import { inLanguage } from "./words.ts";

const activations: readonly Activation[] = ["sigmoid", "tanh", "relu"];
const initializations: readonly Initialization[] = ["glorot", "he", "small", "unit"];

/** The figure. */
export const VanishingGradients = liveFigure(
  { depth: 12, activation: "sigmoid", initialization: "glorot", residual: false, normalization: false },
  {
    title: {
      en: "The length of each layer's gradient, from the inputs (left) to the output, as a power of ten",
      ja: "各層の勾配の長さ（左が入力側）。縦軸は 10 の何乗か",
    },
    controls: {
      depth: { kind: "range", label: { en: "layers", ja: "層の数" }, from: 2, to: 24, step: 1 },
      activation: { kind: "choice", label: { en: "activation", ja: "活性化関数" }, options: activations },
      initialization: { kind: "choice", label: { en: "first weights", ja: "初期値" }, options: initializations },
      residual: { kind: "switch", label: { en: "residual connections", ja: "残差接続" } },
      normalization: { kind: "switch", label: { en: "normalization", ja: "正規化" } },
    },
    compute: ({ activation, initialization, ...network }) =>
      gradientByDepth({
        ...network,
        activation: activations.find((each) => each === activation) ?? "sigmoid",
        initialization: initializations.find((each) => each === initialization) ?? "glorot",
      }),
    draw: ({ layers, ratio }, { depth }, language) =>
      h("div", [
        drawChart({
          label: inLanguage({ en: "The length of each layer's gradient", ja: "各層の勾配の長さ" }, language),
          x: [1, depth],
          y: [-16, 4],
          series: [
            {
              className: "way",
              points: layers.map(({ layer, norm }) => [layer, Math.log10(norm)] as const),
              marked: true,
            },
          ],
        }),
        h(
          "p",
          { "aria-live": "polite" },
          `${inLanguage({ en: "first layer / last layer", ja: "最初の層 / 最後の層" }, language)}: ${shown(ratio)}`,
        ),
      ]),
  },
);
