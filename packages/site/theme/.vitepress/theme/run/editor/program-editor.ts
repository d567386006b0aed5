/** An editor of a program, with the types of what it imports. It is loaded when somebody opens it, and not with a page. */
import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { defineComponent, h, onBeforeUnmount, onMounted, ref, watch } from "vue";
import { remoteChecker } from "./ask-checker.ts";
import { typed } from "./typed.ts";

/** The component. Ctrl+Enter runs, Escape leaves it, and so does Tab: nobody is caught in it. */
export const ProgramEditor = defineComponent({
  props: {
    code: { type: String, required: true },
    label: { type: String, required: true },
  },
  emits: {
    change: (code: string) => typeof code === "string",
    run: () => true,
    leave: () => true,
    judged: (errors: number) => errors >= 0,
  },
  setup(props, { emit }) {
    const place = ref<HTMLElement | null>(null);
    let view: EditorView | null = null;
    const run = (): boolean => {
      emit("run");
      return true;
    };
    const leave = (): boolean => {
      emit("leave");
      return true;
    };
    const keys = keymap.of([
      { key: "Mod-Enter", run },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...historyKeymap,
      ...defaultKeymap.filter(({ key }) => key !== "Escape" && key !== "Mod-Enter"),
      // Behind the others: first it closes what is open.
      { key: "Escape", run: leave },
    ]);
    const extensions = [
      keys,
      lineNumbers(),
      history(),
      highlightSpecialChars(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      javascript({ typescript: true }),
      syntaxHighlighting(classHighlighter),
      typed(remoteChecker(), (errors) => emit("judged", errors)),
      // It takes focus anyway; the number says so to who looks for a way into what scrolls.
      EditorView.contentAttributes.of({
        "aria-label": props.label,
        tabindex: "0",
        spellcheck: "false",
        autocapitalize: "off",
      }),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (docChanged) emit("change", state.doc.toString());
      }),
    ];
    onMounted(() => {
      if (place.value === null) return;
      view = new EditorView({ state: EditorState.create({ doc: props.code, extensions }), parent: place.value });
    });
    // Another program came from outside: an address, or the text that was there before.
    watch(
      () => props.code,
      (code) => {
        if (view === null || code === view.state.doc.toString()) return;
        view.setState(EditorState.create({ doc: code, extensions }));
      },
    );
    onBeforeUnmount(() => view?.destroy());
    return () => h("div", { class: "rensa-editor", ref: place });
  },
});
