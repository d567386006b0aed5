/** A program on a page, with its buttons and its output. What runs it is loaded when somebody presses one. */
import { useData } from "vitepress";
import { defineComponent, h, ref } from "vue";
import type { Hindrance } from "../../../../src/runnable/runs-in-page.ts";
import { inLanguage } from "../figures/words.ts";
import { drawButton, drawRun } from "./draw-actions.ts";
import { drawOutput } from "./program-output.ts";
import { useLink } from "./use-link.ts";
import { useProgram } from "./use-program.ts";
import { hindrances } from "./words.ts";

function isHindrance(why: string): why is Hindrance {
  return Object.hasOwn(hindrances, why);
}

/** The component: its slot is the block as VitePress draws it. */
export const RensaProgram = defineComponent({
  props: { why: { type: String, default: "" } },
  setup({ why }, { slots }) {
    const { lang } = useData();
    const place = ref<HTMLElement | null>(null);
    const program = useProgram();
    const link = useLink();
    const code = (): string => place.value?.querySelector("pre code")?.textContent ?? "";
    const drawActions = () =>
      isHindrance(why)
        ? [h("p", { class: "hindrance" }, inLanguage(hindrances[why], lang.value))]
        : [
            drawRun(program, code, lang.value),
            drawButton("link", lang.value, () => void link.make(code())),
            link.draw(lang.value),
          ];
    return () =>
      h("div", { class: "rensa-program", ref: place }, [
        slots["default"]?.(),
        h("div", { class: "rensa-actions" }, drawActions()),
        drawOutput(program.output.value, lang.value),
      ]);
  },
});
