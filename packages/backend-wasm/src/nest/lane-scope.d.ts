import type { Node } from "../assembler/node.ts";
/** The names that a group of lanes sees: its own locals, and those of the scope around it. */
export declare class LaneScope {
    #private;
    /** The loop whose iterations the lanes are; `null` where there is one iteration, in all lanes. */
    readonly loop: string | null;
    /** How many lanes stand for iterations; the others hold nothing of meaning. */
    readonly active: number;
    constructor(parent: LaneScope | null, loop: string | null, active: number);
    setLocal(name: string, value: Node): void;
    /** The value of a local or an accumulator. */
    local(name: string): Node;
    setLoop(name: string, value: Node): void;
    /** The value of a loop index: that of the first lane where the lanes are its iterations. */
    loopValue(name: string): Node;
}
//# sourceMappingURL=lane-scope.d.ts.map