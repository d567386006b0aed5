/**
 * The WebAssembly backend: one module per program, with SIMD and threads.
 *
 * @packageDocumentation
 */
export * from "./backend.ts";
