/** The ops of linear, for registries. */
import type { OpValue } from "@rensa/core";
import { bilinear } from "./bilinear.ts";
import { contract } from "./contract.ts";
import { cross } from "./cross.ts";
import { dot } from "./dot.ts";
import { einsum } from "./einsum.ts";
import { inner } from "./inner.ts";
import { kron } from "./kron.ts";
import { matmul } from "./matmul.ts";
import { matrixPower } from "./matrix-power.ts";
import { matvec } from "./matvec.ts";
import { multiDot } from "./multi-dot.ts";
import { outer } from "./outer.ts";
import { tensordot } from "./tensordot.ts";

/** All ops of this folder, inner ones too. */
export const linearOps: readonly OpValue[] = [
  bilinear,
  contract,
  cross,
  dot,
  einsum,
  inner,
  kron,
  matmul,
  matrixPower,
  matvec,
  multiDot,
  outer,
  tensordot,
];
