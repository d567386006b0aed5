/** Runs the programs that fail, and says what they print. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { RensaError } from "@rensa/core";
import { failingPrograms, programFiles } from "../../programs/failing-programs.ts";
import { callsWrittenIn, parsed } from "../written-calls.ts";
import { importsFor } from "./shown-program.ts";

/** A program with what it prints. */
export interface FailedProgram {
  readonly text: string;
  readonly code: string;
  readonly printed: string;
}

interface WrittenProgram {
  readonly text: string;
  /** What is taken from the lines of its file to have its own. */
  readonly offset: number;
}

/** All of them, by the code that they stand at. */
export async function runFailingPrograms(): Promise<ReadonlyMap<string, FailedProgram>> {
  const written = new Map(programFiles.flatMap((file) => [...programsIn(file)]));
  const failed = new Map<string, FailedProgram>();
  for (const [code, program] of Object.entries(failingPrograms)) {
    const { text, offset } = written.get(code) ?? { text: "", offset: 0 };
    if (typeof program !== "function") continue;
    try {
      await program();
    } catch (error) {
      if (!(error instanceof RensaError)) throw error;
      failed.set(code, { text, code: error.code, printed: withOwnLines(error.message, offset) });
    }
  }
  return failed;
}

function programsIn(file: URL): ReadonlyMap<string, WrittenProgram> {
  const source = parsed(file.pathname, readFileSync(file, "utf8"));
  return new Map(
    [...callsWrittenIn(file)].map(([code, { text, line }]) => {
      const head = [...importsFor(text, source), ""];
      // A single call has no semicolon in its function; that of a promise is awaited.
      const body = text.endsWith(";") || text.endsWith("}") ? text : `${text};`;
      return [code, { text: [...head, body].join("\n"), offset: line - head.length - 1 }];
    }),
  );
}

const files = programFiles.map((file) => basename(file.pathname, ".ts")).join("|");

/** Lines are those of the program as it is shown, and not of the file that it stands in. */
function withOwnLines(message: string, offset: number): string {
  return message.replaceAll(
    new RegExp(`\\S*\\b(?:${files})\\.ts:(\\d+):\\d+`, "g"),
    (_, line: string) => `program.ts:${String(Number(line) - offset)}`,
  );
}
