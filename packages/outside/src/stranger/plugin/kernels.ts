/** Kernels written by hand. */
import type { KernelOverride } from "@rensa/core";

/** The bell, element by element. */
export const bells: KernelOverride = ([x], [y], { width }) => {
  x.data.forEach((value, at) => {
    y.data[at] = Math.exp(-((value / Number(width)) ** 2));
  });
};
