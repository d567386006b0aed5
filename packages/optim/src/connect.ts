/**
 * For a page that only talks to a worker, in which `serveTrainer` of `@rensa/optim` trains: the trainer, as if it were in
 * the page, and nothing of what it trains with.
 *
 * @packageDocumentation
 */
export { connectTrainer, type ConnectOptions } from "./worker/connect-trainer.ts";
export type { EndpointEvent, NodeEndpoint, WebEndpoint, WorkerEndpoint } from "./worker/endpoint.ts";
export type { WaitFor } from "./worker/protocol.ts";
export type { RemoteTrainer } from "./worker/remote-trainer.ts";
