/** Stores of one group of lanes: as a vector, lane by lane, or joined with what is there. */
import { scatterFunctions, type Statement } from "@rensa/core/compiler";
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import type { LaneFunctions } from "../lanes/apply.ts";
import { loadSplat, storeContiguous, storeLane } from "../lanes/memory.ts";
import type { Evaluator } from "./evaluator.ts";
import type { LaneScope } from "./lane-scope.ts";
import type { NestFacts } from "./nest-facts.ts";
import type { Places } from "./places.ts";

/** What a store needs beside its statement. */
export interface StoreContext {
  readonly builder: FunctionBuilder;
  readonly facts: NestFacts;
  readonly places: Places;
  readonly functions: LaneFunctions;
  readonly scope: LaneScope;
  readonly evaluator: Evaluator;
}

/** Emits a store. */
export function emitStore(
  { buffer, offset, value, combine }: Statement & { readonly kind: "store" },
  { builder, facts, places, functions, scope, evaluator }: StoreContext,
): void {
  const join = combine === null || combine === "set" ? null : scatterFunctions[combine];
  const { kind } = places.of(buffer);
  const dependence = facts.dependence(offset, scope.loop);
  const isContiguous = dependence.kind === "affine" && dependence.step === 1;
  if (isContiguous && combine === null) {
    storeContiguous(builder, kind, scope.active, evaluator.address(buffer, offset, 0), evaluator.value(value));
    return;
  }
  const addresses =
    dependence.kind === "none" ? [evaluator.address(buffer, offset, 0)] : evaluator.laneAddresses(buffer, offset);
  const result = builder.define(evaluator.value(value));
  const last = dependence.kind === "none" ? scope.active - 1 : 0;
  addresses.forEach((address, position) => {
    const place = { base: builder.define(address.base), constant: address.constant };
    const stored = join === null ? result : functions.apply(join, [loadSplat(kind, place), result], kind, kind);
    storeLane(builder, kind, dependence.kind === "none" ? last : position, place, stored);
  });
}
