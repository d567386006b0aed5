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
import { useEditor } from "./use-editor.ts";
import { useLink } from "./use-link.ts";
import { useProgram } from "./use-program.ts";
import { words } from "./words.ts";

/** The component. */
export const RensaPlay = defineComponent({
  setup() {
    const { lang } = useData();
    const place = ref<HTMLElement | null>(null);
    const isMounted = ref(false);
    const failure = ref("");
    const isForeign = ref(false);
    const editor = useEditor(firstProgram);
    const program = useProgram();
    const link = useLink();
    const open = async (): Promise<void> => {
      const [, text] = /^#code=(.*)$/.exec(location.hash) ?? [];
      failure.value = "";
      if (text === undefined) return;
      try {
        editor.code.value = await decodeProgram(text);
        isForeign.value = true;
      } catch (error) {
        failure.value = error instanceof Error ? error.message : String(error);
      }
    };
    const follow = (): void => void open();
    onMounted(() => {
      isMounted.value = true;
      follow();
      addEventListener("hashchange", follow);
    });
    onBeforeUnmount(() => removeEventListener("hashchange", follow));
    const share = async (): Promise<void> => {
      const address = await link.make(editor.code.value);
      // So that a reload finds it again.
      if (address !== null) history.replaceState(history.state, "", address);
    };
    return () =>
      h("div", { class: "rensa-program rensa-play", ref: place }, [
        failure.value === "" ? null : h("p", { class: "failure", role: "alert" }, failure.value),
        isForeign.value ? h("p", { class: "foreign" }, inLanguage(words.foreign, lang.value)) : null,
        ...(isMounted.value ? editor.draw(place.value, () => program.run(editor.code.value), lang.value) : []),
        h("div", { class: "rensa-actions" }, [
          drawRun(program, () => editor.code.value, lang.value),
          drawButton("link", lang.value, () => void share()),
          link.draw(lang.value),
        ]),
        drawOutput(program.output.value, lang.value),
      ]);
  },
});
