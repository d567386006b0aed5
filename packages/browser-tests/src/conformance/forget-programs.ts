/** Many programs, each of which is run and then forgotten: engines have addresses for the memories of about a hundred. */
import { matmul } from "@rensa/ops";
import { createEngine, f32, sampleTensor, trace, wasmBackend } from "rensa";
import { environment } from "./environment.ts";
import type { ForgettingReport } from "./report.ts";

const programs = 300;
const x = sampleTensor([16, 16]);

/** Compiles and runs one after the other with each number of threads. */
export async function forgetPrograms(threads: readonly number[]): Promise<ForgettingReport> {
  const traced = trace({ x: f32(16, 16) }, ({ x: given }) => matmul(given, given));
  const wanted = (await createEngine({ backend: wasmBackend({ threads: 1 }) }).compile(traced)).run({ x }).data.join();
  let wrong = 0;
  for (const count of threads) {
    // With a grain of 0, programs as small as this one are split.
    const backend = wasmBackend({ threads: count, grain: 0 });
    for (let position = 0; position < programs; position++) {
      const program = await createEngine({ backend }).compile(traced);
      const found = position % 2 === 0 ? await program.runAsync({ x }) : program.run({ x });
      if (found.data.join() !== wanted) wrong++;
    }
    await backend.close();
  }
  // There is room for further threads.
  const after = wasmBackend({ threads: 2 });
  await after.close();
  return { environment: environment(), programs: programs * threads.length, wrong, threadsAfter: after.threads };
}
