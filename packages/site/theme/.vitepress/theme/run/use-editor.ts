/** The editor of a program, and what it says of the program's types, as the state of a component. */
import { defineAsyncComponent, h, ref, type Ref, type VNode } from "vue";
import { inLanguage } from "../figures/words.ts";
import { words } from "./words.ts";

const ProgramEditor = defineAsyncComponent(async () => (await import("./editor/program-editor.ts")).ProgramEditor);

/** What a component has of it. */
export interface UsedEditor {
  readonly code: Ref<string>;
  /** Draws it; `place` is where the keyboard goes from it. */
  readonly draw: (place: HTMLElement | null, run: () => void, language: string) => VNode[];
}

/** Makes it. */
export function useEditor(initial: string): UsedEditor {
  const code = ref(initial);
  const errors = ref<number | null>(null);
  return {
    code,
    draw: (place, run, language) => [
      h(ProgramEditor, {
        code: code.value,
        label: inLanguage(words.program, language),
        onChange: (changed: string) => {
          code.value = changed;
        },
        onRun: run,
        onLeave: () => place?.querySelector<HTMLElement>(".rensa-actions button")?.focus(),
        onJudged: (found: number) => {
          errors.value = found;
        },
      }),
      h("p", { class: "verdict", role: "status", "data-errors": errors.value }, sayErrors(errors.value, language)),
    ],
  };
}

function sayErrors(errors: number | null, language: string): string {
  if (errors === null) return inLanguage(words.typesLoading, language);
  return errors === 0
    ? inLanguage(words.typesAgree, language)
    : `${inLanguage(words.typeErrors, language)} ${String(errors)}`;
}
