/** Mistakes that are refused where the op or the plugin is defined. */
import type { Index, Scalar, Tensor } from "@rensa/core";
import { comparedWithCubes, cubeVjp, each, hostCube, pluginOf, scalarCube, type Mistake } from "./mistake.ts";

const refused = (make: () => unknown) => () => {
  make();
  return comparedWithCubes(scalarCube());
};

export const inDefinitions: readonly Mistake[] = [
  {
    name: "two forms at once",
    says: ["RensaError", "{ scalar, loops }", "give one form"],
    make: refused(() => scalarCube({ forward: { scalar: ([x]: [Scalar]) => x, loops: ([x]: [Index]) => x } })),
  },
  {
    name: "an option that there is not",
    says: ["RensaError", 'has no option "backward"'],
    make: refused(() => scalarCube({ backward: cubeVjp })),
  },
  {
    name: "a formula that waits",
    says: ["RensaError", "asynchronous"],
    make: refused(() => scalarCube({ forward: { scalar: async ([x]: [Scalar]) => await Promise.resolve(x) } })),
  },
  {
    name: "a host function that waits",
    says: ["RensaError", "host.run", "asynchronous"],
    make: refused(() => hostCube({}, { run: async () => await Promise.resolve() })),
  },
  {
    name: "a vjp that waits",
    says: ["RensaError", "vjp", "asynchronous"],
    make: refused(() => hostCube({ vjp: async () => await Promise.resolve([]) })),
  },
  {
    name: "a kernel for a backend that is misspelled",
    says: ["RensaError", '"wasn"', 'write "wasm"'],
    make: refused(() => pluginOf(scalarCube(), { backends: { wasn: { surge: each((x) => x ** 3) } } })),
  },
  {
    name: "a kernel for an op of another plugin",
    says: ["RensaError", '"square"', "none of its ops"],
    make: refused(() => pluginOf(scalarCube(), { backends: { js: { square: each((x) => x ** 2) } } })),
  },
  {
    name: "a kernel that waits",
    says: ["RensaError", "surge", 'without "async"'],
    make: refused(() => pluginOf(scalarCube(), { backends: { js: { surge: async () => await Promise.resolve() } } })),
  },
  {
    name: "a batch rule of a formula",
    says: ["RensaError", "batch"],
    make: refused(() => scalarCube({ batch: ({ inputs }: { readonly inputs: readonly [Tensor] }) => inputs })),
  },
];
