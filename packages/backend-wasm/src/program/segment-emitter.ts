/**
 * Steps -> a function of the module, which every thread runs.
 *
 * Threads go through loops and branches together, each with its own counter. They meet at a barrier before a step that
 * reads what others may still be writing. What one thread does alone, loops of such steps included, needs no barrier
 * inside.
 */
import { FunctionBuilder } from "../assembler/function-builder.ts";
import { addI32, i32, node, nodeWith, type Node } from "../assembler/node.ts";
import type { MemoryLayout } from "./memory-layout.ts";
import { isParallel, type Step, type StepBody } from "./step.ts";

/**
 * A function that runs steps. It returns 0, or 1 where a thread was lost. `barrier` is `null` for one thread, which runs
 * the parts of all `threads`, one after the other.
 */
export function segmentFunction(
  steps: readonly Step[],
  layout: MemoryLayout,
  barrier: number | null,
  threads = 1,
): FunctionBuilder {
  const builder = new FunctionBuilder(["i32"], "i32");
  new SegmentEmitter(builder, layout, barrier, threads).emit(steps);
  builder.return(i32(0));
  return builder;
}

/** Where the threads are: at one place, at work apart, or at one place while the first may still be at work alone. */
type Meeting = "met" | "apart" | "alone";

class SegmentEmitter {
  readonly #builder: FunctionBuilder;
  readonly #layout: MemoryLayout;
  readonly #barrier: number | null;
  readonly #threads: number;
  /** The addresses of buffers that move in the loops around. */
  readonly #moving = new Map<string, Node>();
  #meeting: Meeting = "met";

  constructor(builder: FunctionBuilder, layout: MemoryLayout, barrier: number | null, threads: number) {
    this.#builder = builder;
    this.#layout = layout;
    this.#barrier = barrier;
    this.#threads = threads;
  }

  emit(steps: readonly Step[]): void {
    if (this.#barrier === null) {
      this.#alone(steps);
      return;
    }
    this.#together(steps);
    this.#meet();
  }

  #together(steps: readonly Step[]): void {
    for (const step of steps) {
      if (!isParallel(step)) {
        if (this.#meeting === "apart") this.#meet();
        this.#builder.when(node("i32.eqz", this.#builder.parameter(0)), () => {
          this.#alone([step]);
        });
        this.#meeting = "alone";
        continue;
      }
      this.#meet();
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
    const builder = this.#builder;
    const isShared = isParallel(step);
    const meet = (): void => {
      if (isShared) this.#meet();
    };
    switch (step.kind) {
      case "call": {
        const told = step.buffers.map((name) => this.#told(name));
        if (isShared && this.#barrier === null) {
          const thread = builder.newLocal("i32");
          builder.loop(thread, i32(0), i32(this.#threads), 1, () => {
            builder.call(step.index, thread, ...told);
          });
          return;
        }
        builder.call(step.index, builder.parameter(0), ...told);
        if (isShared) this.#meeting = "apart";
        return;
      }
      case "copy":
        builder.copyMemory(this.#addressOf(step.to), this.#addressOf(step.from), i32(step.bytes));
        return;
      case "scan": {
        const moves = this.#enter(step.body, true);
        const count = builder.newLocal("i32");
        builder.loop(count, i32(0), i32(step.length), 1, () => {
          inside(step.body.steps);
          meet();
          for (const { at, stride } of moves) builder.assign(at, addI32(at, i32(stride)));
        });
        return;
      }
      case "while": {
        this.#enter(step.condition, false);
        this.#enter(step.body, false);
        const goesOn = builder.newLocal("i32");
        builder.repeatWhile(
          () => {
            inside(step.condition.steps);
            meet();
            builder.assign(goesOn, this.#isTrue(step.predicate));
            // The body may write over the predicate, which all threads must have seen before.
            if (isShared) this.#wait();
            builder.when(goesOn, () => {
              inside(step.body.steps);
              meet();
            });
          },
          () => goesOn,
        );
        return;
      }
      case "branch": {
        this.#enter(step.whenTrue, false);
        this.#enter(step.whenFalse, false);
        const ends: Meeting[] = [];
        const side = (steps: readonly Step[]) => () => {
          if (isShared) this.#meeting = "met";
          inside(steps);
          ends.push(this.#meeting);
        };
        builder.when(this.#isTrue(step.predicate), side(step.whenTrue.steps), side(step.whenFalse.steps));
        if (isShared) this.#meeting = ends.every((end) => end === "met") ? "met" : "apart";
      }
    }
  }

  /** Sets the addresses of a body's views that move, as they are in the first iteration. */
  #enter({ views }: StepBody, repeats: boolean): readonly { readonly at: Node; readonly stride: number }[] {
    const moves: { at: Node; stride: number }[] = [];
    for (const { name, of, offset, stride } of views) {
      if (!this.#layout.isMoving(name)) continue;
      const start = addI32(this.#addressOf(of), i32(offset));
      if (!repeats || stride === 0) {
        this.#moving.set(name, this.#builder.define(start));
        continue;
      }
      const at = this.#builder.newLocal("i32");
      this.#builder.assign(at, start);
      this.#moving.set(name, at);
      moves.push({ at, stride });
    }
    return moves;
  }

  #isTrue(predicate: string): Node {
    return nodeWith("i32.load8_u", [0], this.#addressOf(predicate));
  }

  #addressOf(name: string): Node {
    const address = this.#moving.get(name) ?? this.#layout.currentAddressOf(name);
    if (address === undefined) throw new TypeError(`${name} moves in a loop that is not entered`);
    return address;
  }

  /** What a function is told of a buffer. One that packs before a loop does not read what moves in it. */
  #told(name: string): Node {
    return this.#moving.get(name) ?? this.#layout.currentAddressOf(name) ?? i32(0);
  }

  #meet(): void {
    if (this.#meeting !== "met") this.#wait();
    this.#meeting = "met";
  }

  #wait(): void {
    if (this.#barrier === null) return;
    this.#builder.whenCall(this.#barrier, () => {
      this.#builder.return(i32(1));
    });
  }
}
