/** The run of a program as the state of a component, which ends with it. */
import { onBeforeUnmount, shallowRef, type ShallowRef } from "vue";
import type { Failed, Printed } from "../../../../src/runnable/room/messages.ts";
import { noOutput, type ProgramOutput } from "./program-output.ts";
import type { RunningProgram } from "./run-program.ts";

/** What a component has of it. */
export interface UsedProgram {
  readonly output: ShallowRef<ProgramOutput>;
  /** Runs a program, after it ended the one before. */
  readonly run: (code: string) => void;
  readonly stop: () => void;
}

/** Makes it. What runs programs is loaded with the first of them. */
export function useProgram(): UsedProgram {
  const output = shallowRef<ProgramOutput>(noOutput);
  let program: RunningProgram | null = null;
  let latest = 0;
  const end = (): void => {
    program?.stop();
    program = null;
    latest++;
  };
  const change = (part: Partial<ProgramOutput>): void => {
    output.value = { ...output.value, ...part };
  };
  const add = (line: Printed | Failed): void => change({ lines: [...output.value.lines, line] });
  const begin = async (code: string): Promise<void> => {
    end();
    const number = latest;
    output.value = { ...noOutput, state: "running" };
    const { runProgram } = await import("./run-program.ts");
    // It may have been stopped while that was loaded.
    if (number !== latest) return;
    program = runProgram(code, {
      printed: add,
      failed: add,
      capped: () => change({ isCapped: true }),
      ended: () => change({ state: "ended" }),
    });
  };
  onBeforeUnmount(end);
  return {
    output,
    run: (code) => void begin(code),
    stop: () => {
      end();
      change({ state: "stopped" });
    },
  };
}
