/** `docs/support-matrix.md` is of the ops and columns that there are. Its cells take minutes, so they are not run here. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
// By their paths: this package depends on no backend, and so does not for this test.
import { jsBackend } from "../../backend-js/src/index.ts";
import { wasmBackend } from "../../backend-wasm/src/index.ts";
import { readSupportMatrix } from "../../conformance/src/support-matrix.ts";
import { collectSamples } from "../reference/collect.ts";
import { attributesOf, columnsFor, rowsOf, undescribed } from "../reference/matrix.ts";

it("lists every op and every question in docs/support-matrix.md", async () => {
  const text = readFileSync(new URL("../../../docs/support-matrix.md", import.meta.url), "utf8");
  const { families } = await collectSamples();
  const columns = columnsFor(jsBackend(), wasmBackend({ threads: 1 }), families);
  const { titles, ops } = readSupportMatrix(text);
  const advice = "Run npx tsx packages/ops/reference/support-matrix.ts";
  expect(titles, advice).toEqual(columns.map(({ title }) => title));
  expect([...ops].sort(), advice).toEqual(
    rowsOf(families)
      .flatMap((family) => family.ops.map(({ op }) => op.definition.name))
      .sort(),
  );
  const ofStandard = rowsOf(families).flatMap((family) => family.ops.map(({ op }) => attributesOf(op)));
  expect(ofStandard.filter((attributes) => !text.includes(attributes))).toEqual([]);
  expect(undescribed(families).filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
