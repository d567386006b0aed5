/** The peers: which there are, and which of them a workload is compared with. */
import type { Description } from "../workloads/description.ts";
import { isTraining } from "../workloads/description.ts";
import { installPeers } from "./install.ts";
import { startNodePeer, startPythonPeer, type WorkerProcess } from "./worker-process.ts";

/** The peers' names, as rows have them. The loop of multiply-adds is the engine's peak, not a library. */
export const peerNames = ["fma-loop", "numpy", "tfjs-cpu", "tfjs-wasm", "jax-js", "pytorch", "jax"] as const;

/** A peer's name. */
export type PeerName = (typeof peerNames)[number];

const pythonEngines: Readonly<Partial<Record<PeerName, string>>> = { numpy: "numpy", pytorch: "torch", jax: "jax" };

/** True for a peer that needs a Python interpreter. */
export function isPython(name: PeerName): boolean {
  return pythonEngines[name] !== undefined;
}

/** The peers that a workload is compared with. tfjs's cpu backend would take minutes for single layers. */
export function peersOf(description: Description): readonly PeerName[] {
  if (isTraining(description)) return ["tfjs-cpu", "tfjs-wasm", "jax-js", "pytorch", "jax"];
  return description.kind === "gemm"
    ? ["fma-loop", "numpy", "tfjs-wasm", "jax-js"]
    : ["fma-loop", "tfjs-wasm", "jax-js", "pytorch", "jax"];
}

/** The threads that a peer computes with where ours has so many: libraries in Node have one. */
export function peerThreads(name: PeerName, threads: number): number {
  return name === "pytorch" || name === "jax" ? threads : 1;
}

/** The threads that ours computes with beside a peer: one where the peer's single thread is the measure. */
export function ownThreads(name: PeerName, threads: number): number {
  return name === "fma-loop" || name === "numpy" ? 1 : threads;
}

/** Starts peers when they are first wanted, and keeps their processes for the workloads that follow. */
export class PeerProcesses {
  readonly #python: string | undefined;
  readonly #threads: number;
  readonly #running = new Map<PeerName, Promise<WorkerProcess>>();

  constructor(python: string | undefined, threads: number) {
    this.#python = python;
    this.#threads = threads;
  }

  /** @throws Error Where the peer cannot start. It is tried again the next time. */
  async get(name: PeerName): Promise<WorkerProcess> {
    const running = this.#running.get(name) ?? this.#start(name);
    this.#running.set(name, running);
    try {
      return await running;
    } catch (error) {
      this.#running.delete(name);
      throw error;
    }
  }

  /** Ends a peer that may be in the middle of something. */
  async close(name: PeerName): Promise<void> {
    const running = this.#running.get(name);
    this.#running.delete(name);
    (await running)?.close();
  }

  /** Ends all of them. */
  async closeAll(): Promise<void> {
    for (const name of [...this.#running.keys()]) await this.close(name);
  }

  #start(name: PeerName): Promise<WorkerProcess> {
    const engine = pythonEngines[name];
    if (engine === undefined) {
      installPeers();
      return startNodePeer(name);
    }
    if (this.#python === undefined) throw new Error("needs --python");
    return startPythonPeer(name, this.#python, engine, peerThreads(name, this.#threads));
  }
}
