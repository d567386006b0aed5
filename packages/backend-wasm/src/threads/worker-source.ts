/** What a worker runs: it loads programs when it is told to, and else waits to run a part of one. */
import { hostFunctionsSource } from "./host-functions-source.ts";
import { crewWords } from "./control.ts";

/** Milliseconds before a worker sleeps: long enough for a training loop to come back with the next batch. */
const patience = 0.3;
/** Looks from one look at the clock to the next. */
const looks = 500;

/** A program as workers load it. */
export interface LoadedProgram {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** The names of the exported functions, each of which takes the number of its thread. */
  readonly segments: readonly string[];
}

/** What a worker is sent. */
export interface LoadMessage {
  readonly programs: readonly (LoadedProgram & { readonly id: number })[];
  readonly control: Int32Array;
  /** The number of its thread. Number 0 tells how each run ended. */
  readonly thread: number;
  /** The lock that it holds as long as it lives, where that is how its end is noticed. */
  readonly lock?: string | undefined;
}

/** What a worker answers: that it has loaded, or what a segment returned. */
export type WorkerAnswer = "loaded" | number;

/**
 * The source of a worker, for Node and for browsers alike.
 *
 * A worker that another thread ends tells nobody, but a lock that it held is free then. It waits to have it before it
 * serves, because nothing reaches a thread that sleeps.
 */
export const workerSource = `"use strict";
const node = typeof process === "object" && process.getBuiltinModule ? process.getBuiltinModule("node:worker_threads") : null;
const port = node ? node.parentPort : self;
const programs = new Map();
const hostFunctions = ${hostFunctionsSource};
let control = null;
let thread = 0;
let last = 0;
let runs = 0;
let listens = 0;
let locked = false;
let held = null;
function serve() {
  for (;;) {
    let looks = 0;
    let end = 0;
    while (Atomics.load(control, ${String(crewWords.go)}) === last) {
      if (++looks % ${String(looks)} !== 0) continue;
      const now = performance.now();
      if (end === 0) end = now + ${String(patience)};
      if (now < end) continue;
      Atomics.add(control, ${String(crewWords.sleeping)}, 1);
      Atomics.wait(control, ${String(crewWords.go)}, last);
      Atomics.sub(control, ${String(crewWords.sleeping)}, 1);
    }
    last = Atomics.load(control, ${String(crewWords.go)});
    const told = Atomics.load(control, ${String(crewWords.runs)});
    if (told !== runs) {
      runs = told;
      const run = programs.get(Atomics.load(control, ${String(crewWords.program)}));
      const code = run[Atomics.load(control, ${String(crewWords.segment)})](thread);
      if (thread === 0) port.postMessage(code);
    }
    if (Atomics.load(control, ${String(crewWords.listens)}) !== listens) {
      listens++;
      return;
    }
  }
}
async function receive(message) {
  if (message.held) {
    held = message.held;
    return;
  }
  control = message.control;
  thread = message.thread;
  if (message.lock && !locked) {
    locked = true;
    await new Promise((held) => {
      navigator.locks.request(message.lock, () => new Promise(() => held()));
    });
  }
  for (const { id, module, memory, segments } of message.programs) {
    const { exports } = new WebAssembly.Instance(module, { rensa: { memory, ...hostFunctions, isLost: () => 0 } });
    programs.set(id, segments.map((name) => exports[name]));
  }
  port.postMessage("loaded");
  serve();
}
// What an async function throws is no error event.
const load = (message) => receive(message).catch((error) => setTimeout(() => { throw error; }));
if (node) port.on("message", load);
else self.onmessage = (event) => load(event.data);
`;
