/** Rensa as an engine like the others. */
import type { Backend, HostTensor, StatefulProgram } from "@rensa/core";
import { adam } from "@rensa/optim";
import { cycle, timeLosses, timeOutputs, type BuiltWorkload } from "../peers/engine.ts";
import { isTraining, sampleOutput, type Description, type TrainingDescription } from "../workloads/description.ts";
import { compileConvolution, compileGemm } from "./layer-step.ts";
import { lossOf } from "./models.ts";
import { compileStep, type Model } from "./train-step.ts";

/** A workload of ours, with its program to look into. */
export interface OwnWorkload extends BuiltWorkload {
  readonly program: StatefulProgram<unknown, unknown, unknown>;
  /** One step, without taking the time. */
  readonly step: () => void;
}

/** The model of a training. */
export function modelOf(description: TrainingDescription): Model {
  const { parameters, batches } = description;
  const batch = batches[0];
  if (batch === undefined) throw new RangeError("The training has no data.");
  const typeOf = ({ shape, dtype }: HostTensor) => ({ shape, dtype });
  return {
    parameters,
    x: typeOf(batch.x),
    y: typeOf(batch.y),
    loss: (weights, x, y) => lossOf(description, weights, x, y),
  };
}

/** Compiles a workload for a backend. */
export async function buildOurs(description: Description, backend: Backend): Promise<OwnWorkload> {
  if (isTraining(description)) {
    const step = await compileStep(modelOf(description), adam(description.learningRate), backend);
    const next = cycle(description.batches);
    const run = (): number => step.run(next());
    return { run: (steps) => timeLosses(steps, run), step: run, dispose: () => undefined, program: step.program };
  }
  const layer = await (description.kind === "gemm"
    ? compileGemm(description, backend)
    : compileConvolution(description, backend));
  const outputs = (): number[] => layer.outputs().flatMap(({ data }) => sampleOutput(data));
  return {
    run: (steps) => timeOutputs(steps, layer.run, outputs),
    step: layer.run,
    dispose: () => undefined,
    program: layer.program,
  };
}
