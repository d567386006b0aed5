/** Tests that vitest runs in a user's project, and what it reports of them. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CheckFailure, run } from "../run-command.ts";

/** A test that was run. */
export interface TestResult {
  /** What it stands in, from the outermost. */
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

interface Report {
  readonly testResults: readonly { readonly message: string; readonly assertionResults: readonly TestResult[] }[];
}

/**
 * Runs the tests whose files' paths hold a text.
 *
 * @throws CheckFailure where a file could not be run; a test may fail.
 */
export async function testsIn(project: string, folder: string, files: string): Promise<readonly TestResult[]> {
  const output = join(folder, "report.json");
  rmSync(output, { force: true });
  const parameters = ["run", "--root", folder, files, "--reporter=json", `--outputFile=${output}`];
  try {
    await run(process.execPath, [join(project, "node_modules", "vitest", "vitest.mjs"), ...parameters], { folder });
  } catch (error) {
    // It ends with 1 where a test fails, which its report says.
    if (!(error instanceof CheckFailure && existsSync(output))) throw error;
  }
  const { testResults } = JSON.parse(readFileSync(output, "utf8")) as Report;
  const broken = testResults.find(({ message, assertionResults }) => message !== "" && assertionResults.length === 0);
  if (broken !== undefined || testResults.length === 0)
    throw new CheckFailure(broken?.message ?? `No tests in ${files}`);
  return testResults.flatMap(({ assertionResults }) => assertionResults);
}

/** The tests that did not pass, each with its name and what it says. */
export function failuresIn(tests: readonly TestResult[]): readonly string[] {
  return tests
    .filter(({ status }) => status !== "passed")
    .map((test) => `${[...test.ancestorTitles, test.title].join(" > ")}: ${test.failureMessages.join("\n")}`);
}
