/**
 * The page that opens the address of a program. The program may be anybody's: it is shown as text, nothing of it runs
 * before the reader presses Run, and then in a room that has nothing of this page's (`room.ts`).
 */
import { useData } from "vitepress";
import { defineComponent, h, onBeforeUnmount, onMounted, ref } from "vue";
import { decodeProgram } from "../../../../src/runnable/link.ts";
import { firstProgram } from "../../../../src/runnable/play-page.ts";
import { inLanguage } from "../figures/words.ts";
import { drawButton, drawRun } from "./draw-actions.ts";
import { drawOutput } from "./program-output.ts";
import { useLink } from "./use-link.ts";
import { useProgram } from "./use-program.ts";
import { words } from "./words.ts";

/** The component. */
export const RensaPlay = defineComponent({
  setup() {
    const { lang } = useData();
    const code = ref(firstProgram);
    const failure = ref("");
    const isForeign = ref(false);
    const program = useProgram();
    const link = useLink();
    const open = async (): Promise<void> => {
      const [, text] = /^#code=(.*)$/.exec(location.hash) ?? [];
      failure.value = "";
      if (text === undefined) return;
      try {
        code.value = await decodeProgram(text);
        isForeign.value = true;
      } catch (error) {
        failure.value = error instanceof Error ? error.message : String(error);
      }
    };
    const follow = (): void => void open();
    onMounted(() => {
      follow();
      addEventListener("hashchange", follow);
    });
    onBeforeUnmount(() => removeEventListener("hashchange", follow));
    const share = async (): Promise<void> => {
      const address = await link.make(code.value);
      // So that a reload finds it again.
      if (address !== null) history.replaceState(history.state, "", address);
    };
    return () =>
      h("div", { class: "rensa-program rensa-play" }, [
        failure.value === "" ? null : h("p", { class: "failure", role: "alert" }, failure.value),
        isForeign.value ? h("p", { class: "foreign" }, inLanguage(words.foreign, lang.value)) : null,
        h("textarea", {
          class: "source",
          "aria-label": inLanguage(words.program, lang.value),
          spellcheck: false,
          rows: 18,
          value: code.value,
          onInput: ({ target }: Event) => {
            if (target instanceof HTMLTextAreaElement) code.value = target.value;
          },
        }),
        h("div", { class: "rensa-actions" }, [
          drawRun(program, () => code.value, lang.value),
          drawButton("link", lang.value, () => void share()),
          link.draw(lang.value),
        ]),
        drawOutput(program.output.value, lang.value),
      ]);
  },
});
