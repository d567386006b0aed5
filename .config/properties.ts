/**
 * Property tests draw the same samples in every run, so that a change which fails is a change that is wrong. Set `SEED` to a
 * whole number to draw others, and `RUNS` to draw more of them (the default of fast-check is 100 for each property).
 */
import fc from "fast-check";

const seed = Number(process.env["SEED"] ?? 20_261_129);
const runs = process.env["RUNS"];

fc.configureGlobal({ seed, ...(runs === undefined ? {} : { numRuns: Number(runs) }) });

// As deep as users have it: where stacks are deeper in tests, lines of theirs are found that they would never see.
Error.stackTraceLimit = 10;
