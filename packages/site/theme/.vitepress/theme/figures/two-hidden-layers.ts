/** The network with two hidden layers, and the paths of the gradient of one of its weights. */
import { h } from "vue";
import { chapterNetwork, twoHiddenLayers } from "../../../../../../examples/backpropagation/two-hidden-layers.ts";
import { shown } from "./chart.ts";
import { liveFigure } from "./live-figure.ts";
import { drawScalarGraph } from "./scalar-graph.ts";
import { inLanguage } from "./words.ts";

const layers = ["w0_11", "w0_12", "w0_21", "w0_22", "w1_11", "w1_12", "w1_21", "w1_22", "w2_1", "w2_2"];

/** What the reader sets. */
interface Settings extends Readonly<Record<string, string>> {
  readonly weight: string;
  readonly activation: string;
}

const initial: Settings = { weight: "w1_11", activation: "sigmoid" };

/** The figure. */
export const TwoHiddenLayers = liveFigure(initial, {
  title: { en: "Every path from a weight to the error E", ja: "重みから誤差 E までのすべての道" },
  controls: {
    weight: { kind: "choice", label: { en: "weight", ja: "重み" }, options: layers },
    activation: { kind: "choice", label: { en: "activation", ja: "活性化関数" }, options: ["sigmoid", "tanh", "relu"] },
  },
  compute: ({ activation }) =>
    twoHiddenLayers({
      ...chapterNetwork,
      activation: activation === "tanh" || activation === "relu" ? activation : "sigmoid",
    }),
  draw: ({ graph, weights }, { weight }, language) => {
    const found = weights.find((each) => each.weight === weight);
    const paths = found?.paths ?? [];
    const lit = new Set(paths.flatMap(({ nodes }) => nodes.slice(1).map((to, at) => `${nodes[at] ?? ""}>${to}`)));
    const label = inLanguage(
      { en: "The network with its values and derivatives", ja: "値と微分をつけたネットワーク" },
      language,
    );
    const products = paths.map(({ nodes, factors, product }) =>
      h("li", `${nodes.join(" → ")}: ${factors.map(shown).join(" × ")} = ${shown(product)}`),
    );
    return h("div", [
      drawScalarGraph(graph, label, lit),
      h("ul", products),
      h("p", { "aria-live": "polite" }, [
        `${inLanguage({ en: "The sum", ja: "和" }, language)}: ${shown(found?.sum ?? Number.NaN)}. `,
        `${inLanguage({ en: "Backpropagation", ja: "誤差逆伝播法" }, language)}: ${shown(found?.gradient ?? Number.NaN)}.`,
      ]),
    ]);
  },
});
