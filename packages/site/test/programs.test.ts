/** How blocks of pages become programs, in the renderer that makes the pages. */
import { createMarkdownRenderer, disposeMdItInstance } from "vitepress";
import { afterAll, describe, expect, it } from "vitest";
import { addPrograms } from "../src/runnable/programs.ts";

const markdown = await createMarkdownRenderer(".", { config: addPrograms });

afterAll(disposeMdItInstance);

const draw = (info: string, content: string): string => markdown.render(`\`\`\`${info}\n${content}\n\`\`\`\n`);
const program = 'import { sgd } from "rensa";\nconst [a] = [sgd(0.1)] as const; // {{ a < b }} </RensaProgram>';

describe("a block of a page", () => {
  it.each(["ts", "typescript", "ts{1}", "ts [main.ts]"])("that is a program in %s stands in a component", (info) => {
    expect(draw(info, program)).toMatch(/^<RensaProgram>\n<div class="language-[\s\S]*<\/div><\/RensaProgram>\n$/);
  });

  it("keeps its text as it is, whatever that would mean in a page", () => {
    const drawn = draw("ts", program);
    expect(drawn).toContain("v-pre");
    expect(drawn.match(/<\/?RensaProgram>/g)).toEqual(["<RensaProgram>", "</RensaProgram>"]);
  });

  it("says why it does not run", () => {
    expect(draw("ts", 'import { a } from "node:fs";\na();')).toMatch(/^<RensaProgram why="node">\n/);
  });

  it("says with which code it is there to fail", () => {
    expect(draw("ts fails=INPUT_MISSING", program)).toMatch(
      /^<RensaProgram data-fails="INPUT_MISSING">\n<div class="lang/,
    );
  });

  it.each([
    ["js", program],
    ["text", program],
    ["", program],
    ["tsx", program],
    ["ts", "const x = 1;"],
  ])("in %j stays as it is where it is no program", (info, content) => {
    expect(draw(info, content)).toMatch(/^<div class="language-/);
  });
});

it("a renderer without fences is no renderer of pages", () => {
  markdown.renderer.rules.fence = undefined;
  expect(() => addPrograms(markdown)).toThrow(/no fences/);
});
