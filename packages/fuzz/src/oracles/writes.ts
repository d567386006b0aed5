/** Where kernels write: a backend that is fast does not look whether an address is inside of a buffer. */
import { compile } from "@rensa/core";
import { bodiesOf, isControl, type Kernel, type ElementStore } from "@rensa/core/compiler";
import type { Oracle } from "./oracle.ts";

/** No kernel writes outside of its buffers, those without elements among them. */
export const writes: Oracle = {
  name: "writes",
  claim: "no kernel writes outside of its buffers",
  avoid: [],
  maxSteps: 12,
  check: async (one, context) => {
    const setting = { backend: context.backends.emitted, passes: context.passes };
    for (const fuse of [true, false]) {
      const { kernels } = (await compile(context.program(one), { ...setting, fuse })).stages;
      for (const kernel of kernels) expectInside(kernel);
    }
  },
};

function expectInside(kernel: Kernel): void {
  if (isControl(kernel)) {
    for (const { kernels } of bodiesOf(kernel)) kernels.forEach(expectInside);
    return;
  }
  const lengths = new Map(kernel.buffers.map(({ name, length }) => [name, length]));
  for (const { buffer, offset } of storesOf(kernel)) {
    const length = lengths.get(buffer) ?? 0;
    if (offset.minimum >= 0 && offset.maximum < length) continue;
    throw new Error(
      `${kernel.name} writes elements ${String(offset.minimum)} to ${String(offset.maximum)} of the ${String(length)} of ${buffer}.`,
    );
  }
}

function storesOf(kernel: Kernel): readonly ElementStore[] {
  switch (kernel.kind) {
    case "rows":
      return kernel.stages.flatMap(({ stores }) => stores);
    case "contraction":
      return kernel.stores;
    case "scatter":
      return [kernel.initial, kernel.addition];
    default:
      return [];
  }
}
