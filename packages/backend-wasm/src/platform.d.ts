/** What differs between Node and browsers. Node's modules are asked for by name, so that no bundler looks for them. */
/** The parts of Node's modules that are used here. */
interface NodeModules {
    readonly "node:os": {
        availableParallelism(): number;
    };
    readonly "node:v8": {
        setFlagsFromString(flags: string): void;
    };
    readonly "node:worker_threads": {
        readonly Worker: new (source: string, options: {
            readonly eval: true;
            readonly execArgv: readonly string[];
            readonly env: object;
        }) => NodeWorker;
    };
}
/** A worker thread of Node. */
export interface NodeWorker {
    postMessage(message: unknown): void;
    on(event: "message" | "error" | "exit", listener: (value: unknown) => void): void;
    ref(): void;
    unref(): void;
    terminate(): Promise<number>;
}
/** A module of Node; `undefined` elsewhere. */
export declare function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] | undefined;
/** Cores of the machine, as far as the environment tells. */
export declare function coreCount(): number;
/** True where a thread may wait for others: everywhere but on the main thread of a page. */
export declare function mayBlock(): boolean;
export {};
//# sourceMappingURL=platform.d.ts.map