/**
 * The parts of the JavaScript backend, for one that runs the same kernels in another place.
 *
 * @packageDocumentation
 */
export { ActionMaker } from "./actions.ts";
export { loadKernel } from "./compile-kernel.ts";
export { allocateArena, slotsOf, Storage, storedArrays, type StoredProgram } from "./storage.ts";
