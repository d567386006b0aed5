/**
 * Type-checks every block of the documentation as a program of its own, and the plugins that `npm create @rensa/plugin`
 * writes; errors name the file and the line there.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { createPlugin } from "../packages/create-plugin/src/index.ts";
import { forms, pluginForm } from "../packages/create-plugin/src/forms.ts";
import { blocks, root } from "./blocks.ts";

const folder = new URL(".cache/examples/", root);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const places = new Map<string, string>();
for (const { name, file, line, code } of blocks) {
  const path = fileURLToPath(new URL(`${name.replaceAll(/[^a-z0-9]+/gi, "-")}.ts`, folder));
  // Empty lines before it, so that a line has the number that it has in the documentation.
  writeFileSync(path, `${"\n".repeat(line)}${code}`);
  places.set(path, file);
}

for (const form of Object.keys(forms)) {
  const request = { folder: `rensa-plugin-${form}`, parent: fileURLToPath(folder), form: pluginForm(form) };
  const written = await createPlugin(request);
  for (const file of written.files.filter((each) => each.endsWith(".ts"))) {
    places.set(join(written.folder, file), `${form} ${file}`);
  }
}

const config = ts.getParsedCommandLineOfConfigFile(
  fileURLToPath(new URL(".config/tsconfig.examples.json", root)),
  {},
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
    },
  },
);
if (config === undefined) throw new Error("There is no .config/tsconfig.examples.json.");
const program = ts.createProgram({
  rootNames: [...places.keys()],
  options: config.options,
  ...(config.projectReferences === undefined ? {} : { projectReferences: config.projectReferences }),
});
const diagnostics = ts.getPreEmitDiagnostics(program);
for (const { file, start, messageText } of diagnostics) {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  const place = file === undefined ? "" : (places.get(file.fileName) ?? file.fileName);
  const line = file === undefined || start === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
  console.error(`${place}:${String(line)}: ${message}`);
}
console.log(`${String(blocks.length)} examples, ${String(diagnostics.length)} type errors.`);
process.exitCode = diagnostics.length > 0 ? 1 : 0;
