/** A page that talks to a worker, in which a training runs: the least that such a page can load. */
import { connectTrainer } from "@rensa/optim/connect";

const worker = new Worker(new URL("./train.worker.js", document.baseURI), { type: "module" });
const trainer = connectTrainer(worker, { options: { rate: 0.01 } });
trainer.events$.subscribe((event) => {
  if (event.type === "epochCompleted") document.body.append(String(event.loss));
});
void trainer.start();
