/** The words by which threads agree: those of a crew, and those at the start of every program's memory. */

/**
 * Places in a crew's control words. `go` changes with every command, `runs` and `listens` count those of each kind: so a
 * worker that was told to load a program, and then to run another one, does both.
 */
export const crewWords = { go: 0, runs: 1, listens: 2, program: 3, segment: 4, sleeping: 5, count: 16 } as const;

/** Byte addresses in a program's memory; apart from each other, so that they share no cache line. */
export const barrierAddresses = { arrived: 0, generation: 128, sleeping: 256 } as const;
