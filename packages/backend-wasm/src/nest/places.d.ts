/** Where buffers stand in memory. */
import { type DType, type Precision } from "@rensa/core";
import { type Kind } from "../lanes/kind.ts";
/** A buffer in memory. */
export interface Place {
    /** Byte address. */
    readonly address: number;
    readonly kind: Kind;
}
/** The buffers of a program, and those that a kernel adds for itself. */
export declare class Places {
    #private;
    readonly precision: Precision;
    constructor(precision: Precision, places?: Iterable<readonly [string, Place]>);
    /** The same places and one more. */
    with(name: string, address: number, dtype: DType): Places;
    of(name: string): Place;
}
//# sourceMappingURL=places.d.ts.map