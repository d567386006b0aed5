/** The events of a training as server-sent events (WHATWG HTML, 9.2), which `EventSource` reads in a page. */
import type { ServerResponse } from "node:http";
import { sampleSteps, type TrainEvent, type Trainer } from "rensa";

/** Tells a client where the run stands, and then of all that happens. It ends with the run, or when the client goes. */
export function sendEvents(trainer: Trainer, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const send = (name: string, data: unknown): boolean =>
    response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  // Events are not told again: whoever comes late begins with this.
  send("state", trainer.state);
  let isSlow = false;
  response.on("drain", () => (isSlow = false));
  const next = (event: TrainEvent): void => {
    // What a client has not read yet lies in this process's memory, and steps are many.
    if (isSlow && event.type === "step") return;
    isSlow = !send(event.type, event);
  };
  const subscription = trainer.events$
    .pipe(sampleSteps({ milliseconds: 20 }))
    .subscribe({ next, complete: () => response.end() });
  // Also when the client goes; the run goes on without it.
  response.on("close", () => {
    subscription.unsubscribe();
  });
}
