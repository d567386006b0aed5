/** What a program printed and threw, as lines on a page. */
import { h, type VNode } from "vue";
import type { Failed, Printed } from "../../../../src/runnable/room/messages.ts";
import { inLanguage } from "../figures/words.ts";
import { words } from "./words.ts";

/** How far a program is. */
export type ProgramState = "idle" | "running" | "ended" | "stopped";

/** What there is to show of a run. */
export interface ProgramOutput {
  readonly state: ProgramState;
  readonly lines: readonly (Printed | Failed)[];
  readonly isCapped: boolean;
}

/** Before a run. */
export const noOutput: ProgramOutput = { state: "idle", lines: [], isCapped: false };

/** Draws it; nothing before the first run. */
export function drawOutput({ state, lines, isCapped }: ProgramOutput, language: string): VNode | null {
  if (state === "idle") return null;
  const say = (name: keyof typeof words): string => inLanguage(words[name], language);
  const remark =
    state === "running"
      ? say("running")
      : state === "stopped"
        ? say("stopped")
        : lines.length === 0
          ? say("silent")
          : null;
  return h(
    "div",
    { class: "rensa-output", role: "log", "aria-label": say("output"), tabindex: 0, "data-state": state },
    [
      ...lines.map((line) => drawLine(line, say("line"))),
      isCapped ? h("p", { class: "remark" }, say("capped")) : null,
      remark === null ? null : h("p", { class: "remark" }, remark),
    ],
  );
}

function drawLine(line: Printed | Failed, lineWord: string): VNode {
  const place = line.line === null ? null : h("span", { class: "place" }, `${lineWord} ${String(line.line)}`);
  if ("text" in line) {
    return h("div", { class: ["line", line.level], "data-line": line.line }, [h("pre", line.text), place]);
  }
  return h("div", { class: "line failure", role: "alert", "data-line": line.line }, [
    h("pre", [drawName(line), line.message]),
    place,
  ]);
}

/** The code of an error of the library leads to what it means. */
function drawName({ name, code }: Failed): (VNode | string)[] {
  if (name !== "RensaError" || code === null || !/^[A-Z_]+$/.test(code)) return name === "" ? [] : [`${name}: `];
  return [h("a", { href: `/reference/errors/codes.html#${code.toLowerCase()}` }, code), ": "];
}
