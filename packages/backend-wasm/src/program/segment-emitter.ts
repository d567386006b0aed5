/**
 * Steps -> a function of the module, which every thread runs.
 *
 * Threads go through loops and branches together, each with its own counter. They meet at a barrier before a step that
 * reads what others may still be writing. What one thread does alone, loops of such steps included, needs no barrier
 * inside.
 */
import { FunctionBuilder } from "../assembler/function-builder.ts";
import { i32, node, type Node } from "../assembler/node.ts";
import type { Meeting, performControl, SegmentFunction } from "./control-steps.ts";
import type { MemoryLayout } from "./memory-layout.ts";
import { isParallel, type Step } from "./step.ts";

/** What a function of steps is made with. */
export interface SegmentSettings {
  readonly layout: MemoryLayout;
  /** The function by which threads wait; `null` for one thread, which runs the parts of all, one after the other. */
  readonly barrier: number | null;
  readonly threads: number;
  /** Emits loops and branches; `null` where the program has none. */
  readonly control: typeof performControl | null;
}

/** A function that runs steps. It returns 0, or 1 where a thread was lost. */
export function segmentFunction(steps: readonly Step[], settings: SegmentSettings): FunctionBuilder {
  const builder = new FunctionBuilder(["i32"], "i32");
  new SegmentEmitter(builder, settings).emit(steps);
  builder.return(i32(0));
  return builder;
}

class SegmentEmitter implements SegmentFunction {
  readonly builder: FunctionBuilder;
  readonly #settings: SegmentSettings;
  /** The addresses of buffers that move in the loops around. */
  readonly #moving = new Map<string, Node>();
  meeting: Meeting = "met";

  constructor(builder: FunctionBuilder, settings: SegmentSettings) {
    this.builder = builder;
    this.#settings = settings;
  }

  emit(steps: readonly Step[]): void {
    if (this.#settings.barrier === null) {
      this.#alone(steps);
      return;
    }
    this.#together(steps);
    this.meet();
  }

  #together(steps: readonly Step[]): void {
    for (const step of steps) {
      if (!isParallel(step)) {
        if (this.meeting === "apart") this.meet();
        this.builder.when(node("i32.eqz", this.builder.parameter(0)), () => {
          this.#alone([step]);
        });
        this.meeting = "alone";
        continue;
      }
      this.meet();
      this.#perform(step, (inner) => {
        this.#together(inner);
      });
    }
  }

  /** Steps of one thread. */
  #alone(steps: readonly Step[]): void {
    for (const step of steps) {
      this.#perform(step, (inner) => {
        this.#alone(inner);
      });
    }
  }

  #perform(step: Step, inside: (steps: readonly Step[]) => void): void {
    const { builder } = this;
    const { barrier, threads, control } = this.#settings;
    switch (step.kind) {
      case "call": {
        const told = step.buffers.map((name) => this.#told(name));
        if (isParallel(step) && barrier === null) {
          const thread = builder.newLocal("i32");
          builder.loop(thread, i32(0), i32(threads), 1, () => {
            builder.call(step.index, thread, ...told);
          });
          return;
        }
        builder.call(step.index, builder.parameter(0), ...told);
        if (isParallel(step)) this.meeting = "apart";
        return;
      }
      case "copy":
        builder.copyMemory(this.addressOf(step.to), this.addressOf(step.from), i32(step.bytes));
        return;
      default:
        if (control === null) throw new TypeError(`a ${step.kind} in a program without control`);
        control(step, this, inside);
    }
  }

  addressOf(name: string): Node {
    const address = this.#moving.get(name) ?? this.#settings.layout.currentAddressOf(name);
    if (address === undefined) throw new TypeError(`${name} moves in a loop that is not entered`);
    return address;
  }

  /** What a function is told of a buffer. One that packs before a loop does not read what moves in it. */
  #told(name: string): Node {
    return this.#moving.get(name) ?? this.#settings.layout.currentAddressOf(name) ?? i32(0);
  }

  isMoving(name: string): boolean {
    return this.#settings.layout.isMoving(name);
  }

  moveTo(name: string, address: Node): void {
    this.#moving.set(name, address);
  }

  meet(): void {
    if (this.meeting !== "met") this.wait();
    this.meeting = "met";
  }

  wait(): void {
    const { barrier } = this.#settings;
    if (barrier === null) return;
    this.builder.whenCall(barrier, () => {
      this.builder.return(i32(1));
    });
  }
}
