/**
 * A training that may be killed at any moment: it goes on from its folder, and writes its final state to a file there.
 * Arguments: the folder, and where it computes: the number of WebAssembly's threads, `js`, or `elsewhere`.
 * With two threads, and elsewhere, several steps are in flight.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { remoteBackend } from "@rensa/conformance/remote-backend";
import type { Backend } from "@rensa/core";
import { digits } from "@rensa/digits";
import { batchNorm, conv2d, dense, dropout, flatten, maxPool2d, sequential } from "@rensa/nn";
import { relu, softmaxCrossEntropy } from "@rensa/ops";
import { adam, checkpointTo, cosine, createTrainer, resumeFrom } from "@rensa/optim";
import { directoryStore } from "@rensa/optim/node";
import { createEngine, jsBackend, wasmBackend } from "../src/index.ts";

const [folder = "", place = "1"] = process.argv.slice(2);

const { train, test } = await digits();
const data = train.take(200).reshape([28, 28, 1]);
const store = directoryStore(join(folder, "checkpoints"), { keepLast: 2, onProblem: () => undefined });
const model = sequential(
  conv2d(1, 4, 3, { padding: "same" }),
  batchNorm(4),
  relu,
  maxPool2d(4),
  flatten(),
  dropout(0.2),
  dense(196, 10),
);

/** The backend, and what ends its threads. */
function startBackend(): Backend & { close?(): Promise<void> } {
  if (place === "js") return jsBackend();
  if (place === "elsewhere") return remoteBackend({ delay: 1 });
  // With a grain of 0 everything is split that can be.
  return wasmBackend({ threads: Number(place), grain: 0 });
}

const backend = startBackend();
const trainer = createTrainer({
  model,
  loss: softmaxCrossEntropy,
  optimizer: adam(cosine({ peak: 1e-2, steps: 80 })),
  data: data.batch(20),
  validation: test.take(50).reshape([28, 28, 1]).batch(20, { shuffle: false, remainder: "keep" }),
  epochs: 8,
  seed: 5,
  // The runs that are compared take one step at a time.
  stepsInFlight: place === "elsewhere" || place === "2" ? 4 : 1,
  engine: createEngine({ backend }),
  resume: await resumeFrom(store),
});
const written = new Promise<void>((resolve) => {
  trainer.events$.pipe(checkpointTo(store, { everySteps: 3 })).subscribe({ complete: resolve });
});
trainer.events$.subscribe((event) => {
  process.stdout.write(`${event.type} ${String(event.step)}\n`);
});
await trainer.start();
await written;
const { state } = await trainer.snapshot();
const hash = createHash("sha256");
for (const [path, { data: values }] of [...state].sort()) {
  hash.update(path).update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}
await backend.close?.();
writeFileSync(
  join(folder, "final.json"),
  JSON.stringify({ status: trainer.state.status, step: trainer.state.step, hash: hash.digest("hex") }),
);
