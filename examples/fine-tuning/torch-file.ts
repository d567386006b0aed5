/**
 * A file of weights as PyTorch writes it, and the same weights as this library has them. The file is of this module, saved by
 * `safetensors.torch.save_file(module.state_dict(), path)`, where module has
 *
 *     features = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
 *                              nn.Flatten(), nn.Linear(400, 32), nn.ReLU())
 *     head = nn.Linear(32, 7)
 *
 * Images are [batch, channels, height, width] there and [batch, height, width, channels] here. So the axes of filters are others, and
 * so is the order of what comes out of the flatten, which the next layer reads.
 */
import { decodeSafetensors, encodeSafetensors } from "@rensa/io";
import { reshape, transpose } from "@rensa/ops";
import { compile, f32, trace, type HostTensor, type Tensor } from "rensa";

/** Tensors by name. */
export type Weights = ReadonlyMap<string, HostTensor>;

/** A layer's names and how its weights are turned; a bias is the same on both sides. */
interface Layer {
  readonly there: string;
  readonly here: string;
  readonly turn: (weights: Tensor) => Tensor;
  readonly back: (weights: Tensor) => Tensor;
}

const filters = {
  turn: (weights: Tensor) => transpose(weights, [2, 3, 1, 0]),
  back: (weights: Tensor) => transpose(weights, [3, 2, 0, 1]),
};
const matrix = { turn: (weights: Tensor) => transpose(weights), back: (weights: Tensor) => transpose(weights) };
/** A linear layer after the flatten of 16 channels of 5 x 5. */
const afterFlatten = {
  turn: (weights: Tensor) => reshape(filters.turn(reshape(weights, [32, 16, 5, 5])), [400, 32]),
  back: (weights: Tensor) => reshape(filters.back(reshape(weights, [5, 5, 16, 32])), [32, 400]),
};
const layers: readonly Layer[] = [
  { there: "features.0", here: "features.conv2d_1", ...filters },
  { there: "features.3", here: "features.conv2d_2", ...filters },
  { there: "features.7", here: "features.dense_1", ...afterFlatten },
  { there: "head", here: "head", ...matrix },
];

/** Reads a file. @returns Its tensors by their paths here, in the layout of here. */
export async function readTorchFile(file: Uint8Array): Promise<Weights> {
  return moved(decodeSafetensors(file).tensors, (name, tensor) => {
    const layer = layers.find(({ there }) => name.startsWith(`${there}.`));
    if (layer === undefined) return null;
    return name.endsWith(".weight") ? [`${layer.here}.weights`, layer.turn(tensor)] : [`${layer.here}.bias`, tensor];
  });
}

/** Writes weights of here as PyTorch would. */
export async function writeTorchFile(weights: Weights): Promise<Uint8Array> {
  const turned = await moved(weights, (path, tensor) => {
    const layer = layers.find(({ here }) => path.startsWith(`${here}.`));
    if (layer === undefined) return null;
    return path.endsWith(".weights") ? [`${layer.there}.weight`, layer.back(tensor)] : [`${layer.there}.bias`, tensor];
  });
  return encodeSafetensors(turned, { format: "pt" });
}

/** All tensors under other names and in other layouts, by one program; what `move` has no name for is left out. */
async function moved(
  weights: Weights,
  move: (name: string, tensor: Tensor) => readonly [name: string, tensor: Tensor] | null,
): Promise<Weights> {
  const types = Object.fromEntries([...weights].map(([name, { shape }]) => [name, f32(...shape)]));
  const moving = trace(types, (tensors) =>
    Object.fromEntries(
      Object.entries(tensors)
        .map(([name, tensor]) => move(name, tensor))
        .filter((each) => each !== null),
    ),
  );
  const program = await compile(moving);
  return new Map(Object.entries(program.run(Object.fromEntries(weights))));
}
