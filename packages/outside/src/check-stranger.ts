/**
 * A plugin by somebody who has the packed packages and the guides: it passes the kit outside the repository, as strictly
 * typed as may be; and each mistake in it is answered there by a sentence.
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { compilerPath, strictest, write } from "./project.ts";
import { failOn, run } from "./run-command.ts";
import type { Step } from "./step.ts";
import { root } from "./workspace.ts";
import { faultsOf } from "./stranger/answers.ts";
import { mistakes } from "./stranger/mistakes/index.ts";
import { failuresIn, testsIn } from "./stranger/vitest-report.ts";

const source = join(root, "packages", "outside", "src", "stranger");

/** The folders of the stranger's sources, and what of them are tests, which are named as tests only where they are to run. */
const folders = ["plugin", "mistakes"] as const;
const testName = (file: string): string => file.replace(/-tests\.ts$/, ".test.ts");

export const checkStranger: Step = {
  name: "stranger",
  claim: "a plugin with all that plugins may have passes describePlugin, learns, and each mistake gets a sentence",
  run: async ({ project }) => {
    const folder = join(project, "stranger");
    rmSync(folder, { recursive: true, force: true });
    const files = folders.flatMap((name) => readdirSync(join(source, name)).map((file) => `${name}/${file}`));
    for (const file of files) write(join(folder, testName(file)), readFileSync(join(source, file), "utf8"));
    failOn("A stranger's plugin needs casts", castsIn(files.filter((file) => file.startsWith("plugin/"))));
    const compilerOptions = {
      ...strictest,
      types: ["node"],
      module: "nodenext",
      allowImportingTsExtensions: true,
      noEmit: true,
      lib: ["es2023", "dom", "dom.iterable"],
    };
    write(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["plugin", "mistakes"] }, null, 2));
    await run(process.execPath, [compilerPath(project, "6.0.3"), "-p", folder], { folder: project });
    const passed = await testsIn(project, folder, "plugin/");
    failOn("The stranger's plugin does not pass", failuresIn(passed));
    const answers = await testsIn(project, folder, "mistakes/");
    failOn("What a stranger did wrong was not answered", faultsOf(mistakes, answers));
    return `${String(passed.length)} tests pass, ${String(mistakes.length)} mistakes are caught`;
  },
};

/** The casts in sources, as places. */
function castsIn(files: readonly string[]): readonly string[] {
  return files.flatMap((file) => {
    const parsed = ts.createSourceFile(file, readFileSync(join(source, file), "utf8"), ts.ScriptTarget.Latest);
    const places: string[] = [];
    const visit = (node: ts.Node): void => {
      const isCast = ts.isAsExpression(node) && !ts.isConstTypeReference(node.type);
      if (isCast || ts.isNonNullExpression(node)) {
        const { line } = parsed.getLineAndCharacterOfPosition(node.getEnd());
        places.push(`${file}:${String(line + 1)}: ${node.getText(parsed)}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(parsed);
    return places;
  });
}
