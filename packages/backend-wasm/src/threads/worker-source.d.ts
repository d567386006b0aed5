/** The source of a worker, for Node and for browsers alike. */
export declare const workerSource: string;
//# sourceMappingURL=worker-source.d.ts.map