/** Whether each mistake was answered: by a test that failed with the sentence that says what is wrong, with the op and the line. */
import type { TestResult } from "./vitest-report.ts";

/** A mistake, as far as its answer goes. */
export interface Expectation {
  readonly name: string;
  /** Pieces of one message. */
  readonly says: readonly string[];
}

/** The mistakes that nothing caught, or that were caught by another sentence. */
export function faultsOf(mistakes: readonly Expectation[], tests: readonly TestResult[]): readonly string[] {
  return mistakes.flatMap(({ name, says }) => {
    const messages = tests
      .filter(({ ancestorTitles: [first], status }) => first === name && status === "failed")
      .flatMap(({ failureMessages }) => failureMessages);
    if (messages.length === 0) return [`${name}: everything passes`];
    const isAnswer = (message: string): boolean => [...says, "surge"].every((piece) => message.includes(piece));
    const answer = messages.find(isAnswer);
    if (answer === undefined) return [`${name}: no message has ${says.join(", ")}, but\n${messages.join("\n")}`];
    // What was thrown says where it is written.
    const hasLine = !answer.includes("RensaError") || /(?:made|written) at \S*mistakes\/[\w-]+\.ts:\d+/.test(answer);
    return hasLine ? [] : [`${name}: the message has no line:\n${answer}`];
  });
}
