/** What a trainer predicts: with the parameters that a validation would see now. Loaded where somebody asks for it. */
import {
  flattenTree,
  isTyped,
  mapTree,
  traceTree,
  type HostTensor,
  type Program,
  type Tensor,
  type TensorType,
  type Tree,
} from "@rensa/core";
import { mergeTensors } from "../transforms/trees.ts";
import type { TrainConfig } from "../train/config.ts";
import { optimizerPrefix, parameterPrefix } from "../train/state-paths.ts";
import type { StateTypes } from "../train/state-types.ts";
import { traceStart, type State as Kept } from "../train/trace-step.ts";
import { trainableOf, trainedPart } from "../train/trainable.ts";
import { predictor, type Predictor } from "./predictor.ts";

type State = ReadonlyMap<string, HostTensor>;

/** The predictor of a trainer. */
export class TrainerPredictions {
  readonly #config: TrainConfig;
  #predict: Predictor<Tensor> | null = null;
  /** Says what is evaluated in place of the parameters; `null` where these are. */
  #evaluated: Promise<Program<unknown, unknown>> | null = null;

  constructor(config: TrainConfig) {
    this.#config = config;
  }

  /** The outputs for a batch, with the state of a training. */
  async of(state: State, inputs: unknown): Promise<unknown> {
    const { engine, model, data } = this.#config;
    const parameters = await this.#parametersOf(state);
    if (this.#predict === null) {
      const example = mapTree<TensorType, TensorType>(data.inputs, isTyped, ({ shape, dtype }) => ({
        shape: shape.slice(1),
        dtype,
      }));
      this.#predict = predictor({ engine, model, parameters, example });
    } else this.#predict.setParameters(parameters);
    // Inputs are looked at where they are batched.
    return this.#predict(inputs as never);
  }

  async #parametersOf(state: State): Promise<State> {
    if (this.#config.optimizer.evaluated === undefined) return startingWith(state, parameterPrefix);
    const program = await (this.#evaluated ??= this.#compileEvaluated());
    const own = [...state].filter(([path]) => path.startsWith(parameterPrefix) || path.startsWith(optimizerPrefix));
    program.writeState(new Map(own));
    const { evaluated } = (await program.runAsync({})) as { readonly evaluated: Tree<HostTensor> };
    return new Map(flattenTree(evaluated, (value): value is HostTensor => isTyped(value)));
  }

  async #compileEvaluated(): Promise<Program<unknown, unknown>> {
    const { engine, model, optimizer } = this.#config;
    const spec = traceStart(this.#config, {}).result as StateTypes;
    const traced = traceTree<StateTypes, unknown>(
      spec,
      ({ parameters, optimizer: kept }: Pick<Kept, "parameters" | "optimizer">) => {
        const trained = trainedPart(parameters, trainableOf(model));
        const evaluated = mergeTensors(parameters, optimizer.evaluated?.(kept, trained) ?? trained);
        return { parameters, optimizer: kept, evaluated };
      },
    );
    const program = await engine.compile(traced, { state: ["parameters", "optimizer"] });
    return program;
  }
}

/** What stands below a path. */
function startingWith(state: State, prefix: string): State {
  const own = [...state].filter(([path]) => path.startsWith(prefix));
  return new Map(own.map(([path, tensor]) => [path.slice(prefix.length), tensor]));
}
