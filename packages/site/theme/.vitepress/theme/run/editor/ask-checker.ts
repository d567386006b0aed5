/** The page's side of the worker that knows the types: one for all editors of a page, started by the first that asks. */
import type { Answer, Checker, Question } from "../../../../../src/runnable/checker/messages.ts";
import type { EditorFiles } from "../../../../../src/runnable/write-editor.ts";

/** The checker, whose answers come later. */
export type RemoteChecker = {
  readonly [Name in keyof Checker]: (...values: Parameters<Checker[Name]>) => Promise<ReturnType<Checker[Name]>>;
};

type Ask = (ask: keyof Checker, values: readonly unknown[]) => Promise<unknown>;

let started: Promise<Ask> | null = null;

async function start(): Promise<Ask> {
  const response = await fetch("/run/editor.json");
  if (!response.ok) throw new Error("The site has no types for its editor.");
  const { checker, types } = (await response.json()) as EditorFiles;
  const worker = new Worker(`/run/${checker}`);
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    const asked = waiting.get(data.number);
    waiting.delete(data.number);
    if ("failure" in data) asked?.reject(new Error(data.failure));
    else asked?.resolve(data.value);
  });
  worker.postMessage(new URL(`/run/${types}`, location.href).href);
  let last = 0;
  return (ask, values) =>
    new Promise((resolve, reject) => {
      const question: Question = { number: ++last, ask, values };
      waiting.set(question.number, { resolve, reject });
      worker.postMessage(question);
    });
}

/** Asks it. */
export function remoteChecker(): RemoteChecker {
  const asking =
    <Name extends keyof Checker>(name: Name) =>
    async (...values: Parameters<Checker[Name]>): Promise<ReturnType<Checker[Name]>> => {
      started ??= start();
      const ask = await started;
      // The worker answers each question in the way that its name says.
      return (await ask(name, values)) as ReturnType<Checker[Name]>;
    };
  return {
    check: asking("check"),
    propose: asking("propose"),
    explain: asking("explain"),
    explainProposal: asking("explainProposal"),
  };
}
