/** The ops of comparison, for registries. */
import type { OpValue } from "@rensa/core";
import { equal } from "./equal.ts";
import { greaterEqual } from "./greater-equal.ts";
import { greater } from "./greater.ts";
import { isClose } from "./is-close.ts";
import { isFinite } from "./is-finite.ts";
import { isInfinite } from "./is-infinite.ts";
import { isNan } from "./is-nan.ts";
import { lessEqual } from "./less-equal.ts";
import { less } from "./less.ts";
import { logicalAnd } from "./logical-and.ts";
import { logicalNot } from "./logical-not.ts";
import { logicalOr } from "./logical-or.ts";
import { logicalXor } from "./logical-xor.ts";
import { notEqual } from "./not-equal.ts";
import { where } from "./where.ts";

/** All ops of this folder, inner ones too. */
export const comparisonOps: readonly OpValue[] = [
  equal,
  greaterEqual,
  greater,
  isClose,
  isFinite,
  isInfinite,
  isNan,
  lessEqual,
  less,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  notEqual,
  where,
];
