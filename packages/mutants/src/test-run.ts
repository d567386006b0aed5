/** The tests of a copy of the repository, run until the first one fails. */
import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Some of the tests. */
export interface Stage {
  readonly name: string;
  /** What vitest is given: folders to take, and patterns to leave out. */
  readonly arguments: readonly string[];
}

/** What a run of tests said. */
export type Verdict =
  | { readonly kind: "passed" }
  | { readonly kind: "failed"; readonly by: string }
  /** It took much longer than the sources as they are. */
  | { readonly kind: "timeout" };

/** Folders whose tests start other processes, browsers or whole trainings: they come last. */
const slow = ["packages/browser-tests", "examples", "docs", "packages/bench", "packages/create-plugin"];

/**
 * The tests in the order in which they are likely to see a mutant: those of its package, those of the others, and the
 * slow ones.
 */
export function stagesFor(folder: string): readonly Stage[] {
  const own = folder.split("/").slice(0, 2).join("/");
  const leaveOut = (folders: readonly string[]): string[] =>
    folders.flatMap((each) => ["--exclude", `${each}/**`, "--exclude", "packages/mutants/**"]);
  return [
    { name: own, arguments: [`${own}/`] },
    { name: "the other packages", arguments: ["packages/", ...leaveOut([own, ...slow])] },
    { name: slow.join(", "), arguments: slow.filter((each) => each !== own).map((each) => `${each}/`) },
  ];
}

/**
 * Runs a stage of the tests.
 *
 * @param path The copy.
 * @param seconds After these it is ended. Default: never.
 */
export async function runStage(path: string, stage: Stage, seconds?: number): Promise<Verdict> {
  const report = join(path, ".cache", "mutants.json");
  rmSync(report, { force: true });
  // What runs again on storage elsewhere is left out: it doubles the time of a mutant that nothing sees.
  const options = [
    "run",
    ...["here", "alone"].flatMap((project) => ["--project", project]),
    "--config",
    ".config/vitest.config.ts",
    "--bail",
    "1",
    "--passWithNoTests",
  ];
  const child = spawn(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", ...options, "--reporter=json", `--outputFile=${report}`, ...stage.arguments],
    // A group of its own, so that what the tests started ends with them.
    { cwd: path, stdio: "ignore", detached: true },
  );
  const end = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  };
  process.once("exit", end);
  return new Promise((resolve) => {
    const timer = seconds === undefined ? undefined : setTimeout(end, seconds * 1000);
    child.on("exit", (code) => {
      clearTimeout(timer);
      process.off("exit", end);
      if (code === null) resolve({ kind: "timeout" });
      else resolve(code === 0 ? { kind: "passed" } : { kind: "failed", by: firstFailure(report) });
    });
  });
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

function firstFailure(report: string): string {
  try {
    // vitest's own format, as its documentation gives it.
    const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
    const file = testResults.find(({ status }) => status === "failed");
    const test = file?.assertionResults.find(({ status }) => status === "failed");
    return test?.fullName ?? file?.name ?? "an error outside of the tests";
  } catch {
    return "an end of vitest without a report";
  }
}
