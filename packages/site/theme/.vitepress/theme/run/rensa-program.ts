/** A program on a page, with its buttons and its output. What runs it is loaded when somebody presses one. */
import { useData } from "vitepress";
import { defineComponent, h, ref } from "vue";
import type { Hindrance } from "../../../../src/runnable/runs-in-page.ts";
import { inLanguage } from "../figures/words.ts";
import { drawButton, drawRun } from "./draw-actions.ts";
import { drawOutput } from "./program-output.ts";
import { useEditor } from "./use-editor.ts";
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
    const isEdited = ref(false);
    const program = useProgram();
    const editor = useEditor("");
    const link = useLink();
    const shown = (): string => place.value?.querySelector("pre code")?.textContent ?? "";
    const code = (): string => (isEdited.value ? editor.code.value : shown());
    const edit = (): void => {
      editor.code.value = shown();
      isEdited.value = true;
    };
    const reset = (): void => {
      isEdited.value = false;
      link.forget();
    };
    const drawActions = () =>
      isHindrance(why)
        ? [h("p", { class: "hindrance" }, inLanguage(hindrances[why], lang.value))]
        : [
            drawRun(program, code, lang.value),
            isEdited.value ? drawButton("reset", lang.value, reset) : drawButton("edit", lang.value, edit),
            drawButton("link", lang.value, () => void link.make(code())),
            link.draw(lang.value),
          ];
    return () =>
      h("div", { class: "rensa-program", ref: place }, [
        h("div", { hidden: isEdited.value }, slots["default"]?.()),
        ...(isEdited.value ? editor.draw(place.value, () => program.run(code()), lang.value) : []),
        h("div", { class: "rensa-actions" }, drawActions()),
        drawOutput(program.output.value, lang.value),
      ]);
  },
});
