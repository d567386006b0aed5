/** Runs the programs that fail, and says what they print. */
import { RensaError } from "@rensa/core";
import { failingPrograms } from "../../programs/failing-programs.ts";
import { callsWrittenIn } from "../figures/shown-call.ts";

/** A program with what it prints. */
export interface FailedProgram {
  readonly text: string;
  readonly code: string;
  readonly printed: string;
}

const file = new URL("../../programs/failing-programs.ts", import.meta.url);

/** All of them, by the code that they stand at. */
export async function runFailingPrograms(): Promise<ReadonlyMap<string, FailedProgram>> {
  const written = callsWrittenIn(file);
  const failed = new Map<string, FailedProgram>();
  for (const [code, program] of Object.entries(failingPrograms)) {
    const { text, line } = written.get(code) ?? { text: "", line: 1 };
    if (typeof program !== "function") continue;
    try {
      await program();
    } catch (error) {
      if (!(error instanceof RensaError)) throw error;
      failed.set(code, { text, code: error.code, printed: withOwnLines(error.message, line) });
    }
  }
  return failed;
}

/** Lines are those of the program as it is shown, and not of the file that it stands in. */
function withOwnLines(message: string, first: number): string {
  return message.replaceAll(
    /\S*failing-programs\.ts:(\d+):\d+/g,
    (_, line: string) => `program.ts:${String(Number(line) - first + 1)}`,
  );
}
