/** The words by which threads agree: those of a pool, and those at the start of every program's memory. */

/** Places in a pool's control words. */
export const poolWords = { go: 0, command: 1, program: 2, segment: 3, sleeping: 4, count: 16 } as const;

/** What a worker is told. */
export const commands = { run: 0, listen: 1 } as const;

/** Byte addresses in a program's memory; apart from each other, so that they share no cache line. */
export const barrierAddresses = { arrived: 0, generation: 128, sleeping: 256 } as const;
