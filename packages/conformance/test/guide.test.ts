/** What the guide to plugins shows: the tests of its test file are made here, and run; its mistakes are made, too. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { jsBackend } from "@rensa/backend-js";
import {
  compile,
  defineOp,
  f32,
  gradientsOf,
  RensaError,
  trace,
  type Attributes,
  type OpValue,
  type Tensor,
} from "@rensa/core";
import { sum } from "@rensa/ops";
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

const forms = readFileSync(new URL("../../../docs/plugin-forms.md", import.meta.url), "utf8");
const rows = [...forms.matchAll(/^\| `(.+?)` +\| `([A-Z_]+)` (.+?) +\|$/gm)].map(
  ([, code = "", error = "", says = ""]) => ({
    code,
    error,
    says,
  }),
);
const mistakes = new URL("mistakes.ts", folder);
writeFileSync(
  mistakes,
  [
    'import { full, scan } from "@rensa/core";',
    'import { add, mul, neg, sum, uniform } from "@rensa/ops";',
    `export const mistakes = [\n${rows.map(({ code }) => `  () => ({ ${code} }),`).join("\n")}\n];\n`,
  ].join("\n"),
);
const made = (await import(mistakes.href)) as { readonly mistakes: readonly (() => Attributes)[] };

it("shows three mistakes of each form", () => {
  expect(rows.length).toBeGreaterThanOrEqual(18);
});

it.each(rows.map((row, at) => ({ ...row, at })))("answers $code as it says", async ({ at, error, says }) => {
  const run = async (): Promise<unknown> => {
    const config = made.mistakes[at]?.() ?? {};
    const call = (apply: (inputs: readonly Tensor[]) => Tensor) => (x: Tensor) => apply([x]);
    const op = defineOp({ name: "my_op", call, ...config } as never) as OpValue & ((x: Tensor) => Tensor);
    const isSmooth = "vjp" in config;
    const traced = trace({ x: f32(2, 3) }, ({ x }) => {
      const result = op(x);
      return isSmooth ? (gradientsOf(sum(result), [x])[0] as Tensor) : result;
    });
    const program = await compile(traced, { backend: jsBackend() });
    return program.run({ x: Float32Array.of(1, 2, 3, 4, 5, 6) });
  };
  const found: unknown = await run().catch((reason: unknown) => reason);
  if (!(found instanceof RensaError)) throw new Error("It is not refused.", { cause: found });
  expect([found.code, found.sentence]).toEqual([error, expect.stringContaining(says)]);
});
