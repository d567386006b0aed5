/** The ops of bits, for registries. */
import type { OpValue } from "@rensa/core";
import { bitAnd } from "./bit-and.ts";
import { bitNot } from "./bit-not.ts";
import { bitOr } from "./bit-or.ts";
import { bitXor } from "./bit-xor.ts";
import { gcd } from "./gcd.ts";
import { lcm } from "./lcm.ts";
import { popCount } from "./pop-count.ts";
import { shiftLeft } from "./shift-left.ts";
import { shiftRightArithmetic } from "./shift-right-arithmetic.ts";
import { shiftRight } from "./shift-right.ts";

/** All ops of this folder, inner ones too. */
export const bitsOps: readonly OpValue[] = [
  bitAnd,
  bitNot,
  bitOr,
  bitXor,
  gcd,
  lcm,
  popCount,
  shiftLeft,
  shiftRightArithmetic,
  shiftRight,
];
