/** The worker that knows the types, so that the page does not wait for them. It checks programs, and runs none. */
import { makeChecker } from "./make-checker.ts";
import type { Answer, Checker, Question, TypeFiles } from "./messages.ts";

addEventListener(
  "message",
  ({ data: address }: MessageEvent<string>) => {
    const checker = load(address).then(makeChecker);
    addEventListener("message", ({ data: question }: MessageEvent<Question>) => {
      void checker
        .then<Answer, Answer>(
          (known) => ({ number: question.number, value: answerOf(known, question) }),
          (error: unknown) => ({ number: question.number, failure: String(error) }),
        )
        .then((answer) => postMessage(answer));
    });
  },
  { once: true },
);

async function load(address: string): Promise<TypeFiles> {
  const response = await fetch(address);
  if (!response.ok || response.body === null)
    throw new Error(`The types could not be loaded: ${String(response.status)}.`);
  const inflated = new Response(response.body.pipeThrough(new DecompressionStream("gzip")));
  return (await inflated.json()) as TypeFiles;
}

function answerOf(checker: Checker, { ask, values: [code, at, name] }: Question): unknown {
  const [text, place] = [String(code), Number(at)];
  switch (ask) {
    case "check":
      return checker.check(text);
    case "propose":
      return checker.propose(text, place);
    case "explain":
      return checker.explain(text, place);
    case "explainProposal":
      return checker.explainProposal(text, place, String(name));
  }
}
