/** What must be known of a loop nest before it is emitted: what its locals stand for, and what depends on which loop. */
import { Index, type Scalar, type Statement } from "@rensa/core";
import type { LaneCount } from "../lanes/kind.ts";
/** How an index changes from lane to lane. */
export type Dependence = {
    readonly kind: "none";
}
/** It grows by a constant. */
 | {
    readonly kind: "affine";
    readonly step: number;
} | {
    readonly kind: "general";
};
/** The facts of one nest. Names of locals are unique in a nest. */
export declare class NestFacts {
    #private;
    constructor(statements: readonly Statement[], lanes: LaneCount);
    /** The index that a local holds, where it holds one: kept as a plain number, not as a vector. */
    indexOfLocal(name: string): Index | undefined;
    /** An index map with the locals that hold indices replaced by these. */
    resolve(index: Index): Index;
    /** How an index changes with a loop whose values are taken in groups of lanes, the first a multiple of their number. */
    dependence(index: Index, loop: string | null): Dependence;
    /** True where the value of an expression changes with a loop. */
    dependsOn(scalar: Scalar, loop: string): boolean;
}
//# sourceMappingURL=nest-facts.d.ts.map