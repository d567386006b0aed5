/** A worker that serves the training of `worker-line.ts`. */
import { serveTrainer } from "../src/worker/serve-trainer.ts";
import { lineTrainer, type LineOptions } from "./worker-line.ts";

serveTrainer((options: LineOptions | null, context) => lineTrainer(options ?? {}, context));
