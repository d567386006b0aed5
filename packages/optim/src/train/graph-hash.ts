/** By what it is noticed that a step computes something else than it did. */
import { printGraph, type Graph } from "@rensa/core";

/** SHA-256 of a graph, origins left out: another model, loss or optimizer has another one. */
export async function graphHash(graph: Graph): Promise<string> {
  const text = new TextEncoder().encode(printGraph(graph, { origins: false }));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
