/** Scalar functions of booleans, which are masks: arithmetic on 0 and 1 of which anything but 0 is true. */
import { type ScalarFunctionName } from "@rensa/core";
import { type Node } from "../assembler/node.ts";
/** A function's application to masks. */
export declare function applyBoolean(name: Exclude<ScalarFunctionName, "select" | "convert">, a: Node, b: Node): Node;
//# sourceMappingURL=boolean.d.ts.map