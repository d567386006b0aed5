/** VitePress's own theme, with our style, programs that run, and the figures of the chapters. */
import type { Theme } from "vitepress";
// Its font is a third of what a first visit would load.
import DefaultTheme from "vitepress/theme-without-fonts";
import { defineAsyncComponent } from "vue";
import { lazyFigure } from "./lazy-figure.ts";
import { RensaProgram } from "./run/rensa-program.ts";
import "katex/dist/katex.min.css";
import "../style.css";
import "./run/run.css";

const names = [
  "ChainRule",
  "GradientDescent",
  "StartingPoints",
  "TrainDigits",
  "TwoHiddenLayers",
  "VanishingGradients",
];

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component("RensaProgram", RensaProgram);
    app.component(
      "RensaPlay",
      defineAsyncComponent(async () => (await import("./run/rensa-play.ts")).RensaPlay),
    );
    for (const name of names) {
      const load = async () => {
        const { figures } = await import("./figures/index.ts");
        const figure = figures[name];
        if (figure === undefined) throw new Error(`There is no figure ${name}.`);
        return figure;
      };
      app.component(name, lazyFigure(load));
    }
  },
};

export default theme;
