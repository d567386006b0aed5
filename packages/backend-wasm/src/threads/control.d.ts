/** The words by which threads agree: those of a pool, and those at the start of every program's memory. */
/** Places in a pool's control words. */
export declare const poolWords: {
    readonly go: 0;
    readonly command: 1;
    readonly program: 2;
    readonly segment: 3;
    readonly sleeping: 4;
    readonly count: 16;
};
/** What a worker is told. */
export declare const commands: {
    readonly run: 0;
    readonly listen: 1;
};
/** Byte addresses in a program's memory; apart from each other, so that they share no cache line. */
export declare const barrierAddresses: {
    readonly arrived: 0;
    readonly generation: 128;
    readonly sleeping: 256;
};
//# sourceMappingURL=control.d.ts.map