/** What a worker runs: it loads programs when it is told to, and else waits to run a part of one. */
import { commands, poolWords } from "./control.ts";

/** Looks before a worker sleeps: long enough for a training loop to come back with the next batch. */
const spins = 20_000;

/** The source of a worker, for Node and for browsers alike. */
export const workerSource = `"use strict";
const node = typeof process === "object" && process.getBuiltinModule ? process.getBuiltinModule("node:worker_threads") : null;
const port = node ? node.parentPort : self;
const programs = new Map();
let control = null;
let thread = 0;
let last = 0;
function serve() {
  for (;;) {
    let spins = ${String(spins)};
    while (Atomics.load(control, ${String(poolWords.go)}) === last) {
      if (spins-- > 0) continue;
      Atomics.add(control, ${String(poolWords.sleeping)}, 1);
      Atomics.wait(control, ${String(poolWords.go)}, last);
      Atomics.sub(control, ${String(poolWords.sleeping)}, 1);
    }
    last = Atomics.load(control, ${String(poolWords.go)});
    if (Atomics.load(control, ${String(poolWords.command)}) === ${String(commands.listen)}) return;
    const run = programs.get(Atomics.load(control, ${String(poolWords.program)}));
    run[Atomics.load(control, ${String(poolWords.segment)})](thread);
  }
}
function receive(message) {
  control = message.control;
  thread = message.thread;
  for (const id of message.drop) programs.delete(id);
  const { exports } = new WebAssembly.Instance(message.module, { rensa: { memory: message.memory } });
  programs.set(message.id, message.segments.map((name) => exports[name]));
  port.postMessage("loaded");
  serve();
}
if (node) port.on("message", receive);
else self.onmessage = (event) => receive(event.data);
`;
