/** Programs that fail at data, or at a file of them. */
import { Dataset, DataStream } from "@rensa/data";
import { decodeSafetensors } from "@rensa/io";
import type { FailingPrograms } from "./program-table.ts";

export const ofData = {
  DATA_EMPTY: () => Dataset.fromArrays({ inputs: [], targets: [], shape: [2] }),
  DATA_INVALID: () => Dataset.fromArrays({ inputs: [[1, 2], [3]], targets: [0, 1], shape: [2] }),
  DATA_SOURCE_FAILED: async () => {
    const measured = [1, 2].values();
    const stream = DataStream.from(measured);
    const seen: number[] = [];
    for (let pass = 0; pass < 2; pass++) for await (const each of stream) seen.push(each);
  },
  FILE_INVALID: () => decodeSafetensors(new TextEncoder().encode("no file of tensors")),
} satisfies Partial<FailingPrograms>;
