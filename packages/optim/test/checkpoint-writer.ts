/** A process that saves checkpoints without end, for tests that kill it: `checkpoint-writer.ts <folder> <run>`. */
import { argv, stdout } from "node:process";
import { directoryStore } from "../src/node/directory-store.ts";
import { sampleSnapshot } from "./checkpoint-samples.ts";

const [, , folder = "", runId = ""] = argv;
const store = directoryStore(folder, { keepLast: 2, onProblem: () => undefined });
const own = (await store.list()).find(({ manifest }) => manifest.runId === runId);
for (let step = (own?.manifest.step ?? 0) + 1; ; step++) {
  await store.save(sampleSnapshot(step, { runId, size: 50_000 }), { isBest: step % 5 === 0 });
  stdout.write(`${String(step)}\n`);
}
