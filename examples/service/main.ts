/** Starts the service and follows it as its clients do. With a port, it stays until it is interrupted. */
import { drawPicture, readOptions, reportProgress } from "@rensa/example-tools";
import { readEvents } from "./client.ts";
import { startService } from "./service.ts";
import { curve, makeTrainer } from "./training.ts";

const { epochs, seed, port, picture } = readOptions("Serve a training by server-sent events.", {
  epochs: [200, "passes over the data"],
  seed: [0, "decides the weights, the data and their order"],
  port: [0, "where the service stays until it is interrupted; 0: it ends with the run"],
});

const trainer = makeTrainer({ epochs, seed });
const service = await startService(trainer, port);
if (port > 0) {
  console.log(`Open ${service.address}/ and press Start. Ctrl+C ends it.`);
  process.once("SIGINT", () => void service.close());
} else await follow();

async function follow(): Promise<void> {
  const xs = Array.from({ length: 101 }, (_, at) => at / 50 - 1);
  const ask = async (): Promise<readonly (readonly [x: number, y: number])[]> => {
    const body = JSON.stringify({ inputs: xs.map((x) => [x]) });
    const response = await fetch(`${service.address}/predict`, { method: "POST", body });
    const { outputs } = (await response.json()) as { readonly outputs: readonly (readonly number[])[] };
    return xs.map((x, at) => [x, outputs[at]?.[0] ?? 0]);
  };
  const progress = reportProgress(epochs);
  const names = new Map<string, number>();
  const losses: (readonly [step: number, loss: number])[] = [];
  const early: { curve: Awaited<ReturnType<typeof ask>> | null } = { curve: null };
  for await (const { name, data } of readEvents(`${service.address}/events`)) {
    names.set(name, (names.get(name) ?? 0) + 1);
    const { epoch, step, loss } = data as { readonly epoch: number; readonly step: number; readonly loss: number };
    if (name === "state") await fetch(`${service.address}/start`, { method: "POST" });
    if (name === "step") losses.push([step, loss]);
    if (name === "epochCompleted") {
      progress(epoch, `loss ${loss.toFixed(4)}`);
      if (early.curve === null && epoch >= epochs / 20) early.curve = await ask();
    }
  }
  const learned = await ask();
  await service.close();
  const told = [...names].map(([name, count]) => `${String(count)} ${name}`).join(", ");
  console.log(`a client was told of: ${told}`);
  const errors = learned.map(([x, y]) => Math.abs(y - curve(x)));
  console.log(
    `mean distance from the curve: ${(errors.reduce((sum, each) => sum + each, 0) / errors.length).toFixed(4)}`,
  );
  const look = { x: [-1, 1], y: [-1.6, 1.6] } as const;
  const truth = { line: xs.map((x) => [x, curve(x)] as const), color: "gray", label: "the curve", width: 3 } as const;
  drawPicture(
    {
      title: "The loss by step as a client was told, and what the service predicted early and at the end",
      panels: [
        {
          title: "loss by step, as it was told",
          logarithmic: true,
          marks: [{ line: losses.filter((_, at) => at % Math.ceil(losses.length / 250) === 0), color: "blue" }],
        },
        {
          ...look,
          title: "predicted early",
          marks: [truth, { line: early.curve ?? [], color: "orange", label: "POST /predict" }],
        },
        {
          ...look,
          title: "predicted at the end",
          marks: [truth, { line: learned, color: "orange", label: "POST /predict" }],
        },
      ],
    },
    picture,
  );
}
