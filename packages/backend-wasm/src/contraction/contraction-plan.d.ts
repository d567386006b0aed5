/**
 * How a contraction is computed: which operand is read where it stands, which is packed first, and how the reduction is
 * cut so that what is read again and again stays in the nearest cache.
 *
 * Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008), for a vector of 128 bits.
 */
import { Index, type ContractionKernel, type LoopIndex, type Precision, type Scalar } from "@rensa/core";
import { type LaneCount } from "../lanes/kind.ts";
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
    readonly cut: {
        readonly axis: number;
        readonly chunk: number;
    };
    /** Elements of scratch memory for the dense left operand and for the panels. */
    readonly leftElements: number;
    readonly rightElements: number;
}
/** Rows and vectors of the block of sums that is kept in registers: 4 rows by 2 vectors use 12 of 16 registers. */
export declare const tileRows = 4;
/** Rows that are taken together, so that what they read stays in the second cache while panels pass by. */
export declare const blockRows = 64;
/** Vectors of a row of a block. */
export declare const tileVectors = 2;
/** Plans a contraction; `undefined` where plain loops do as well. */
export declare function planContraction(kernel: ContractionKernel, precision: Precision): ContractionPlan | undefined;
/** Columns of a panel. */
export declare function panelWidth(kind: "f32" | "f64"): number;
/** The product of extents. */
export declare function extentOf(loops: readonly LoopIndex[]): number;
/** Loops as parts of one index that runs over all of them, the last fastest. */
export declare function partsOf(loops: readonly LoopIndex[], whole: Index): ReadonlyMap<string, Index>;
/** The distance of neighbours, where all rows (or columns) lie at equal distances. */
export declare function regularStride({ lanes }: AffineOperand, loops: readonly LoopIndex[]): number | null;
/** By how many elements an operand moves along a loop. */
export declare function strideAlong({ expression }: Scalar, { name }: LoopIndex): number;
/** Axes with neighbours joined that both operands see as one. */
export declare function joinAxes(axes: readonly ReductionAxis[]): readonly ReductionAxis[];
//# sourceMappingURL=contraction-plan.d.ts.map