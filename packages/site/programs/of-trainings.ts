/** Programs that fail at a training, or at what is kept of one. */
import { Dataset } from "@rensa/data";
import { dense } from "@rensa/nn";
import { meanSquaredError } from "@rensa/ops";
import { decodeCheckpoint } from "@rensa/optim";
import { readLog } from "@rensa/optim/node";
import { createTrainer, f32, fitParameters, hostTensor, sgd, type Tensor } from "rensa";
import type { FailingPrograms } from "./program-table.ts";

export const ofTrainings = {
  USER_CODE_FAILED: async () => {
    const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
    const loss = (): Tensor => {
      throw new Error("not written yet");
    };
    await createTrainer({ model: dense(1, 1), loss, optimizer: sgd(0.1), data, epochs: 1 }).start();
  },
  TRAINER_STATE: () => {
    const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
    const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 1 };
    createTrainer(config).pause();
  },
  CHECKPOINT_INVALID: async () => {
    await decodeCheckpoint(new TextEncoder().encode("no checkpoint"));
  },
  CHECKPOINT_MISMATCH: () => {
    const saved = new Map([["weights", hostTensor([[1, 2]])]]);
    fitParameters(saved, new Map([["weights", f32(2, 2)]]));
  },
  STORAGE_FAILED: async () => {
    for await (const event of readLog("runs/no-such-run.ndjson")) console.log(event.type);
  },
} satisfies Partial<FailingPrograms>;
