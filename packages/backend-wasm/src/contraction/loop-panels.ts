/**
 * Panels that stay the same in a loop: a weight of a recurrent network is packed once before the loop, and read by all
 * of its iterations.
 */
import {
  bodiesOf,
  isControl,
  type ControlBody,
  type Kernel,
  type ScanKernel,
  type WhileKernel,
} from "@rensa/core/compiler";
import { expressionShape } from "../kernel/kernel-shape.ts";
import type { ContractionPlan } from "./contraction-plan.ts";
import { buffersOf, type SharedPanels } from "./shared-panels.ts";

interface Loop {
  readonly kernel: ScanKernel | WhileKernel;
  readonly body: ControlBody;
}

/** The panels that are packed before loops, by the names of the kernels that read them. `reserve` sets memory aside. */
export function panelsBeforeLoops(
  kernels: readonly Kernel[],
  plans: ReadonlyMap<string, ContractionPlan>,
  reserve: (bytes: number) => number,
): ReadonlyMap<string, SharedPanels> {
  const panels = new Map<string, SharedPanels>();
  const addresses = new Map<string, number>();
  const visit = (inner: readonly Kernel[], loops: readonly Loop[]): void => {
    for (const kernel of inner) {
      if (isControl(kernel)) {
        for (const body of bodiesOf(kernel)) {
          // Nothing is packed before a choice that may not need it.
          visit(body.kernels, kernel.kind === "branch" ? [] : [...loops, { kernel, body }]);
        }
        continue;
      }
      const plan = plans.get(kernel.name);
      const loop = plan?.right === null ? outermostLoop(plan, loops) : undefined;
      if (plan === undefined || loop === undefined) continue;
      const { right, batch, columns, reduction } = plan.kernel;
      const shapes = [batch, columns, reduction].map((each) => expressionShape(right, each));
      const key = [loop, ...shapes].join("\n");
      const known = addresses.get(key);
      const address = known ?? reserve(plan.rightElements * (plan.kind === "f32" ? 4 : 8));
      addresses.set(key, address);
      panels.set(kernel.name, { address, packs: known === undefined, before: loop });
    }
  };
  visit(kernels, []);
  return panels;
}

/** The outermost loop in which nothing changes that the panels are made of. */
function outermostLoop({ kernel }: ContractionPlan, loops: readonly Loop[]): string | undefined {
  let names: readonly string[] = [...buffersOf(kernel.right)];
  let outermost: string | undefined;
  for (const loop of [...loops].reverse()) {
    const outside = names.map((name) => unchangedIn(loop, name));
    const known = outside.flatMap((name) => (name === undefined ? [] : [name]));
    if (known.length < names.length) break;
    names = known;
    outermost = loop.kernel.name;
  }
  return outermost;
}

/** The name that a buffer has outside a loop, where the loop neither moves nor writes it. */
function unchangedIn({ kernel, body }: Loop, name: string): string | undefined {
  const view = body.views.find((each) => each.name === name);
  if (view?.stride !== 0) return undefined;
  const isRead = kernel.buffers.some((buffer) => buffer.name === view.of && buffer.access === "read");
  return isRead ? view.of : undefined;
}
