/** Where what stands in the store of a training. */

/** Before what an optimizer keeps in the store. */
export const optimizerPrefix = "optimizer.";

/** The path of a parameter in the store. Parameters that are a single tensor have no name. */
export function parameterPath(name: string): string {
  return name === "" ? "parameters" : `parameters.${name}`;
}

/** Parameters by their names, as the store has them by path. */
export function withParameterPaths<Value>(parameters: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  return new Map([...parameters].map(([name, value]) => [parameterPath(name), value]));
}
