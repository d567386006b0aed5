/** Phases put side by side: how the parts of a strided convolution's transpose become one tensor. */
import {
  anyShape,
  Index,
  listOf,
  makeOp,
  RensaError,
  sizeOf,
  wholeNumber,
  type LoopOperand,
  type Scalar,
  type Shape,
  type Tensor,
} from "@rensa/core";
import type { Bound } from "@rensa/core/compiler";
import { checkPerAxis } from "../shape/per-axis.ts";

/** The phases that each part has: the first and how many, along each spatial axis. */
interface PhasesOfParts {
  readonly first: readonly (readonly number[])[];
  readonly counts: readonly (readonly number[])[];
}

/** What {@link interleave} is told. */
interface Interleaving extends PhasesOfParts {
  /** The spatial extents of the result. */
  readonly extents: Shape;
  /** The number of phases along each spatial axis. */
  readonly strides: readonly number[];
  readonly channels: number;
}

/**
 * `x[n, ...h, ...g, c]` from parts `[n, ...rows, ...g, phases * c]`, where row `m` of phase `r` along an axis is
 * element `m * stride + r`. Phases in no part are zero.
 *
 * @internal
 */
export const interleave = makeOp({
  name: "interleave",
  variadic: true,
  attributes: {
    extents: anyShape(),
    strides: listOf(wholeNumber(1, { minimum: 1 })),
    channels: wholeNumber(1, { minimum: 0 }),
    first: listOf(listOf(wholeNumber(0, { minimum: 0 }))),
    counts: listOf(listOf(wholeNumber(0, { minimum: 0 }))),
  },
  forward: {
    loops: (parts, { extents, strides, channels, ...phasesOf }, { within, constant }) => {
      const [{ shape, dtype }] = parts;
      const rank = extents.length;
      const reached = phasesOf.counts.reduce((total, each) => total + sizeOf(each), 0);
      return {
        shape: [...shape.slice(0, 1), ...extents, ...shape.slice(rank + 1, -1), channels],
        element: (...indices) => {
          const [batch, spatial] = [indices.slice(0, 1), indices.slice(1, rank + 1)];
          const [groups, channel] = [indices.slice(rank + 1, -1), indices.slice(-1)];
          const rows = spatial.map((index, axis) => index.div(strides[axis] ?? 1));
          const phases = spatial.map((index, axis) => index.mod(strides[axis] ?? 1));
          const read = (part: LoopOperand, at: number): Scalar => {
            const phase = positionIn(phasesOf, at, phases);
            return part.at(...batch, ...rows, ...groups, ...channel.map((index) => phase.mul(channels).add(index)));
          };
          // Where every phase is in some part, what is in no other part is in the last.
          const isRest = (at: number): boolean => at === parts.length - 1 && reached === sizeOf(strides);
          return Array.from(parts).reduceRight(
            (otherwise, part, at) =>
              within(isRest(at) ? [] : boundsOf(phasesOf, at, phases), () => read(part, at), otherwise),
            constant(0, dtype),
          );
        },
      };
    },
  },
  check: ({ extents, strides, first, counts }, parts) => {
    const rank = (parts[0]?.shape.length ?? 0) - extents.length;
    for (const list of [strides, ...first, ...counts]) checkPerAxis("interleave", extents.length, { strides: list });
    if (first.length === parts.length && counts.length === parts.length && (rank === 2 || rank === 3)) return;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `interleave: ${String(first.length)} and ${String(counts.length)} phases do not suit ${String(parts.length)} parts over ${String(extents.length)} axes; give those of each part.`,
    );
  },
  nonDifferentiable: "it is a part of convolution_transpose, which has the derivative",
  takes: "parts, options",
  call:
    (apply) =>
    (parts: readonly Tensor[], { extents, strides, channels, first, counts }: Interleaving): Tensor =>
      apply(parts, { extents, strides, channels, first, counts }),
});

/** The row-major position of phases within a part. Along an axis with one phase it is 0, which keeps index maps small. */
function positionIn({ first, counts }: PhasesOfParts, part: number, phases: readonly Index[]): Index {
  return phases.reduce((position, phase, axis) => {
    const count = counts[part]?.[axis] ?? 1;
    return count === 1 ? position : position.mul(count).add(phase.sub(first[part]?.[axis] ?? 0));
  }, Index.constant(0));
}

/** The bounds within which phases are those of a part. */
function boundsOf({ first, counts }: PhasesOfParts, part: number, phases: readonly Index[]): readonly Bound[] {
  return phases.map((index, axis) => {
    const lower = first[part]?.[axis] ?? 0;
    return { index, lower, upper: lower + (counts[part]?.[axis] ?? 1) };
  });
}
