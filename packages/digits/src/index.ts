/**
 * 10,000 handwritten digits to start on.
 *
 * @packageDocumentation
 */
export * from "./digits.ts";
