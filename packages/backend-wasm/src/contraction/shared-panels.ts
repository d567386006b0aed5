/**
 * Panels that several contractions read: weights that are used at every step of a sequence are packed once, by the first
 * kernel that needs them, and kept until the last.
 */
import type { Scalar } from "@rensa/core";
import { dependenciesOf, type Kernel } from "@rensa/core/compiler";
import { expressionShape } from "../kernel/kernel-shape.ts";
import type { ContractionPlan } from "./contraction-plan.ts";

/** Where a contraction finds its panels. */
export interface SharedPanels {
  /** Byte address. */
  readonly address: number;
  /** It packs them, because it is the first that reads them. */
  readonly packs: boolean;
  /** The loop before which they are packed, by its kernel's name; `null` where the kernel itself packs. */
  readonly before: string | null;
}

/** Fewer readers than this do not pay for memory of their own. */
const fewReaders = 3;

/** The panels that are shared, by the names of the kernels that read them. `reserve` sets memory aside. */
export function sharePanels(
  kernels: readonly Kernel[],
  plans: ReadonlyMap<string, ContractionPlan>,
  reserve: (bytes: number) => number,
): ReadonlyMap<string, SharedPanels> {
  const writes = new Map<string, number>();
  const readers = new Map<string, ContractionPlan[]>();
  for (const kernel of kernels) {
    const plan = plans.get(kernel.name);
    if (plan?.right === null) {
      const key = panelsKey(plan, writes);
      readers.set(key, [...(readers.get(key) ?? []), plan]);
    }
    for (const { name, access } of kernel.buffers) {
      if (access !== "read") writes.set(name, (writes.get(name) ?? 0) + 1);
    }
  }
  const shared = new Map<string, SharedPanels>();
  for (const plans of readers.values()) {
    const [first] = plans;
    if (first === undefined || plans.length < fewReaders) continue;
    const address = reserve(first.rightElements * (first.kind === "f32" ? 4 : 8));
    plans.forEach(({ kernel }, position) => {
      shared.set(kernel.name, { address, packs: position === 0, before: null });
    });
  }
  return shared;
}

/** Equal keys are equal panels: the same expression of the same buffers, written as often. */
function panelsKey({ kernel }: ContractionPlan, writes: ReadonlyMap<string, number>): string {
  const { right, batch, columns, reduction } = kernel;
  const parts = [batch, columns, reduction].map((loops) => expressionShape(right, loops));
  const versions = [...buffersOf(right)].map((name) => `${name}:${String(writes.get(name) ?? 0)}`);
  return [...parts, ...versions].join("\n");
}

/** The buffers that an expression reads. */
export function buffersOf(root: Scalar): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<Scalar>();
  const pending = [root];
  for (let scalar = pending.pop(); scalar !== undefined; scalar = pending.pop()) {
    if (seen.has(scalar)) continue;
    seen.add(scalar);
    if (scalar.expression.kind === "load") names.add(scalar.expression.buffer);
    pending.push(...dependenciesOf(scalar));
  }
  return names;
}
