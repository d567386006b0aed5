/** What tests of the remote backend share. */
import type { Worker } from "node:worker_threads";
import { createStore, defineOp, f32, RensaError, trace, type Tensor } from "@rensa/core";
import { add } from "@rensa/ops";
import { remoteBackend, type RemoteBackend } from "../src/index.ts";

/** The code of the error of a call. */
export const codeOf = async (call: () => unknown): Promise<string> => {
  try {
    await call();
    return "none";
  } catch (error) {
    return error instanceof RensaError ? error.code : String(error);
  }
};

/** The thread that a backend starts, as Node tells of it. */
export async function withWorker(
  options: Parameters<typeof remoteBackend>[0] = {},
): Promise<{ own: RemoteBackend; worker: Worker }> {
  const started = new Promise<Worker>((resolve) => process.once("worker", resolve));
  const own = remoteBackend(options);
  await createStore({ a: f32() }, { backend: own });
  return { own, worker: await started };
}

/** A sum that grows. */
export const counting = trace({ total: f32(2), x: f32(2) }, ({ total, x }) => ({
  total: add(total, x),
  before: total,
}));

/** A call of the user's code. */
export const called = (run: (x: ArrayLike<number>) => ArrayLike<number>) =>
  defineOp({
    name: "called",
    inputs: ["x"],
    forward: { host: { types: ([x]) => [x], run: ([x], [out]) => out?.data.set(run(x.data)) } },
    call:
      (apply) =>
      (x: Tensor): Tensor =>
        apply([x]),
  });
