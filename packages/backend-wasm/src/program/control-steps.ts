/** Loops and branches in a function of the module. Loaded where a program has them. */
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { addI32, i32, nodeWith, type Node } from "../assembler/node.ts";
import { isParallel, type ControlStep, type Step, type StepBody } from "./step.ts";

/** Where the threads are: at one place, at work apart, or at one place while the first may still be at work alone. */
export type Meeting = "met" | "apart" | "alone";

/** The function that is being made. */
export interface SegmentFunction {
  readonly builder: FunctionBuilder;
  meeting: Meeting;
  /** Lets the threads meet, unless they have. */
  meet(): void;
  /** Lets the threads wait for each other. */
  wait(): void;
  addressOf(name: string): Node;
  isMoving(name: string): boolean;
  /** From now on, a buffer that moves stands there. */
  moveTo(name: string, address: Node): void;
}

/** Emits a loop or a branch; `inside` emits the steps in it. */
export function performControl(
  step: ControlStep,
  segment: SegmentFunction,
  inside: (steps: readonly Step[]) => void,
): void {
  const { builder } = segment;
  const isShared = isParallel(step);
  const meet = (): void => {
    if (isShared) segment.meet();
  };
  switch (step.kind) {
    case "scan": {
      const moves = enter(step.body, true, segment);
      const count = builder.newLocal("i32");
      builder.loop(count, i32(0), i32(step.length), 1, () => {
        inside(step.body.steps);
        meet();
        for (const { at, stride } of moves) builder.assign(at, addI32(at, i32(stride)));
      });
      return;
    }
    case "while": {
      enter(step.condition, false, segment);
      enter(step.body, false, segment);
      const goesOn = builder.newLocal("i32");
      builder.repeatWhile(
        () => {
          inside(step.condition.steps);
          meet();
          builder.assign(goesOn, isTrue(step.predicate, segment));
          // The body may write over the predicate, which all threads must have seen before.
          if (isShared) segment.wait();
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
      enter(step.whenTrue, false, segment);
      enter(step.whenFalse, false, segment);
      const ends: Meeting[] = [];
      const side = (steps: readonly Step[]) => () => {
        if (isShared) segment.meeting = "met";
        inside(steps);
        ends.push(segment.meeting);
      };
      builder.when(isTrue(step.predicate, segment), side(step.whenTrue.steps), side(step.whenFalse.steps));
      if (isShared) segment.meeting = ends.every((end) => end === "met") ? "met" : "apart";
    }
  }
}

/** Sets the addresses of a body's views that move, as they are in the first iteration. */
function enter(
  { views }: StepBody,
  repeats: boolean,
  segment: SegmentFunction,
): readonly { readonly at: Node; readonly stride: number }[] {
  const { builder } = segment;
  const moves: { at: Node; stride: number }[] = [];
  for (const { name, of, offset, stride } of views) {
    if (!segment.isMoving(name)) continue;
    const start = addI32(segment.addressOf(of), i32(offset));
    if (!repeats || stride === 0) {
      segment.moveTo(name, builder.define(start));
      continue;
    }
    const at = builder.newLocal("i32");
    builder.assign(at, start);
    segment.moveTo(name, at);
    moves.push({ at, stride });
  }
  return moves;
}

function isTrue(predicate: string, segment: SegmentFunction): Node {
  return nodeWith("i32.load8_u", [0], segment.addressOf(predicate));
}
