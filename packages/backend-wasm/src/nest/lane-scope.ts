/** What the names in a nest stand for, for one group of lanes. */
import { RensaError } from "@rensa/core";
import type { Node } from "../assembler/node.ts";
import type { Accumulator } from "./accumulator.ts";

/** The names that a group of lanes sees: its own locals, and those of the scope around it. */
export class LaneScope {
  /** The loop whose iterations the lanes are; `null` where there is one iteration, in all lanes. */
  readonly loop: string | null;
  /** How many lanes stand for iterations; the others hold nothing of meaning. */
  readonly active: number;
  readonly #parent: LaneScope | null;
  readonly #locals = new Map<string, Node>();
  readonly #loops = new Map<string, Node>();
  readonly #accumulators = new Map<string, Accumulator>();

  constructor(parent: LaneScope | null, loop: string | null, active: number) {
    this.#parent = parent;
    this.loop = loop;
    this.active = active;
  }

  setLocal(name: string, value: Node): void {
    this.#locals.set(name, value);
  }

  /** The value of a local or an accumulator. */
  local(name: string): Node {
    const value = this.#locals.get(name) ?? this.#parent?.local(name);
    if (value === undefined) throw new RensaError("INTERNAL", `A kernel uses ${name} before it is defined.`);
    return value;
  }

  setAccumulator(name: string, accumulator: Accumulator): void {
    this.#accumulators.set(name, accumulator);
    this.setLocal(name, accumulator.registers[0] ?? accumulator.result());
  }

  /** The registers of a reduction. */
  accumulator(name: string): Accumulator {
    const accumulator = this.#accumulators.get(name) ?? this.#parent?.accumulator(name);
    if (accumulator === undefined) throw new RensaError("INTERNAL", `A kernel adds to ${name} before it is defined.`);
    return accumulator;
  }

  setLoop(name: string, value: Node): void {
    this.#loops.set(name, value);
  }

  /** The value of a loop index: that of the first lane where the lanes are its iterations. */
  loopValue(name: string): Node {
    const value = this.#loops.get(name) ?? this.#parent?.loopValue(name);
    if (value === undefined) throw new RensaError("INTERNAL", `A kernel uses the index ${name} outside its loop.`);
    return value;
  }
}
