/** Reads the sources of all packages with TypeDoc, as one program, so that nothing has to be built before. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Application, type JSONOutput, type ProjectReflection } from "typedoc";
import { root } from "../root.ts";
import type { EntryPoint } from "./entry-points.ts";

/** Where what TypeDoc read is kept for the next time, where that is wanted. */
const kept = join(root, ".cache", "site", "sources.json");

/**
 * Reads them.
 *
 * @param reuse - takes what was read the last time, for who works on the pages and not on the sources.
 */
export async function readSources(doors: readonly EntryPoint[], reuse = false): Promise<ProjectReflection> {
  const application = await Application.bootstrap({
    name: "Rensa",
    entryPoints: doors.map(({ file }) => join(root, file)),
    entryPointStrategy: "resolve",
    tsconfig: join(root, ".config", "tsconfig.docs.json"),
    basePath: root,
    // The compiler has checked them already.
    skipErrorChecking: true,
    disableGit: true,
    sourceLinkTemplate: "{path}#{line}",
    excludeInternal: true,
    excludePrivate: true,
    excludePrivateClassFields: true,
    excludeExternals: true,
    sort: ["source-order"],
    logLevel: "Warn",
    validation: { invalidLink: true, notExported: false, notDocumented: false },
  });
  if (reuse && existsSync(kept)) {
    const project = JSON.parse(readFileSync(kept, "utf8")) as JSONOutput.ProjectReflection;
    return application.deserializer.reviveProject("Rensa", project, {
      projectRoot: root as never,
      registry: application.files,
    });
  }
  const project = await application.convert();
  if (project === undefined) throw new Error("TypeDoc could not read the sources.");
  application.validate(project);
  if (application.logger.hasWarnings() || application.logger.hasErrors()) {
    throw new Error("TypeDoc found faults in comments; they stand above.");
  }
  mkdirSync(join(root, ".cache", "site"), { recursive: true });
  writeFileSync(kept, JSON.stringify(application.serializer.projectToObject(project, root as never)));
  return project;
}
