/**
 * The core of Rensa: tensor types, the graph, ops as values, tracing, differentiation, passes, schedule, kernels and
 * programs. It names no mathematical op.
 *
 * @packageDocumentation
 */
export * from "./graph/dtype.ts";
export * from "./graph/error.ts";
export * from "./graph/graph.ts";
export * from "./graph/origin.ts";
export * from "./graph/host-tensor.ts";
export * from "./graph/shape.ts";
export * from "./graph/tensor-type.ts";
export * from "./expression/scalar-function.ts";
export * from "./expression/scalar.ts";
export * from "./expression/index-map.ts";
export * from "./op/context.ts";
export * from "./op/define-op.ts";
export * from "./op/definition.ts";
export * from "./op/form.ts";
export * from "./op/registry.ts";
export * from "./op/shape-types.ts";
export * from "./op/structural.ts";
export * from "./op/tensor.ts";
export * from "./trace/load.ts";
export * from "./trace/trace.ts";
export * from "./trace/tree.ts";
export * from "./kernel/apply-function.ts";
export * from "./kernel/kernel.ts";
export * from "./kernel/loop-nest.ts";
export * from "./differentiate/gradients.ts";
export * from "./differentiate/transforms.ts";
export * from "./graph/edit.ts";
export * from "./graph/topological-order.ts";
export * from "./passes/expand.ts";
export * from "./passes/pass.ts";
export * from "./passes/pipeline.ts";
export * from "./passes/remove-dead.ts";
export * from "./passes/share.ts";
export * from "./kernel/fusion.ts";
export type { Work } from "./kernel/inlined-work.ts";
export * from "./kernel/interpret.ts";
export * from "./kernel/lower.ts";
export * from "./kernel/lower-nest.ts";
export * from "./kernel/print-kernel.ts";
export * from "./kernel/sharing.ts";
export * from "./kernel/substitute.ts";
export * from "./kernel/value-facts.ts";
export * from "./schedule/memory-plan.ts";
export * from "./run/backend.ts";
export * from "./run/compile.ts";
export * from "./run/program.ts";
export * from "./op/samples.ts";
export * from "./passes/fold.ts";
export * from "./passes/match.ts";
export * from "./passes/rule.ts";
export * from "./passes/simplify.ts";
export * from "./graph/json.ts";
export * from "./graph/parse.ts";
export * from "./graph/print.ts";
export * from "./graph/verify.ts";
export * from "./graph/view.ts";
