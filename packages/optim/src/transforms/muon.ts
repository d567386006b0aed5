/**
 * Muon: momentum whose matrices are made orthogonal (Jordan 2024, "Muon: an optimizer for hidden layers in neural
 * networks").
 *
 * v = momentum v + (1 - momentum) g; update = scale orthogonal(v), or with Nesterov's momentum that of
 * momentum v + (1 - momentum) g.
 */
import { checkOptions, RensaError, type Tensor } from "@rensa/core";
import { add, mul, sub } from "@rensa/ops";
import type { Schedule } from "../schedules/schedule.ts";
import { expectRange, intervals, ranges } from "../ranges.ts";
import { scaleByRateOf } from "./learning-rate.ts";
import { orthogonalized } from "./orthogonalize.ts";
import type { RateAddress } from "./rate-state.ts";
import { partition } from "./partition.ts";
import type { Chained, Grouped } from "./address-types.ts";
import { chain } from "./chain.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { castLike, filledLike, mapTensors, type OfParameter } from "./trees.ts";
import { addDecayedWeights } from "./weight-decay.ts";

/** The constants of {@link scaleByMuon}. */
export interface ScaleByMuonOptions {
  /** How much of the velocity is kept per step. Default: 0.95. */
  readonly momentum?: number;
  /** Nesterov's momentum. Default: true. */
  readonly nesterov?: boolean;
  /** Newton-Schulz steps. Default: 5. */
  readonly iterations?: number;
  /**
   * What an orthogonal matrix [inputs, outputs] is multiplied by. `"original"`: the root of `max(1, outputs / inputs)`;
   * `"spectral"`: the root of `outputs / inputs`; `"asAdam"`: 0.2 times the root of `max(inputs, outputs)`, with which
   * Adam's rates and decays suit (Liu et al. 2025). Default: `"original"`.
   */
  readonly scale?: keyof typeof scales;
}

const scales = {
  original: (inputs: number, outputs: number) => Math.sqrt(Math.max(1, outputs / inputs)),
  spectral: (inputs: number, outputs: number) => Math.sqrt(outputs / inputs),
  asAdam: (inputs: number, outputs: number) => 0.2 * Math.sqrt(Math.max(inputs, outputs)),
};

/**
 * Makes the momentum of matrices orthogonal. The momentum is the hyperparameter `momentum`.
 *
 * @throws RensaError `ARGUMENT_INVALID` for constants out of range, and in a trace for a parameter that is no matrix.
 *
 * @example
 * ```ts
 * import { chain, scaleByLearningRate, scaleByMuon } from "@rensa/optim";
 *
 * const optimizer = chain(scaleByMuon({ momentum: 0.9 }), scaleByLearningRate(0.02));
 * console.log(optimizer.addresses); // ["momentum", "learningRate"]
 * ```
 */
export function scaleByMuon(options: ScaleByMuonOptions = {}): Transform<"momentum"> {
  checkOptions("scaleByMuon", options, ["momentum", "nesterov", "iterations", "scale"]);
  const { momentum = 0.95, nesterov = true, iterations = 5, scale = "original" } = options;
  expectRange("scaleByMuon", ranges.decay, { "the momentum": momentum });
  expectRange("scaleByMuon", ranges.count, { iterations });
  if (!Object.hasOwn(scales, scale)) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `scaleByMuon: there is no scale "${scale}"; give one of ${Object.keys(scales).join(", ")}.`,
    );
  }
  return transform({
    name: "scaleByMuon",
    hyperparameters: { momentum: { initial: momentum, ...intervals.decay } },
    slots: (parameters) => ({ velocity: filledLike(parameters, 0) }),
    update: ({ gradients, slots, hyperparameters }) => {
      const towards = (velocity: Tensor, gradient: Tensor): Tensor =>
        add(gradient, mul(sub(velocity, gradient), castLike(hyperparameters.momentum, gradient)));
      const velocity = mapTensors(gradients, [slots.velocity], (g, v) => towards(v, g));
      const updates = mapTensors(gradients, [velocity], (gradient, v) => {
        const [inputs = 1, outputs = 1] = gradient.shape;
        if (gradient.shape.length !== 2) {
          throw new RensaError(
            "ARGUMENT_INVALID",
            `scaleByMuon: a parameter is [${gradient.shape.join(", ")}], which is no matrix; leave it to another optimizer, as muon does.`,
          );
        }
        const direction = nesterov ? towards(v, gradient) : v;
        return mul(orthogonalized(direction, iterations), scales[scale](inputs, outputs));
      });
      return { updates, slots: { velocity } };
    },
  });
}

/** What can be set of the matrices. @inline */
type MatrixAddress = Chained<RateAddress | "momentum" | "weightDecay">;

/** The constants of {@link muon}. */
export interface MuonOptions extends ScaleByMuonOptions {
  /** The share of the matrices that is taken off with each step, times the rate. Default: 0.1. */
  readonly weightDecay?: number;
  /** True for the matrices to take; embeddings and output layers are better left out. Default: all of rank 2. */
  readonly takes?: OfParameter<boolean>;
}

/**
 * Muon with decoupled weight decay for matrices, as PyTorch's `Muon` (which multiplies in bfloat16), and another
 * optimizer for the rest.
 *
 * @param rate The learning rate of the matrices.
 * @param others The optimizer of the other parameters, learning rate included.
 * @throws RensaError `ARGUMENT_INVALID` for constants out of range.
 *
 * @example
 * ```ts
 * import { adamw, muon } from "@rensa/optim";
 *
 * const optimizer = muon(0.02, adamw(3e-4), {
 *   takes: (path, { shape }) => shape.length === 2 && !path.includes("embedding"),
 * });
 * console.log(optimizer.addresses); // ["momentum", "matrices.weightDecay", "matrices.learningRate", "others.weightDecay", "others.learningRate"]
 * ```
 */
export function muon<Address extends string>(
  rate: number | Schedule,
  others: Transform<Address>,
  options: MuonOptions = {},
): Transform<Grouped<"matrices", MatrixAddress> | Grouped<"others", Address>> {
  checkOptions("muon", options, ["weightDecay", "takes", "momentum", "nesterov", "iterations", "scale"]);
  const { weightDecay = 0.1, takes = isMatrix, ...rest } = options;
  const decaying = weightDecay === 0 ? [] : [addDecayedWeights(weightDecay)];
  const matrices = chain(scaleByMuon(rest), ...decaying, scaleByRateOf("muon", rate));
  return partition({ matrices, others }, (path, parameter) => (takes(path, parameter) ? "matrices" : "others"));
}

function isMatrix(_path: string, { shape }: Tensor): boolean {
  return shape.length === 2;
}
