/**
 * Temporaries in place: a kernel's output takes the storage of an operand that nothing reads after that kernel, or of a
 * value that the kernel makes and uses up itself.
 */
import type { Interruptible } from "../graph/interruptible.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { mayReplace } from "./in-place.ts";
import { accessOf } from "./kernel-access.ts";
import type { Lifetime } from "./memory-plan.ts";

/**
 * By the name of an output: the buffer whose storage it takes. `lifetimes` are in positions of the kernels; buffers in
 * `fixed` neither give their storage away nor take another's.
 */
export function* shareStorage(
  kernels: readonly Kernel[],
  lifetimes: ReadonlyMap<string, Lifetime>,
  fixed: ReadonlySet<string>,
): Interruptible<ReadonlyMap<string, string>> {
  const shared = new Map<string, string>();
  for (const [at, kernel] of kernels.entries()) {
    yield;
    const free = kernel.buffers.filter(({ name }) => !fixed.has(name));
    const ending = free.filter(({ name }) => lifetimes.get(name)?.to === at);
    if (ending.length === 0) continue;
    const access = accessOf(kernel);
    const taken = new Set<string>();
    // A value that lives on is served before one that does not.
    const outputs = free.filter((buffer) => buffer.access === "write");
    const lasting = outputs.filter(({ name }) => !ending.some((buffer) => buffer.name === name));
    for (const output of [...lasting, ...outputs.filter((buffer) => !lasting.includes(buffer))]) {
      const place = ending.find(({ name, length }) => {
        const fits = length === output.length && lifetimes.get(name)?.bytes === lifetimes.get(output.name)?.bytes;
        return fits && name !== output.name && !taken.has(name) && mayReplace(access, name, output.name);
      });
      if (place === undefined) continue;
      taken.add(place.name);
      shared.set(output.name, place.name);
    }
  }
  return shared;
}
