/** The events of trainings as runs told them: each kind once, as JSON. */
import { relative } from "node:path";
import { Dataset } from "@rensa/data";
import { accuracy, dense } from "@rensa/nn";
import { softmaxCrossEntropy } from "@rensa/ops";
import { checkpointTo, memoryStore, type TrainEvent } from "@rensa/optim";
import { controlOf, createTrainer, sgd } from "rensa";
import { root } from "../root.ts";

const data = Dataset.fromArrays({
  inputs: Array.from({ length: 4 }, (_, at) => [at % 2, Math.floor(at / 2)]),
  targets: [0, 1, 1, 0],
  shape: [2],
  classes: 2,
}).batch(2);
const training = {
  model: dense(2, 2),
  loss: softmaxCrossEntropy,
  optimizer: sgd(0.1, { momentum: 0.9 }),
  data,
  validation: data,
  metrics: { accuracy: accuracy() },
  epochs: 2,
};

/** The interface of each kind of event, by its name in JSON. */
const interfaces: Readonly<Record<TrainEvent["type"], string>> = {
  started: "StartedEvent",
  epochStarted: "EpochStartedEvent",
  step: "StepEvent",
  validated: "ValidatedEvent",
  epochCompleted: "EpochCompletedEvent",
  learningRateChanged: "LearningRateChangedEvent",
  hyperparameterChanged: "HyperparameterChangedEvent",
  gradientHealth: "GradientHealthEvent",
  checkpointSaved: "CheckpointSavedEvent",
  nonFinite: "NonFiniteEvent",
  configurationChanged: "ConfigurationChangedEvent",
  paused: "PausedEvent",
  resumed: "PausedEvent",
  stopped: "StoppedEvent",
  completed: "CompletedEvent",
  failed: "FailedEvent",
};

/** The events that are recorded, by the names of their interfaces. */
export const recordedEvents: readonly string[] = [...new Set(Object.values(interfaces))];

type Trainer = ReturnType<typeof createTrainer>;

/** Runs a trainer to its end, whatever that is. */
async function record(trainer: Trainer, act: (event: TrainEvent) => void = () => undefined): Promise<TrainEvent[]> {
  const told: TrainEvent[] = [];
  trainer.events$.pipe(checkpointTo(memoryStore())).subscribe((event) => {
    told.push(event);
    act(event);
  });
  await trainer.start().catch(() => undefined);
  return told;
}

/** A run that is steered, one that goes on otherwise, one whose numbers end, one that is stopped and one that fails. */
async function recordAll(): Promise<readonly TrainEvent[]> {
  const steered = createTrainer(training);
  const first = await record(steered, (event) => {
    const control = controlOf(event);
    if (event.type === "started") control?.watchGradients(1);
    if (event.type !== "step" || event.step !== 1) return;
    void control?.setHyperparameter("learningRate", 0.05);
    void control?.setHyperparameter("momentum", 0.8);
    steered.pause();
    setTimeout(() => steered.resume(), 10);
  });
  const resume = await steered.snapshot();
  const longer = await record(createTrainer({ ...training, epochs: 3, resume }));
  const stopped = createTrainer({ ...training, optimizer: sgd(1e38) });
  const infinite = await record(stopped, ({ type }) => {
    if (type === "nonFinite") stopped.stop("the loss is not finite");
  });
  const failing = await record(
    createTrainer({
      ...training,
      data: {
        ...data,
        batches: () => {
          throw new Error("the disk is gone");
        },
      },
    }),
  );
  return [...first, ...longer, ...infinite, ...failing];
}

let recorded: Promise<ReadonlyMap<string, TrainEvent>> | null = null;

/** A recorded event, by the name of its interface; `null` for what is none. */
export async function recordedEvent(name: string): Promise<string | null> {
  if (!recordedEvents.includes(name)) return null;
  recorded ??= recordAll().then(
    (events) => new Map([...events].reverse().map((each) => [interfaces[each.type], each])),
  );
  const event = (await recorded).get(name);
  if (event === undefined) throw new Error(`No run told of ${name}.`);
  const text = JSON.stringify(event, withoutPlaces, 2);
  return `\n**Recorded** as this page was made:\n\n\`\`\`json\n${text}\n\`\`\`\n`;
}

/** A file of the repository is called as it is there; a stack says nothing but where this was made. */
function withoutPlaces(key: string, value: unknown): unknown {
  if (key === "stack") return undefined;
  return key === "file" && typeof value === "string" ? relative(root, value) : value;
}
