/** Blocks of TypeScript that are programs stand in a component that runs them; no page says so itself. */
import type { MarkdownRenderer } from "vitepress";
import { blockKind } from "./runs-in-page.ts";

/** Adds it to the renderer of the pages. */
export function addPrograms({ renderer }: MarkdownRenderer): void {
  const fence = renderer.rules.fence;
  if (fence === undefined) throw new Error("The renderer draws no fences that could become programs.");
  renderer.rules.fence = (tokens, index, ...others) => {
    const drawn = fence(tokens, index, ...others);
    const token = tokens[index];
    if (token === undefined || !/^(ts|typescript)\b/.test(token.info)) return drawn;
    const block = blockKind(token.content);
    switch (block.kind) {
      case "none":
        return drawn;
      case "program":
        return `<RensaProgram${failsWith(token.info)}>\n${drawn}</RensaProgram>\n`;
      case "elsewhere":
        return `<RensaProgram why="${block.why}">\n${drawn}</RensaProgram>\n`;
    }
  };
}

/** That a program is there to fail, and with which code: `ts fails=SHAPE_MISMATCH`. */
function failsWith(info: string): string {
  const [, code] = /\bfails=([A-Z_]+)/.exec(info) ?? [];
  return code === undefined ? "" : ` data-fails="${code}"`;
}
