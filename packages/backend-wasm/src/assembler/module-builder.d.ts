import type { FunctionBuilder } from "./function-builder.ts";
/** The memory that a module imports as `rensa.memory`. */
export interface MemoryImport {
    /** Pages of 64 KiB. It never grows. */
    readonly pages: number;
    readonly shared: boolean;
}
/** Collects functions and writes the module. */
export declare class ModuleBuilder {
    #private;
    constructor(memory: MemoryImport);
    /** Adds a function and returns its index. */
    add(builder: FunctionBuilder): number;
    /** Exports a function. */
    export(name: string, functionIndex: number): void;
    /** The binary module. */
    toBytes(): Uint8Array<ArrayBuffer>;
}
//# sourceMappingURL=module-builder.d.ts.map