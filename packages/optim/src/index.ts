/**
 * Optimizers as pairs of pure functions in terms of ops, and training as a stream of RxJS events.
 *
 * @packageDocumentation
 */
export * from "./schedules/schedule.ts";
export * from "./transforms/adam.ts";
export * from "./transforms/clip.ts";
export * from "./transforms/learning-rate.ts";
export * from "./transforms/momentum.ts";
export * from "./transforms/optimizers.ts";
export { chain, type Transform } from "./transforms/transform.ts";
export * from "./transforms/weight-decay.ts";
export * from "./train/config.ts";
export * from "./train/event.ts";
export type { ReportError } from "./train/event-stream.ts";
export * from "./train/of-type.ts";
export * from "./train/train.ts";
export * from "./train/trainer.ts";
