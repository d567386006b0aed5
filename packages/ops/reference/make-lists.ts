/** Writes the lists of ops: `npm run lists`. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { makeLists } from "./lists.ts";

const help = `Usage: npm run lists [-- --help]

Writes packages/ops/src/lists from the folders of packages/ops/src: what is exported there and has a definition is an
op, and users have it where its docstring does not say @internal.`;

const { values } = parseArgs({ options: { help: { type: "boolean", default: false } } });
if (values.help) console.log(help);
else {
  for (const [name, text] of await makeLists()) {
    writeFileSync(new URL(`../src/lists/${name}`, import.meta.url), text);
    console.log(`packages/ops/src/lists/${name}`);
  }
}
