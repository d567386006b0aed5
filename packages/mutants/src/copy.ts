/** A copy of the repository, so that a run that is interrupted leaves no mutant in anybody's sources. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that is taken away again. */
export interface Copy {
  readonly path: string;
  remove(): void;
}

/**
 * Copies what git knows of a checkout, uncommitted changes and new files included, and sets it up.
 *
 * @throws Error Where the set-up fails; its output stands above.
 */
export function copyRepository(root: string): Copy {
  const path = mkdtempSync(join(tmpdir(), "rensa-mutants-"));
  const remove = (): void => rmSync(path, { recursive: true, force: true });
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", list, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 }).split("\0");
  for (const file of files) {
    if (file !== "" && existsSync(join(root, file))) cpSync(join(root, file), join(path, file));
  }
  const { status } = spawnSync("node", [".config/setup.mjs"], { cwd: path, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) {
    remove();
    throw new Error("The copy of the repository could not be set up.");
  }
  return { path, remove };
}
