/**
 * What the kernels of a program take, beside what the processor could do.
 *
 * @packageDocumentation
 */
export { chromeTrace, kernelProfiles, profileTable, type KernelProfile, type Roof } from "./profile/kernel-profile.ts";
export { profilingBackend, type KernelRun, type Recording } from "./profile/profiling-backend.ts";
