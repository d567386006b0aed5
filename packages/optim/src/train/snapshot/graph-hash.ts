/** By what it is noticed that a step computes something else than it did. */
import { printGraph, type ConstantData, type Graph } from "@rensa/core/graph";

/** SHA-256 of a graph, origins left out: another model, loss or optimizer has another one. */
export async function graphHash(graph: Graph): Promise<string> {
  // Constants may be larger than any text, so each goes in as a hash of its own.
  const constants: ConstantData[] = [];
  const formatData = (data: ConstantData): string => `data ${String(constants.push(data))} of ${data.dtype}`;
  const parts = [printGraph(graph, { origins: false, formatData })];
  for (const data of constants) parts.push(hex(await data.digest()));
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(parts.join("\n")))));
}

function hex(digest: Uint8Array): string {
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
