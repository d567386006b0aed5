/** Names that a trace has not used yet. */
import type { Recorder } from "./recorder.ts";

/** The name itself where no node has it, else with the first number that makes it new. */
export function freshName(recorder: Recorder, name: string): string {
  let fresh = name;
  for (let count = 1; recorder.nodes.has(fresh); count++) fresh = `${name}_${String(count)}`;
  return fresh;
}
