import { type InstructionName, type ValueType } from "./instructions.ts";
import { type Node } from "./node.ts";
/** Builds the code of a function. */
export declare class FunctionBuilder {
    #private;
    readonly parameters: readonly ValueType[];
    readonly result: ValueType | null;
    constructor(parameters: readonly ValueType[], result?: ValueType | null);
    /** A parameter by its position. */
    parameter(position: number): Node;
    /** A new local, which is 0 at the start of the function. */
    newLocal(type: ValueType): Node;
    /** Computes a value into a new local. What is a constant or a local already stays it. */
    define(value: Node): Node;
    /** Sets a local. */
    assign(target: Node, value: Node): void;
    /** An instruction without a result: a store. */
    perform(name: InstructionName, immediates: readonly number[], ...operands: readonly Node[]): void;
    /** Computes a value for its effect. */
    drop(value: Node): void;
    /** Calls a function without a result. */
    call(functionIndex: number, ...operands: readonly Node[]): void;
    /** Calls a function without operands, and runs the body where its result is not 0. */
    whenCall(functionIndex: number, body: () => void): void;
    /** Returns a value from the function. */
    return(value: Node): void;
    /** `memory.copy`, of bytes. */
    copyMemory(to: Node, from: Node, bytes: Node): void;
    /** `for (index = from; index < to; index += step)`, signed; the body runs only where there is an iteration. */
    loop(index: Node, from: Node, to: Node, step: number, body: () => void): void;
    /** Runs the body until `again` is 0. */
    repeatWhile(body: () => void, again: () => Node): void;
    /** `if (condition) body else otherwise`. */
    when(condition: Node, body: () => void, otherwise?: () => void): void;
    /** The function's entry in the code section. */
    toBytes(): Uint8Array<ArrayBuffer>;
}
//# sourceMappingURL=function-builder.d.ts.map