/**
 * How a contraction is computed: which operand is read where it stands, which is packed first, and how the reduction is
 * cut so that what is read again and again stays in the nearest cache.
 *
 * Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008), for a vector of 128 bits.
 */
import { Index, type LoopIndex, type Precision, type Scalar } from "@rensa/core";
import type { ContractionKernel } from "@rensa/core/compiler";
import type { LaneCount } from "../lanes/kind.ts";
import { contractionKind, extentOf } from "./contraction-kind.ts";

/** An axis of the reduction: its extent, and by how many elements each operand moves along it. */
export interface ReductionAxis {
  readonly extent: number;
  readonly left: number;
  readonly right: number;
}

/** An operand whose elements are read where they stand: an offset for the batch, the lanes and the reduction each. */
export interface AffineOperand {
  readonly buffer: string;
  /** The part of the offset that depends on the batch alone. */
  readonly batch: Index;
  /** The part that depends on rows (or columns). */
  readonly lanes: Index;
}

/** What is decided for a contraction. */
export interface ContractionPlan {
  readonly kernel: ContractionKernel;
  readonly kind: "f32" | "f64";
  readonly laneCount: LaneCount;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly batch: number;
  /** Read where it stands, else evaluated into a dense matrix first. */
  readonly left: AffineOperand | null;
  /** Read where it stands, else packed into panels first. */
  readonly right: AffineOperand | null;
  /** Groups of rows lie side by side in memory: one pointer reads them. */
  readonly rowsAdjoin: boolean;
  /** Blocks of rows are copied, chunk by chunk, into the order in which they are read. */
  readonly copiesRows: boolean;
  /** Where the right operand stands before it is packed, where that is one buffer read at an affine offset. */
  readonly rightSource: AffineOperand | null;
  /** The axes of the reduction, those joined that both operands see as one. */
  readonly axes: readonly ReductionAxis[];
  /** The axis that is cut into chunks, and how long a chunk is; those before it are outside the chunks. */
  readonly cut: { readonly axis: number; readonly chunk: number };
  /** Elements of scratch memory for the dense left operand and for the panels. */
  readonly leftElements: number;
  readonly rightElements: number;
}

/** Rows and vectors of the block of sums that is kept in registers: 4 rows by 2 vectors use 12 of 16 registers. */
export const tileRows = 4;
/** Rows that are taken together, so that what they read stays in the second cache while panels pass by. */
export const blockRows = 64;
/** Vectors of a row of a block. */
export const tileVectors = 2;
/** Products along the reduction that are done before partial sums go to memory. */
const longestReduction = 512;
/** The same where rows are copied: a block of 64 of them must leave room in the second cache. */
const longestCopied = 256;
/** Fewer panels than this do not pay for copying rows. */
const fewPanels = 6;
/** This many panels pay for copying rows by squares. */
const manyPanels = 48;
/** So few rows do not pay for packing what they read. */
const fewRows = 15;
/** Nor do these, where the columns lie so close together that a panel stays in the first cache. */
const someRows = 32;
const closeColumns = 128;

/** Plans a contraction; `undefined` where plain loops do as well. */
export function planContraction(kernel: ContractionKernel, precision: Precision): ContractionPlan | undefined {
  const kind = contractionKind(kernel, precision);
  if (kind === null) return undefined;
  const rows = extentOf(kernel.rows);
  const columns = extentOf(kernel.columns);
  const depth = extentOf(kernel.reduction);
  const batch = extentOf(kernel.batch);
  const left = affine(kernel.left, kernel, kernel.rows);
  const wholeRight = affine(kernel.right, kernel, kernel.columns);
  const isShort = rows <= fewRows || (rows <= someRows && columns <= closeColumns);
  const right = isShort && wholeRight !== null && isContiguous(wholeRight, kernel.columns) ? wholeRight : null;
  const width = panelWidth(kind);
  const panels = Math.ceil(columns / width);
  const axes = joinAxes(
    kernel.reduction.map((loop, position): ReductionAxis => {
      const inner = extentOf(kernel.reduction.slice(position + 1));
      return {
        extent: loop.extent,
        left: left === null ? inner : strideAlong(kernel.left, loop),
        right: right === null ? inner * width : strideAlong(kernel.right, loop),
      };
    }),
  );
  const adjoin = left !== null && doRowsAdjoin(left, kernel.rows, rows);
  // Rows that lie side by side are far apart along the reduction: read in place, they would push each other out of the
  // caches, the more so where that distance is a power of two.
  const innermost = axes.at(-1);
  // Rows that are read along the reduction are copied by squares of four: only where many panels pay for it.
  const alongReduction =
    left !== null && kind === "f32" && innermost?.left === 1 && innermost.extent % longestCopied === 0;
  const copiesRows = (adjoin && panels >= fewPanels) || (alongReduction && panels >= manyPanels && rows > blockRows);
  return {
    kernel,
    rowsAdjoin: adjoin,
    copiesRows,
    kind,
    laneCount: kind === "f32" ? 4 : 2,
    rows,
    columns,
    depth,
    batch,
    left,
    right,
    rightSource: wholeRight,
    axes,
    cut: cutReduction(axes, copiesRows ? longestCopied : longestReduction),
    leftElements: left === null ? batch * rows * depth : 0,
    rightElements: right === null ? batch * panels * width * depth : 0,
  };
}

/** Columns of a panel. */
export function panelWidth(kind: "f32" | "f64"): number {
  return tileVectors * (kind === "f32" ? 4 : 2);
}

/** Loops as parts of one index that runs over all of them, the last fastest. */
export function partsOf(loops: readonly LoopIndex[], whole: Index): ReadonlyMap<string, Index> {
  let inner = 1;
  const parts = new Map<string, Index>();
  for (const loop of [...loops].reverse()) {
    const part = whole.div(inner);
    parts.set(loop.name, loop === loops[0] ? part : part.mod(loop.extent));
    inner *= loop.extent;
  }
  return parts;
}

function affine({ expression }: Scalar, kernel: ContractionKernel, lanes: readonly LoopIndex[]): AffineOperand | null {
  if (expression.kind !== "load" || expression.offset.terms.some(({ atom }) => atom.kind !== "loop")) return null;
  const { buffer, offset } = expression;
  const part = (loops: readonly LoopIndex[]): Index =>
    loops.reduce((sum, loop) => sum.add(Index.of(loop).mul(offset.coefficientOf(loop.name))), Index.constant(0));
  const [inBatch, inLanes, inReduction] = [part(kernel.batch), part(lanes), part(kernel.reduction)];
  const rest = offset.sub(inBatch).sub(inLanes).sub(inReduction);
  // What moves backward along the reduction, or depends on another loop, is packed.
  if (rest.terms.length > 0 || inReduction.terms.some(({ coefficient }) => coefficient < 0)) return null;
  return { buffer, batch: inBatch.add(rest.constant), lanes: inLanes };
}

/** True where the four rows of every group lie side by side. */
function doRowsAdjoin({ lanes }: AffineOperand, loops: readonly LoopIndex[], rows: number): boolean {
  const inner = loops.at(-1);
  if (inner === undefined || lanes.coefficientOf(inner.name) !== 1) return false;
  return loops.length === 1 || (inner.extent % tileRows === 0 && rows % tileRows === 0);
}

/** The distance of neighbors, where all rows (or columns) lie at equal distances. */
export function regularStride({ lanes }: AffineOperand, loops: readonly LoopIndex[]): number | null {
  const stride = lanes.coefficientOf(loops.at(-1)?.name ?? "");
  let expected = stride;
  for (const { name, extent } of [...loops].reverse()) {
    if (lanes.coefficientOf(name) !== expected) return null;
    expected *= extent;
  }
  return stride;
}

function isContiguous({ buffer, batch, lanes }: AffineOperand, loops: readonly LoopIndex[]): boolean {
  return regularStride({ buffer, batch, lanes }, loops) === 1;
}

/** By how many elements an operand moves along a loop. */
export function strideAlong({ expression }: Scalar, { name }: LoopIndex): number {
  return expression.kind === "load" ? expression.offset.coefficientOf(name) : 0;
}

/** Axes with neighbors joined that both operands see as one. */
export function joinAxes(axes: readonly ReductionAxis[]): readonly ReductionAxis[] {
  return axes.reduce<ReductionAxis[]>((joined, axis) => {
    if (axis.extent === 1) return joined;
    const last = joined.at(-1);
    if (last?.left === axis.left * axis.extent && last.right === axis.right * axis.extent) {
      return [...joined.slice(0, -1), { ...axis, extent: last.extent * axis.extent }];
    }
    return [...joined, axis];
  }, []);
}

function cutReduction(axes: readonly ReductionAxis[], longest: number): ContractionPlan["cut"] {
  let inner = 1;
  for (let axis = axes.length - 1; axis >= 0; axis--) {
    const extent = axes[axis]?.extent ?? 1;
    if (inner * extent > longest) {
      const pieces = Math.ceil(extent / Math.max(1, Math.floor(longest / inner)));
      return { axis, chunk: Math.ceil(extent / pieces) };
    }
    inner *= extent;
  }
  return { axis: 0, chunk: axes[0]?.extent ?? 1 };
}
