/** Writes `docs/support-matrix.md`: runs the samples of every op for every column. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { jsBackend } from "../../backend-js/src/index.ts";
import { wasmBackend } from "../../backend-wasm/src/index.ts";
import { supportMatrix } from "../../conformance/src/support-matrix.ts";
import { collectSamples } from "./collect.ts";
import { columnsFor, rowsOf, undescribed } from "./matrix.ts";

const help = `Usage: npx tsx packages/ops/reference/support-matrix.ts [--only OP,...]

  --only OP,...   print the rows of these ops instead of writing the file
  --help          this text`;

const header = `# Support matrix

What every op of \`@rensa/ops\` can do. Made by \`npx tsx packages/ops/reference/support-matrix.ts\`, which runs each
op's samples for each cell; nothing here is written by hand.`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: "string" }, help: { type: "boolean", default: false } } });
  if (values.help) {
    console.log(help);
    return;
  }
  const only = values.only?.split(",");
  const { families, broken } = await collectSamples();
  for (const line of broken) console.error(line);
  const wasm = wasmBackend({ threads: 1 });
  const rows = rowsOf(families)
    .map(({ name, ops }) => ({ name, ops: ops.filter(({ op }) => only?.includes(op.definition.name) ?? true) }))
    .filter(({ ops }) => ops.length > 0);
  const text = await supportMatrix(rows, columnsFor(jsBackend(), wasm, families), (name) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${name}`);
  });
  await wasm.close();
  if (only !== undefined) {
    console.log(text);
    return;
  }
  const names = undescribed(families)
    .map((name) => `\`${name}\``)
    .join(", ");
  const parts = `Transposes and inner parts have no row, since the ops that use them exercise them: ${names}.`;
  writeFileSync(new URL("../../../docs/support-matrix.md", import.meta.url), `${header}\n\n${parts}\n\n${text}`);
}

await main();
