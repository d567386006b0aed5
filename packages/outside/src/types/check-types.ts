/** Every entry point and every README's program, as users compile them. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { compilers } from "../install.ts";
import { compilerPath, strictest, write } from "../project.ts";
import { CheckFailure, failOn, inPairs, run } from "../run-command.ts";
import type { Step } from "../step.ts";
import type { Tarball } from "../pack/pack.ts";
import { entryPointsOf } from "../workspace.ts";
import { exportedAny } from "./exported-any.ts";

const resolutions = [
  { module: "esnext", moduleResolution: "bundler" },
  { module: "nodenext", moduleResolution: "nodenext" },
] as const;

/** Packages that Node alone runs: their programs are compiled with Node's types. */
const nodeOnly = ["@rensa/create-plugin", "@rensa/conformance", "@rensa/digits"];

export const checkTypes: Step = {
  name: "types",
  claim: "all entry points and the READMEs' programs compile as strictly as may be, and nothing exported is any",
  run: async ({ project, tarballs }) => {
    const folder = join(project, "types");
    rmSync(folder, { recursive: true, force: true });
    const groups = [writeGroup(folder, "page", tarballs), writeGroup(folder, "node", tarballs)];
    const versions = Object.keys(compilers) as (keyof typeof compilers)[];
    const runs = versions.flatMap((version) =>
      groups.flatMap((group) => resolutions.map((resolution) => ({ version, group, ...resolution }))),
    );
    await inPairs(runs, async ({ version, group, ...resolution }) => {
      const file = join(group.folder, `${version}-${resolution.moduleResolution}.json`);
      const compilerOptions = { ...strictest, ...resolution, types: group.types, noEmit: true };
      write(file, JSON.stringify({ compilerOptions, include: ["*.ts"] }, null, 2));
      await run(process.execPath, [compilerPath(project, version), "-p", file], { folder: project });
    });
    const points = tarballs.flatMap(({ manifest }) => entryPointsOf(manifest));
    failOn("Exported as any", exportedAny(join(folder, "node", "entry-points.ts"), points));
    return `${String(points.length)} entry points, ${String(tarballs.length)} programs, ${String(runs.length)} compilations`;
  },
};

/** A group of programs that are compiled together. */
interface Group {
  readonly folder: string;
  readonly types: readonly string[];
}

/** Writes the programs for pages, which know nothing of Node, or all programs, for Node. */
function writeGroup(parent: string, name: "page" | "node", tarballs: readonly Tarball[]): Group {
  const folder = join(parent, name);
  const isPage = name === "page";
  const chosen = tarballs.filter(({ manifest }) => !isPage || !nodeOnly.includes(manifest.name));
  const points = chosen
    .flatMap(({ manifest }) => entryPointsOf(manifest))
    .filter((point) => !isPage || !point.endsWith("/node"));
  const imports = points.map((point, position) => `import * as entry${String(position)} from "${point}";`);
  const uses = `export const all = [${points.map((_, position) => `entry${String(position)}`).join(", ")}];`;
  write(join(folder, "entry-points.ts"), [...imports, uses, ""].join("\n"));
  for (const { manifest, folder: contents } of chosen)
    write(join(folder, `${manifest.name.replace(/\W+/g, "-")}.ts`), readmeProgram(join(contents, "README.md")));
  return { folder, types: isPage ? [] : ["node"] };
}

/** The first program of a README, as a module. */
function readmeProgram(file: string): string {
  const program = /^```ts\n(.*?)^```/ms.exec(readFileSync(file, "utf8"))?.[1];
  if (program === undefined) throw new CheckFailure(`${file} has no program.`);
  return `${program}\nexport {};\n`;
}
