/**
 * Scalar expressions -> vectors. A value that is the same in all lanes is a vector too, so that there is one way to
 * compute everything; only indices are plain numbers.
 */
import { type Bound, type Index, type Scalar } from "@rensa/core";
import { type Node } from "../assembler/node.ts";
import { type LaneFunctions } from "../lanes/apply.ts";
import { type Kind } from "../lanes/kind.ts";
import { type Address } from "../lanes/memory.ts";
import type { LaneScope } from "./lane-scope.ts";
import type { NestFacts } from "./nest-facts.ts";
import type { Places } from "./places.ts";
/** Evaluates the expressions of one statement for one group of lanes. What they share is one node. */
export declare class Evaluator {
    #private;
    constructor(facts: NestFacts, places: Places, functions: LaneFunctions, scope: LaneScope);
    /** The kind of an expression's value. */
    kindOf({ dtype }: Scalar): Kind;
    /** The value in all lanes. */
    value(scalar: Scalar): Node;
    /** The address of an element for one lane. */
    address(buffer: string, offset: Index, lane: number): Address;
    /** An index as a plain number, for one lane. */
    index(index: Index, lane: number): Node;
    /** The i32 condition that all bounds hold, which must not change from lane to lane. */
    condition(bounds: readonly Bound[]): Node;
    /** The addresses of an element for all lanes that are wanted. */
    laneAddresses(buffer: string, offset: Index): readonly Address[];
}
//# sourceMappingURL=evaluator.d.ts.map