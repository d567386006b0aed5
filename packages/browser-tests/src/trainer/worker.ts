/** The worker in which the page trains. */
import { serveTrainer } from "@rensa/optim";
import { makeTrainer } from "./training.ts";

serveTrainer(makeTrainer);
