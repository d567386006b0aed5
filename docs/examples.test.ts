/** Runs every TypeScript block of the READMEs and the guides, and every `@example` of the packages' docstrings. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

const root = new URL("../", import.meta.url);
// Inside a package that has rxjs, so that blocks can import it.
const folder = new URL("packages/optim/.cache/examples/", root);

interface Block {
  readonly name: string;
  readonly code: string;
}

function blocksOf(file: string, text: string): Block[] {
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""], at) => ({
    name: `${file} ${String(at + 1)}`,
    code: code.replaceAll(/^ *\* ?/gm, ""),
  }));
}

const sources = readdirSync(new URL("packages/", root), { encoding: "utf8" })
  .flatMap((name) => {
    const files = readdirSync(new URL(`packages/${name}/src/`, root), { recursive: true, encoding: "utf8" });
    return files.map((file) => `${name}/src/${file}`);
  })
  .filter((name) => name.endsWith(".ts") && !/\.(test|test-d|samples)\.ts$/.test(name))
  .sort();
const readmes = readdirSync(new URL("packages/", root)).flatMap((name) =>
  existsSync(new URL(`packages/${name}/README.md`, root)) ? [`packages/${name}/README.md`] : [],
);
const guides = readdirSync(new URL("docs/", root)).filter((name) => name.endsWith(".md"));
const blocks = [
  ...blocksOf("README.md", readFileSync(new URL("README.md", root), "utf8")),
  ...readmes.flatMap((name) => blocksOf(name, readFileSync(new URL(name, root), "utf8"))),
  ...guides.flatMap((name) => blocksOf(`docs/${name}`, readFileSync(new URL(`docs/${name}`, root), "utf8"))),
  ...sources.flatMap((name) => blocksOf(name, readFileSync(new URL(`packages/${name}`, root), "utf8"))),
  // What makes tests cannot run in one; packages/conformance/test/guide.test.ts runs those of the guide.
].filter(({ code }) => !/describe(Op|Plugin)\(/.test(code));

describe("an example runs:", () => {
  beforeAll(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    vi.spyOn(console, "log").mockImplementation(() => undefined);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  it("there are many", () => {
    expect(blocks.length).toBeGreaterThan(150);
  });

  it.each(blocks)("$name", async ({ name, code }) => {
    const file = new URL(`${name.replaceAll(/[^a-z0-9]+/gi, "-")}.ts`, folder);
    writeFileSync(file, `${code}\nexport {};\n`);
    await import(file.href);
  });
});
