/** What differs between Node and browsers. Node's modules are asked for by name, so that no bundler looks for them. */

/** The parts of Node's modules that are used here. */
export interface NodeModules {
  readonly "node:os": { availableParallelism(): number };
  readonly "node:v8": { setFlagsFromString(flags: string): void };
  readonly "node:worker_threads": {
    readonly Worker: new (
      source: string,
      options: { readonly eval: true; readonly execArgv: readonly string[]; readonly env: object },
    ) => NodeWorker;
    readonly MessageChannel: new () => { readonly port1: NodePort; readonly port2: NodePort };
    receiveMessageOnPort(port: NodePort): unknown;
  };
}

/** One side of a channel of Node. */
export interface NodePort {
  unref(): void;
}

/** A worker thread of Node. */
export interface NodeWorker {
  postMessage(message: unknown, transfer?: readonly NodePort[]): void;
  on(event: "message" | "error" | "exit", listener: (value: unknown) => void): void;
  ref(): void;
  unref(): void;
  terminate(): Promise<number>;
}

/** A module of Node; `undefined` elsewhere. */
export function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] | undefined {
  const { process } = globalThis as {
    readonly process?: { getBuiltinModule?(name: string): unknown };
  };
  return process?.getBuiltinModule?.(name) as NodeModules[Name] | undefined;
}

/** Cores of the machine, as far as the environment tells. */
export function coreCount(): number {
  const { navigator } = globalThis as { readonly navigator?: { readonly hardwareConcurrency?: number } };
  return nodeModule("node:os")?.availableParallelism() ?? navigator?.hardwareConcurrency ?? 1;
}

/** True on the main thread of a page, which may not wait for others. */
export function isPage(): boolean {
  const { document } = globalThis as { readonly document?: unknown };
  return document !== undefined;
}

/** Resolves when what was waiting to be run, finalizers among it, has been. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
