/** A small app: it reads a table, trains a model, and saves and loads what was learned. All that it gives is numbers. */
import { column, csv, Dataset } from "@rensa/data";
import { decodeSafetensors, encodeSafetensors } from "@rensa/io";
import { dense, sequential } from "@rensa/nn";
import { matmul, mean, meanSquaredError, relu, square, sub } from "@rensa/ops";
import {
  createEngine,
  adam,
  canRunWasm,
  createTrainer,
  defaultBackend,
  f32,
  jsBackend,
  trace,
  valueAndGrad,
  wasmBackend,
  type Backend,
} from "rensa";
import type { AppReport } from "./report.ts";

/** Runs the app on the default backend, and on each backend that rounds in the same way everywhere. */
export async function runApp(): Promise<AppReport> {
  const warn = console.warn;
  const notices: string[] = [];
  console.warn = (...words: unknown[]) => {
    notices.push(words.join(" "));
  };
  const usual = defaultBackend();
  const numbers = await numbersOn(usual);
  const strict = canRunWasm() ? await numbersOn(wasmBackend({ numerics: "strict", threads: 1 })) : null;
  const js = await numbersOn(jsBackend());
  console.warn = warn;
  return { backend: usual.name, threads: usual.threads, notices, usual: numbers, strict, js };
}

async function numbersOn(backend: Backend): Promise<readonly number[]> {
  return [...(await slopes(backend)), ...(await learn(backend))];
}

/** The gradient of a linear model's loss. */
async function slopes(backend: Backend): Promise<readonly number[]> {
  const loss = trace({ x: f32(2, 3), y: f32(2, 1), w: f32(3, 1) }, ({ x, y, w }) => mean(square(sub(matmul(x, w), y))));
  const step = await createEngine({ backend }).compile(valueAndGrad(loss, ["w"]));
  const x = [
    [0.1, 0.2, 0.3],
    [0.4, 0.5, 0.6],
  ];
  const { value, gradients } = step.run({ x, y: [[1], [2]], w: [[0.7], [0.8], [0.9]] });
  return [...value.data, ...gradients.w.data];
}

/** The losses of a training, and the parameters after they were written to a file and read from it. */
async function learn(backend: Backend): Promise<readonly number[]> {
  const rows = csv(table(), { columns: { size: column.number(), rooms: column.number(), rent: column.number() } });
  const flats = Dataset.fromRecords(await rows.collect(), {
    inputs: ({ size, rooms }) => [size, rooms] as const,
    targets: ({ rent }) => [rent] as const,
  });
  const trainer = createTrainer({
    model: sequential(dense(2, 8), relu, dense(8, 1)),
    loss: meanSquaredError,
    optimizer: adam(0.01),
    data: flats.batch(16),
    epochs: 3,
    seed: 7,
    engine: createEngine({ backend }),
  });
  const losses: number[] = [];
  trainer.events$.subscribe((event) => {
    if (event.type === "epochCompleted") losses.push(event.loss);
  });
  await trainer.start();
  const file = encodeSafetensors(await trainer.readParameters());
  const parameters = [...decodeSafetensors(file).tensors.values()];
  return [...losses, ...parameters.flatMap(({ data }) => [...data].map(Number))];
}

/** Rents of flats, as text. */
function table(): string {
  const lines = Array.from({ length: 48 }, (_, row) => {
    const [size, rooms] = [((row * 7) % 31) / 31, ((row * 5) % 11) / 11];
    return [size, rooms, 0.5 * size + 0.25 * rooms * rooms].map((cell) => cell.toFixed(6)).join(",");
  });
  return ["size,rooms,rent", ...lines, ""].join("\n");
}
