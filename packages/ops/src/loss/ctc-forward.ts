/**
 * The forward algorithm of connectionist temporal classification, in logarithms.
 *
 * The targets with blanks between them and around them are the states, `2 * most + 1` of them. `alpha[s]` is the
 * logarithm of the probability of all alignments up to a time that end in state s; a step comes from the same state,
 * the one before it, or, from one label to another, over the blank between them. What cannot be has a logarithm far
 * below all others and not minus infinity, of which there would be no derivative.
 */
import { broadcastTo, full, scan, type Shape, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { maximum } from "../arithmetic/maximum.ts";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { sub } from "../arithmetic/sub.ts";
import { greater } from "../comparison/greater.ts";
import { greaterEqual } from "../comparison/greater-equal.ts";
import { less } from "../comparison/less.ts";
import { lessEqual } from "../comparison/less-equal.ts";
import { logicalAnd } from "../comparison/logical-and.ts";
import { notEqual } from "../comparison/not-equal.ts";
import { where } from "../comparison/where.ts";
import { exp } from "../exponential/exp.ts";
import { log } from "../exponential/log.ts";
import { iota } from "../indexing/iota.ts";
import { pick } from "../indexing/pick.ts";
import { concat } from "../shape/concat.ts";
import { expandDims } from "../shape/expand-dims.ts";
import { pad } from "../shape/pad.ts";
import { reshape } from "../shape/reshape.ts";
import { slice } from "../shape/slice.ts";
import { stack } from "../shape/stack.ts";
import { transpose } from "../shape/transpose.ts";
import { stopGradient } from "../structure/stop-gradient.ts";

/** What a batch of sequences shall read as. */
export interface CtcTargets {
  readonly targets: Tensor;
  readonly inputLengths: Tensor;
  readonly targetLengths: Tensor;
  readonly blank: number;
  /** The loss of a sequence that is too short. */
  readonly infinite: number;
}

/** The logarithm of what cannot be. */
const impossible = -1e30;

/** The loss of each sequence, from logarithms of probabilities `[batch, time, classes]`. */
export function ctcLosses(
  logProbabilities: Tensor,
  { targets, inputLengths, targetLengths, blank, infinite }: CtcTargets,
): Tensor {
  // What stands after the end of a target is never read as a label, whatever it is.
  const isTarget = less(iota(targets.shape[1] ?? 0), expandDims(targetLengths, 1));
  const labels = withBlanks(where(isTarget, targets, blank), blank);
  const emissions = emissionsOf(logProbabilities, labels);
  const time = emissions.shape[0] ?? 0;
  const skips = logicalAnd(notEqual(labels, blank), notEqual(labels, shift(labels, 2, blank)));
  // Before the first step an alignment stands on the first blank, from which it steps to either beginning.
  const initial = pad(
    full([labels.shape[0] ?? 0, 1], 0, emissions.dtype),
    [0, 0],
    [0, (labels.shape[1] ?? 1) - 1],
    impossible,
  );
  // The carry keeps the shape that it starts with, which the step's type does not say.
  const [alpha] = scan(initial as Tensor, { emission: emissions, now: iota(time) }, (before, { emission, now }) => {
    const going = less(now, expandDims(inputLengths, 1));
    return [where(going, step(before, emission, skips), before), {}];
  });
  const last = mul(targetLengths, 2);
  const onBlank = stateAt(alpha, last);
  const onLabel = where(greater(targetLengths, 0), stateAt(alpha, maximum(sub(last, 1), 0)), impossible);
  const total = addLogarithms([onBlank, onLabel]);
  const isLength = logicalAnd(greaterEqual(inputLengths, 0), lessEqual(inputLengths, time));
  const losses = where(less(total, impossible / 10), infinite, neg(total));
  return where(isLength, losses, Number.NaN);
}

/** One time further. */
function step(before: Tensor, emission: Tensor, skips: Tensor<Shape, "bool">): Tensor {
  const skipped = where(skips, shift(before, 2, impossible), impossible);
  return add(addLogarithms([before, shift(before, 1, impossible), skipped]), emission);
}

/** The logarithm of the sum of exponentials of tensors, without overflow. */
function addLogarithms(terms: readonly Tensor[]): Tensor {
  const largest = stopGradient(terms.reduce((most, term) => maximum(most, term)));
  return add(log(terms.map((term) => exp(sub(term, largest))).reduce((total, term) => add(total, term))), largest);
}

/** The targets with a blank before each, and one at the end: `[batch, 2 * most + 1]`. */
function withBlanks(targets: Tensor, blank: number): Tensor {
  const [batch = 0, most = 0] = targets.shape;
  const end = full([batch, 1], blank, "i32");
  if (most === 0) return end;
  const pairs: Tensor = stack([full([batch, most], blank, "i32"), targets], 2);
  return concat([reshape(pairs, [batch, 2 * most]), end], 1);
}

/** The logarithm of the probability of each state's label at each time: `[time, batch, states]`. */
function emissionsOf(logProbabilities: Tensor, labels: Tensor): Tensor {
  const [batch = 0, time = 0, classes = 0] = logProbabilities.shape;
  const states = labels.shape[1] ?? 1;
  const rows = transpose(maximum(logProbabilities, impossible), [1, 0, 2]);
  const each = broadcastTo(expandDims(rows, 2), [time, batch, states, classes]);
  // The shape that it was broadcast to.
  return pick(each, broadcastTo(labels, [time, batch, states]) as Tensor<readonly [number, number, number], "i32">);
}

/** The states `by` further, with something before the first ones. */
function shift(states: Tensor, by: number, first: number): Tensor {
  const [batch = 0, count = 0] = states.shape;
  if (by >= count) return full(states.shape, first, states.dtype);
  return pad(slice(states, [0, 0], [batch, count - by]), [0, by], [0, 0], first);
}

function stateAt(alpha: Tensor, states: Tensor): Tensor {
  // The rank that the scan keeps.
  return pick(alpha as Tensor<readonly [number, number]>, states as Tensor<readonly [number], "i32">);
}
