/**
 * Gradients of constants, outside the backward scan: a gradient that every step would compute and add up is computed once
 * for all steps, by the op summed over them. What the op reads of each step is stacked for that, so it is done where
 * that takes no more memory than the gradient itself.
 *
 * A recurrent network's weight gradients, a small product in each of hundreds of steps, become one large product.
 */
import { RensaError } from "../graph/error.ts";
import { referenceKey, type GraphNode, type Reference } from "../graph/graph.ts";
import { sizeOf } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { isSummable } from "../op/batched-sum.ts";
import type { OpDefinition } from "../op/definition.ts";
import { accumulate } from "../op/structural.ts";
import type { Recorder } from "../trace/recorder.ts";

/** A summand of a constant's gradient that is computed outside the loop. */
export interface HoistedSum {
  /** The position of the constant among the scan's inputs. */
  readonly position: number;
  readonly node: GraphNode;
  readonly definition: OpDefinition;
}

/** A constant's gradient in one step. */
export interface ConstantGradient {
  readonly position: number;
  readonly reference: Reference;
}

/** The summands that are computed outside, and those that stay in the loop. */
export interface HoistingPlan {
  readonly hoisted: readonly HoistedSum[];
  readonly kept: readonly ConstantGradient[];
}

/** What a plan needs to know of the values of the joint graph. */
export interface StepValues {
  readonly joint: Recorder;
  /** The node was recorded for the backward pass. */
  readonly isBackward: (node: GraphNode) => boolean;
  /** The value is the same in every step. */
  readonly isConstant: (reference: Reference) => boolean;
  /** The value exists for all steps anyway: a sequence, a constant, or saved for something else. */
  readonly isAtHand: (reference: Reference) => boolean;
}

/** Plans which summands of constants' gradients leave the loop. */
export function planHoisting(gradients: readonly ConstantGradient[], values: StepValues): HoistingPlan {
  const stacked = new Set<string>();
  const hoisted: HoistedSum[] = [];
  let waiting = gradients.flatMap((gradient) => summands(gradient, values));
  for (let changed = true; changed;) {
    changed = false;
    const left: ConstantGradient[] = [];
    for (const summand of waiting) {
      const sum = hoistable(summand, values);
      const more = sum === undefined ? Infinity : newlyStacked(sum.node, values, stacked);
      if (sum === undefined || more > sizeOf(sum.node.outputs[0]?.shape ?? [])) left.push(summand);
      else {
        hoisted.push(sum);
        sum.node.inputs.forEach((input) => stacked.add(referenceKey(input)));
        changed = true;
      }
    }
    waiting = left;
  }
  return { hoisted, kept: waiting };
}

/** A sum of gradients as its summands. */
function summands({ position, reference }: ConstantGradient, values: StepValues): readonly ConstantGradient[] {
  const node = values.joint.nodes.get(reference.node);
  if (node?.op !== accumulate.definition.name || !values.isBackward(node)) return [{ position, reference }];
  return node.inputs.flatMap((input) => summands({ position, reference: input }, values));
}

function hoistable({ position, reference }: ConstantGradient, values: StepValues): HoistedSum | undefined {
  const node = values.joint.nodes.get(reference.node);
  const definition = node && values.joint.definitions.get(node.op);
  if (node === undefined || definition === undefined || !values.isBackward(node)) return undefined;
  if (node.inputs.every(values.isConstant)) return undefined;
  const inputs = node.inputs.map((input) => typeOf(values.joint, input));
  return isSummable(definition, inputs, node.attributes) ? { position, node, definition } : undefined;
}

/** Elements per step that would be stacked only for this node. */
function newlyStacked(node: GraphNode, values: StepValues, stacked: ReadonlySet<string>): number {
  const inputs = new Map(node.inputs.map((input) => [referenceKey(input), input]));
  let elements = 0;
  for (const [key, input] of inputs) {
    if (stacked.has(key) || values.isAtHand(input)) continue;
    elements += sizeOf(typeOf(values.joint, input).shape);
  }
  return elements;
}

function typeOf(joint: Recorder, { node, slot }: Reference): TensorType {
  const type = joint.nodes.get(node)?.outputs[slot];
  if (type === undefined) throw new RensaError("INTERNAL", `scan: the body has no value ${node}.`);
  return type;
}
