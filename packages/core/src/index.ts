/**
 * The core of Rensa: tensor types, ops as values, tracing, differentiation, rules, plugins and programs: what authors
 * of ops, plugins and models need. It names no mathematical op. Graphs stand in `@rensa/core/graph`, what backends and tools need
 * in `@rensa/core/compiler`.
 *
 * @packageDocumentation
 */
export { checkKind, checkOneOf, checkParts, refuseArgument } from "./graph/check-argument.ts";
export { checkOptions } from "./graph/check-options.ts";
export {
  allocate,
  bytesPerElement,
  dtypes,
  isFloat,
  type DType,
  type FloatDType,
  type TypedArray,
  type TypedArrayOf,
} from "./graph/dtype.ts";
export { dtypeOf } from "./graph/element-data.ts";
export { RensaError, type RensaErrorCode, type RensaErrorDetails } from "./graph/error.ts";
export { formatGiven } from "./graph/format-given.ts";
export type { Attributes, AttributeValue } from "./graph/graph.ts";
export {
  checkedTensor,
  hostTensor,
  nestedShape,
  toNested,
  type HostTensor,
  type NestedArray,
  type TensorData,
} from "./graph/host-tensor.ts";
export type { Origin } from "./graph/origin.ts";
export {
  broadcastShapes,
  checkShape,
  formatShape,
  normalizeAxes,
  normalizeAxis,
  sameShape,
  sizeOf,
  stridesOf,
  type Shape,
} from "./graph/shape.ts";
export { bool, f32, f64, formatTensorType, i32, tensorType, u8, type TensorType } from "./graph/tensor-type.ts";
export { callUserCode, userCodeError } from "./graph/user-code.ts";
export type { Place } from "./graph/users-place.ts";
export type { IndexLike } from "./expression/computed-index.ts";
export { Index, type LoopIndex } from "./expression/index-map.ts";
export type { Combine } from "./expression/scalar-function.ts";
export { constantScalar, Scalar, type ScalarLike } from "./expression/scalar.ts";
export { indexScalar } from "./expression/index-scalar.ts";
export { anyAxes, anyAxis } from "./op/axis-attributes.ts";
export { select } from "./expression/select.ts";
export type { AttributeSchema, NumberBounds } from "./op/attribute-schema.ts";
export {
  anyDType,
  anyShape,
  Attribute,
  listOf,
  nullable,
  number,
  oneOf,
  record,
  wholeNumber,
  type AttributeType,
} from "./op/attribute.ts";
export { scope } from "./op/context.ts";
export { defineOp } from "./op/define-op.ts";
export type {
  BatchArguments,
  BatchRule,
  JvpArguments,
  JvpResult,
  JvpRule,
  OpDefinition,
  OpOwner,
  OpValue,
  Traits,
  VjpArguments,
  VjpRule,
  VjpThunks,
} from "./op/definition.ts";
export { expectTensor, type ExtentsPattern, type ShapeOfPattern } from "./op/expect-tensor.ts";
export type {
  CompositeForm,
  Form,
  HostForm,
  LoopOperand,
  LoopOutput,
  LoopResult,
  LoopsForm,
  LoopTools,
  PerInput,
  Reduced,
  RegionForm,
  ScalarForm,
  ScatterCombine,
  ScatterOutput,
} from "./op/form.ts";
export type { IndexRange } from "./op/index-range.ts";
export { makeOp, type OpMaker, type ScalarSignature } from "./op/make-op.ts";
export type { Apply, AttributeDefaults, NoAttributes, OpConfig, Widened } from "./op/op-config.ts";
export type { OpCollection, Plugin } from "./op/plugin.ts";
export { regionTypes, type BranchRegion, type Region, type ScanRegion, type WhileRegion } from "./op/region.ts";
export { rensaVersion } from "./op/rensa-version.ts";
export {
  sampleTensor,
  type ElementReference,
  type OpErrorSample,
  type OpSample,
  type OpSamples,
  type TensorReference,
  type TorchReference,
} from "./op/samples.ts";
export type {
  BinarySignature,
  Broadcast,
  BroadcastCheck,
  BroadcastDimension,
  DTypeOf,
  IsDynamic,
  Operand,
  QuaternarySignature,
  ShapeError,
  ShapeOf,
  ShowShape,
  TernarySignature,
  UnarySignature,
} from "./op/shape-types.ts";
export { accumulate, broadcastTo, full, identity, sumTo, type BroadcastToCheck } from "./op/structural.ts";
export { isTensor, Tensor } from "./op/tensor.ts";
export { constant } from "./trace/constant.ts";
export { trace, traceTree, type Traced } from "./trace/trace.ts";
export {
  flattenTree,
  isTyped,
  mapTree,
  type DataOf,
  type HostTensorsOf,
  type TensorsOf,
  type TensorTree,
  type Tree,
  type TypeTree,
} from "./trace/tree.ts";
export {
  vmap,
  type BatchedSpec,
  type BatchedTensors,
  type BatchedTypes,
  type OneExample,
  type VmapOptions,
} from "./trace/vmap.ts";
export { customVjp, type CustomVjp } from "./differentiate/custom-vjp.ts";
export { gradientsOf } from "./differentiate/gradients.ts";
export { hessian, hessianVectorProduct } from "./differentiate/hessian.ts";
export { jacobian, type DerivativesBy, type JacobianOf, type JacobianOptions } from "./differentiate/jacobian.ts";
export { jvp } from "./differentiate/jvp.ts";
export { rematerialize } from "./differentiate/rematerialize.ts";
export { tangentsOf } from "./differentiate/tangents.ts";
export {
  grad,
  valueAndGrad,
  vjp,
  type GradientsOf,
  type NamedInputs,
  type Picked,
} from "./differentiate/transforms.ts";
export { checkpoint } from "./control/checkpoint.ts";
export { cond } from "./control/cond.ts";
export { anyGraph } from "./control/graph-attribute.ts";
export { scan, type ElementsOf, type ScanOptions, type StackedOf } from "./control/scan.ts";
export { whileLoop } from "./control/while-loop.ts";
export type { Match } from "./passes/match.ts";
export type { Pass, PassContext } from "./passes/pass.ts";
export {
  rule,
  type CaptureNames,
  type OpPattern,
  type PartNames,
  type Pattern,
  type Rule,
  type ValuePattern,
} from "./passes/rule.ts";
export { simplifyWith } from "./passes/simplify.ts";
export type { Backend } from "./run/backend.ts";
export type { Precision } from "./run/program-plan.ts";
export { compile, type CompileOptions, type ProgramOf, type ProgramOptions } from "./run/compile.ts";
export { createStore, type CreateStoreOptions, type StoreStart, type TypesOnly } from "./run/create-store.ts";
export {
  definePlugin,
  type AnyKernelOverride,
  type KernelOf,
  type KernelOverride,
  type KernelsOf,
  type OpRecord,
  type PluginConfig,
  type PluginDefinition,
} from "./run/define-plugin.ts";
export type { Engine } from "./run/engine.ts";
export type { Program, ProgramStages, StatefulProgram } from "./run/program.ts";
export type { SomeData, Store, StoreNames, TypesOf } from "./run/store.ts";
