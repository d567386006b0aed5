/** A peer in a process of its own, which is spoken to over its standard input and output. */
import { fork, spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Description } from "../workloads/description.ts";
import type { BuiltWorkload, Burst, Engine } from "./engine.ts";
import { decodeAnswer, encode, type Answer, type Request } from "./protocol.ts";

/** Milliseconds after which a peer that does not answer is given up. */
const patience = 120_000;

/** A peer from npm. */
export function startNodePeer(name: string): Promise<WorkerProcess> {
  const worker = fileURLToPath(new URL("node-worker.ts", import.meta.url));
  return WorkerProcess.start(name, fork(worker, [name], { stdio: ["pipe", "pipe", "pipe", "ipc"] }));
}

/** A peer in Python, with so many threads. */
export function startPythonPeer(name: string, python: string, engine: string, threads: number): Promise<WorkerProcess> {
  const worker = fileURLToPath(new URL("../../python/worker.py", import.meta.url));
  return WorkerProcess.start(
    name,
    spawn(python, [worker, engine, String(threads)], { stdio: ["pipe", "pipe", "pipe"] }),
  );
}

/** An engine in another process. */
export class WorkerProcess implements Engine {
  readonly version: string;
  readonly #line: Line;

  private constructor(version: string, line: Line) {
    this.version = version;
    this.#line = line;
  }

  /**
   * Waits until the peer is ready.
   *
   * @throws Error Where it cannot start, with what it says.
   */
  static async start(name: string, child: ChildProcess): Promise<WorkerProcess> {
    const line = new Line(name, child);
    const { version } = await line.receive();
    return new WorkerProcess(version ?? "unknown", line);
  }

  async build(workload: Description): Promise<BuiltWorkload> {
    await this.#line.ask({ command: "build", workload });
    return {
      run: async (steps): Promise<Burst> => {
        const { milliseconds = Number.NaN, values = [] } = await this.#line.ask({ command: "run", steps });
        return { milliseconds, values };
      },
      // What was built goes when the next is.
      dispose: () => undefined,
    };
  }

  /** Ends the process. */
  close(): void {
    this.#line.close();
  }
}

/** Requests and answers, one at a time. */
class Line {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  #said = "";

  constructor(name: string, child: ChildProcess) {
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) throw new TypeError("The peer's streams must be pipes.");
    this.#name = name;
    this.#child = child;
    this.#answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
    stderr.on("data", (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-500);
    });
    // A process that cannot be started says so here, and its output ends.
    child.on("error", (error) => (this.#said = error.message));
    child.stdin?.on("error", (error) => (this.#said += error.message));
  }

  ask(request: Request): Promise<Answer> {
    this.#child.stdin?.write(`${encode(request)}\n`);
    return this.receive();
  }

  async receive(): Promise<Answer> {
    const timer = setTimeout(() => {
      this.#said = `no answer after ${String(patience / 1000)} seconds`;
      this.close();
    }, patience);
    const next: IteratorResult<string, unknown> = await this.#answers.next();
    clearTimeout(timer);
    if (next.done === true) throw new Error(`${this.#name} ended: ${this.#said.trim() || "without a word"}`);
    const answer = decodeAnswer(next.value);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }

  close(): void {
    this.#child.kill("SIGKILL");
  }
}
