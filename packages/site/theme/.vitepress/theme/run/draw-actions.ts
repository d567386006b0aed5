/** The buttons of a program. */
import { h, type VNode } from "vue";
import { inLanguage } from "../figures/words.ts";
import type { UsedProgram } from "./use-program.ts";
import { words } from "./words.ts";

/** A button of ours, by the name of its words. */
export function drawButton(name: keyof typeof words, language: string, press: () => void): VNode {
  return h("button", { type: "button", class: name, onClick: press }, inLanguage(words[name], language));
}

/** Run, or Stop while it runs. */
export function drawRun({ output, run, stop }: UsedProgram, code: () => string, language: string): VNode {
  return output.value.state === "running"
    ? drawButton("stop", language, stop)
    : drawButton("run", language, () => run(code()));
}
