/** JavaScript of which some results are spoiled. */
import { jsBackend } from "@rensa/backend-js";
import type { Backend, TypedArray } from "@rensa/core";
import type { ProgramPlan } from "@rensa/core/compiler";

/** Changes what the last kernel wrote; `run` counts from 1. */
type Spoil = (result: TypedArray, plan: ProgramPlan, run: number) => void;

/** JavaScript that says how many threads it has, and is spoiled. */
export function backendWith(spoil: Spoil, threads = 1): Backend {
  const inner = jsBackend();
  return {
    ...inner,
    threads,
    prepare: async (plan, options) => {
      const prepared = await inner.prepare(plan, options);
      const written = plan.kernels.at(-1)?.buffers.filter(({ access }) => access !== "read") ?? [];
      let count = 0;
      return {
        ...prepared,
        run: () => {
          prepared.run?.();
          count++;
          for (const { name } of written) {
            const result = prepared.storage.view?.(name);
            if (result !== undefined) spoil(result, plan, count);
          }
        },
      };
    },
  };
}

/** JavaScript in which nothing is wrong. */
export const right = backendWith(() => undefined);

/** Whether a program computes gradients. */
export const ofGradients = ({ kernels }: ProgramPlan): boolean =>
  kernels.some(({ nodes }) => nodes.some((node) => /vjp|cotangent|sum/.test(node)));

/** Spoils what is not of gradients. */
export const values =
  (spoil: Spoil): Spoil =>
  (result, plan, run) => {
    if (!ofGradients(plan)) spoil(result, plan, run);
  };

/** Changes one element, where there is one. */
export const put = (result: TypedArray, at: number, change: (value: number) => number): void => {
  const value = result[at];
  if (value !== undefined) result[at] = change(value);
};

/** Makes a value larger by a part of it. */
export const plus =
  (part: number) =>
  (value: number): number =>
    value * (1 + part);
