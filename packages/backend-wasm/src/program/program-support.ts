/** What compiles programs: loaded apart from the backend, so that a page has begun before it is there. */
export { compilePlan, type CompiledPlan } from "./compile-plan.ts";
export { prepare } from "./prepare.ts";
export { allocateProgram, allocateStore, storedView, StoreMemory } from "./program-memory.ts";
