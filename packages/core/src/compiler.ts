/**
 * What compiles a graph, for authors of backends and tools: passes, kernels, loop nests, the interpreter, plans, and the
 * comparison of results.
 *
 * @packageDocumentation
 */
export { atOnce, type Interruptible } from "./graph/interruptible.ts";
export { giveNotice } from "./graph/notice.ts";
export { present } from "./graph/present.ts";
export { isLibraryFile } from "./graph/is-library-file.ts";
export { authorsPlace } from "./graph/users-place.ts";
export { inParts, nextTask, Yielding } from "./graph/yielding.ts";
export { computedBy } from "./expression/computed-index.ts";
export type { ComputedIndex, IndexAtom, IndexSource, IndexTerm, Quotient, Remainder } from "./expression/index-map.ts";
export {
  errorFunction,
  remainderOfFloats,
  roundHalfEven,
  scalarFunctions,
  type ScalarFunction,
  type ScalarFunctionName,
} from "./expression/scalar-function.ts";
export { childrenOf } from "./expression/children.ts";
export type { Bound, Expression } from "./expression/scalar.ts";
export { describeSchema } from "./op/attribute-schema.ts";
export { currentContext, withContext, type OpContext } from "./op/context.ts";
export type { CallPlace } from "./op/locate.ts";
export { opsByName, type OwnedOp } from "./op/ops-by-name.ts";
export { soleOutput } from "./trace/trace.ts";
export { expandComposites } from "./passes/expand.ts";
export { foldConstants } from "./passes/fold.ts";
export { hoistInvariants } from "./passes/hoist-invariants.ts";
export { constantValueOf, matchPattern, type MatchContext, type NodeLookup } from "./passes/match.ts";
export { mergeScans } from "./passes/merge-scans.ts";
export { runPasses, type PipelineResult } from "./passes/pipeline.ts";
export { removeDead } from "./passes/remove-dead.ts";
export { shareCommon } from "./passes/share.ts";
export { standardPasses } from "./passes/standard-passes.ts";
export { trimRegions } from "./passes/trim-regions.ts";
export {
  type BranchKernel,
  type BufferCopy,
  type BufferView,
  type ControlBase,
  type ControlBody,
  type ControlKernel,
  type ScanKernel,
  type WhileKernel,
  contractionSum,
  isLoopKernel,
  type ContractionKernel,
  type HostKernel,
  type Kernel,
  type KernelBase,
  type KernelBuffer,
  type LoopKernel,
  type RowKernel,
  type ScatterKernel,
  type ElementStore,
} from "./kernel/kernel.ts";
export { bodiesOf, isControl, viewsInside, withInner } from "./kernel/control-kernel.ts";
export type { FusionDecision, FusionPlan } from "./kernel/fusion/fusion.ts";
export type { Work } from "./kernel/fusion/inlined-work.ts";
export { lowerGraph, type LoweredGraph, type LowerOptions, type LowerRegion } from "./kernel/fusion/lower.ts";
export type { Use, ValueFacts, ValueKind } from "./kernel/fusion/value-facts.ts";
export {
  combineFunctions,
  divideIntegers,
  flooredRemainder,
  remainderOfIntegers,
  scatterFunctions,
  startOf,
  type NumberFunction,
} from "./kernel/interpreter/apply-function.ts";
export type { KernelArrays } from "./kernel/interpreter/closure-compiler.ts";
export { interpreted, interpretKernel } from "./kernel/interpreter/interpret.ts";
export { nothingMoves, type MovingBuffers } from "./kernel/interpreter/moving-buffers.ts";
export { kernelCost, type KernelCost } from "./kernel/kernel-cost.ts";
export type { Statement } from "./kernel/nests/loop-nest.ts";
export { lowerStores, lowerToNest } from "./kernel/nests/lower-nest.ts";
export { completeSingles, isRoundedOperand, storedSingles } from "./kernel/nests/round-singles.ts";
export { Substitution, type Replacements } from "./kernel/nests/substitute.ts";
export { printKernel } from "./kernel/printer/print-kernel.ts";
export { dependenciesOf, indicesOf, scalarsOf, Sharing } from "./kernel/sharing.ts";
export type { Lifetime, MemoryPlan } from "./schedule/memory-plan.ts";
export {
  checkPasses,
  formatChangedValue,
  PassError,
  type CheckedInputs,
  type PassCheckOptions,
} from "./check/check-passes.ts";
export {
  asTyped,
  difference,
  differenceText,
  firstDifference,
  resultsDifference,
  tensorDifference,
  treeDifference,
  type Closeness,
  type Difference,
  type TensorsByPath,
  type Tolerance,
} from "./check/compare.ts";
export type { ChangedValue, CheckedPasses } from "./check/changed-value.ts";
export { dataInDoubles, evaluatorInDoubles, type EvaluateInDoubles } from "./check/in-doubles.ts";
export { farthestApart, type Apart, type Rounding } from "./check/rounding.ts";
export { visibleStorage, type Prepared, type PrepareOptions, type Storage } from "./run/backend.ts";
export type { HostRun, PlannedBuffer, ProgramPlan, StateCopy, StoredBuffer, StoreLayout } from "./run/program-plan.ts";
export { checkPlugins } from "./run/check-plugins.ts";
export { makeEngine, type EngineParts } from "./run/engine.ts";
export { planningBackend } from "./run/planning-backend.ts";
export { ProgramCache, type ProgramCacheOptions } from "./run/program-cache.ts";
