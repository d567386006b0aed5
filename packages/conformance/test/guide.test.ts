/** The test file that the guide to plugins shows: its tests are made here, and run. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";

const guide = readFileSync(new URL("../../../docs/plugins.md", import.meta.url), "utf8");
const blocks = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].flatMap(([, code = ""]) => code);
const shown = blocks.filter((code) => code.includes("describePlugin("));

const folder = new URL("../.cache/guide/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [at, code] of shown.entries()) {
  const file = new URL(`block-${String(at)}.ts`, folder);
  writeFileSync(file, `${code}\nexport {};\n`);
  await import(file.href);
}

it("is one, and whole", () => {
  expect(shown.length).toBe(1);
});
