/** Writes the digits for `reference.py` to standard output: 8,000 to train on and 2,000 to test on, 784 bytes and a label each. */
import { digits } from "@rensa/digits";

const { train, test } = await digits();
for (const part of [train, test]) {
  for (let row = 0; row < part.size; row++) {
    const { inputs, targets } = part.at(row);
    process.stdout.write(Uint8Array.from(inputs.data, (brightness) => Math.round(255 * brightness)));
    process.stdout.write(Uint8Array.from(targets.data));
  }
}
