/** Scalar functions of i32 and u8: they wrap; a quotient truncates toward zero, and by 0 is 0, as is a remainder. */
import { type ScalarFunctionName } from "@rensa/core";
import { type Node } from "../assembler/node.ts";
/** A function's application to i32 lanes, of which those of a u8 lie between 0 and 255. */
export declare function applyInteger(name: Exclude<ScalarFunctionName, "select" | "convert">, a: Node, b: Node, kind: "i32" | "u8"): Node;
//# sourceMappingURL=integer.d.ts.map