/**
 * Instructions as expressions: a node is an instruction with its operands. Nodes form a DAG; whatever is used more than
 * once in what is emitted together is computed once and kept in a local.
 */
import { type InstructionName, type ValueType } from "./instructions.ts";
/** What a node is. */
export type NodeKind = {
    readonly kind: "instruction";
    readonly name: InstructionName;
    readonly immediates: readonly number[];
} | {
    readonly kind: "constant";
    readonly value: number;
} | {
    readonly kind: "vector";
    readonly bytes: readonly number[];
} | {
    readonly kind: "local";
    readonly index: number;
} | {
    readonly kind: "select";
} | {
    readonly kind: "conditional";
};
/** One instruction with its operands. */
export declare class Node {
    readonly what: NodeKind;
    readonly type: ValueType;
    readonly operands: readonly Node[];
    constructor(what: NodeKind, type: ValueType, operands?: readonly Node[]);
}
/** An instruction that returns a value. */
export declare function node(name: InstructionName, ...operands: readonly Node[]): Node;
/**
 * An instruction with immediates: the byte offset of a memory access (below 2^32), a lane, or the 16 bytes of a shuffle.
 */
export declare function nodeWith(name: InstructionName, immediates: readonly number[], ...operands: readonly Node[]): Node;
/** An i32 constant. */
export declare function i32(value: number): Node;
/** The value of a local. */
export declare function local(index: number, type: ValueType): Node;
/** A v128 of four f32. */
export declare function f32x4(...values: readonly number[]): Node;
/** A v128 of two f64. */
export declare function f64x2(...values: readonly number[]): Node;
/** A v128 of four i32. */
export declare function i32x4(...values: readonly number[]): Node;
/** `whenTrue` where the i32 condition is not 0, else `whenFalse`. Both are computed. */
export declare function select(condition: Node, whenTrue: Node, whenFalse: Node): Node;
/** `whenTrue` where the i32 condition is not 0, else `whenFalse`. Only one of them is computed. */
export declare function conditional(condition: Node, whenTrue: Node, whenFalse: Node): Node;
/** Sum of i32, with constants folded. */
export declare function addI32(a: Node, b: Node): Node;
/** Product of an i32 with a constant, as a shift where that is possible. */
export declare function timesI32(a: Node, factor: number): Node;
//# sourceMappingURL=node.d.ts.map