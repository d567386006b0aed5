#!/usr/bin/env node
/** npm create @rensa/plugin: the command. */
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { createPlugin } from "./create-plugin.ts";
import { forms, pluginForm } from "./forms.ts";

const formList = Object.entries(forms)
  .map(([name, { summary }]) => `                   ${name.padEnd(10)} ${summary}`)
  .join("\n");
const usage = `Write the package of a Rensa plugin, with one op, its tests and its documentation.

Usage: npm create @rensa/plugin <folder> -- [options]

  --name <name>  The package's name. Default: that of the folder.
  --op <name>    The op's name in snake case, such as soft_step. Default: from the package's name.
  --form <form>  How the op is written. Default: scalar. One of:
${formList}
  --version      Print the version.
  --help         Print this.

Example: npm create @rensa/plugin rensa-plugin-swing -- --op soft_step`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: "string" },
      op: { type: "string" },
      form: { type: "string" },
      version: { type: "boolean", short: "v" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true) {
    console.log(usage);
    return;
  }
  if (values.version === true) {
    const manifest = await readFile(new URL("../package.json", import.meta.url), "utf8");
    console.log((JSON.parse(manifest) as { version: string }).version);
    return;
  }
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) {
    throw new TypeError(`Give one folder, not ${String(positionals.length)}.\n\n${usage}`);
  }
  const created = await createPlugin({
    folder,
    name: values.name,
    op: values.op,
    form: values.form === undefined ? undefined : pluginForm(values.form),
  });
  const path = relative(process.cwd(), created.folder);
  console.log(`Wrote ${created.name}, a plugin with the op ${created.opName}, to ${created.folder}:\n`);
  for (const file of created.files) console.log(`  ${file}`);
  console.log(`\nNext:\n${path === "" ? "" : `\n  cd ${path}`}\n  npm install\n  npm test\n\nREADME.md says the rest.`);
}

try {
  await main();
} catch (error) {
  // What the author got wrong is a sentence; anything else is a fault of this command, and says where.
  console.error(error instanceof TypeError ? `create-plugin: ${error.message}` : error);
  process.exitCode = 1;
}
