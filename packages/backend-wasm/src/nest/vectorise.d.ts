/**
 * Which loops of a nest are taken by vectors: the choice that costs least, by counting what runs how often. A loop whose
 * reads and writes are contiguous costs a quarter of what it costs one by one; one that gathers gains little.
 */
import { type Statement } from "@rensa/core";
import type { LaneCount } from "../lanes/kind.ts";
import type { NestFacts } from "./nest-facts.ts";
/** A loop statement. */
export type Loop = Statement & {
    readonly kind: "loop";
};
/** Decides for the loops of one nest. */
export declare class Vectorisation {
    #private;
    /** `always`: the name of a loop that is taken by vectors whatever it costs, because its values come as one. */
    constructor(statements: readonly Statement[], facts: NestFacts, lanes: LaneCount, always?: string | null);
    /** What the nest costs altogether. */
    readonly cost: number;
    /** True where the iterations of this loop are taken by vectors, if nothing around it is. */
    isVector(loop: Loop): boolean;
    /** What a loop costs altogether. */
    costOf(loop: Loop): number;
}
/** The accumulators that stand outside a loop and are updated in it. */
export declare function updatedOutside({ body }: Loop): readonly (Statement & {
    readonly kind: "update";
})[];
/** True where there is a loop among statements, at any depth. */
export declare function hasLoop(statements: readonly Statement[]): boolean;
//# sourceMappingURL=vectorise.d.ts.map