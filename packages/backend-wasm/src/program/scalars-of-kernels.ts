/** Every scalar expression of a program, those inside others and inside indices included. */
import type { Scalar } from "@rensa/core";
import { childrenOf, indicesOf, scalarsOf, withInner, type Kernel } from "@rensa/core/compiler";

/** The scalars of kernels and of the kernels inside these, each once. */
export function scalarsOfKernels(kernels: readonly Kernel[]): ReadonlySet<Scalar> {
  const seen = new Set<Scalar>();
  const pending = withInner(kernels).flatMap(rootsOf);
  for (let scalar = pending.pop(); scalar !== undefined; scalar = pending.pop()) {
    if (seen.has(scalar)) continue;
    seen.add(scalar);
    pending.push(...childrenOf(scalar), ...indicesOf(scalar.expression).flatMap(scalarsOf));
  }
  return seen;
}

function rootsOf(kernel: Kernel): readonly Scalar[] {
  switch (kernel.kind) {
    case "rows":
      return kernel.stages.flatMap(({ stores }) => stores.map(({ value }) => value));
    case "contraction":
      return [kernel.left, kernel.right, ...kernel.stores.map(({ value }) => value)];
    case "scatter":
      return [
        kernel.initial.value,
        kernel.addition.value,
        ...scalarsOf(kernel.addition.offset),
        ...kernel.bounds.flatMap(({ index }) => scalarsOf(index)),
      ];
    case "host":
    case "scan":
    case "while":
    case "branch":
      return [];
  }
}
