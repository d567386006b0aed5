/**
 * Where everything stands in the memory of a program: control words, buffers, and what kernels need for themselves.
 *
 * Vectors read a whole group of lanes where fewer are wanted, and a guarded read (padding) may start outside its buffer.
 * Margins around the buffers make every such read land in memory.
 */
import { type ProgramPlan } from "@rensa/core";
import { Places } from "../nest/places.ts";
/** Bytes at the start of memory that threads agree by. */
export declare const controlBytes = 1024;
/** Places in memory, while kernels still ask for more. */
export declare class MemoryLayout {
    #private;
    readonly places: Places;
    constructor(plan: ProgramPlan);
    /** Sets bytes aside for a kernel, and returns their address. */
    reserve(bytes: number): number;
    /** Sets integers aside that are there from the start, and returns their address. */
    constants(values: Int32Array): number;
    /** Where a buffer stands. */
    addressOf(name: string): number;
    /** Pages of 64 KiB that hold everything. */
    get pages(): number;
    /** Writes what {@link constants} was given. */
    fill(memory: ArrayBufferLike): void;
}
//# sourceMappingURL=memory-layout.d.ts.map