/** The chain rule on (w1 x1 + w2 x2)², forward and backward. */
import { h } from "vue";
import { chainRule } from "../../../../../../examples/backpropagation/chain-rule.ts";
import { liveFigure } from "./live-figure.ts";
import { drawScalarGraph } from "./scalar-graph.ts";
import { inLanguage } from "./words.ts";

const range = (name: string) => ({ kind: "range", label: { en: name, ja: name }, from: -3, to: 3, step: 0.5 }) as const;

/** The figure. */
export const ChainRule = liveFigure(
  { w1: 1.5, w2: -2, x1: 1, x2: -1.5 },
  {
    title: {
      en: "y = (w1 x1 + w2 x2)²: values above, derivatives of y below",
      ja: "y = (w1 x1 + w2 x2)²：上が値、下が y の微分",
    },
    controls: { w1: range("w1"), w2: range("w2"), x1: range("x1"), x2: range("x2") },
    compute: chainRule,
    draw: (graph, _, language) => {
      const lit = new Set(graph.edges.map(({ from, to }) => `${from}>${to}`));
      const label = inLanguage(
        { en: "The graph of y with its values and derivatives", ja: "値と微分をつけた y のグラフ" },
        language,
      );
      return h("div", [drawScalarGraph(graph, label, lit)]);
    },
  },
);
