/** The families of the reference: by where a name is declared. The first row that fits counts. */

/** A part of the reference. */
export interface Family {
  /** In addresses: `reference/layers`. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
}

const rows: readonly (readonly [id: string, title: string, about: string, files: RegExp])[] = [
  ["ops", "Ops", "What computations are made of, each with its derivative.", /^ops\/src\//],
  [
    "layers",
    "Layers",
    "Parts of networks, as pure descriptions.",
    /^nn\/src\/(layers?|attention|recurrent|inference|model|summary)/,
  ],
  ["initializers", "Initializers", "How parameters begin.", /^nn\/src\/initializers/],
  ["metrics", "Metrics", "How good a model is.", /^nn\/src\/metrics?/],
  ["optimizers", "Optimizers", "How parameters move.", /^optim\/src\/(transforms?|optimizers?)/],
  ["schedules", "Schedules", "How a rate changes from step to step.", /^optim\/src\/schedules?/],
  ["operators", "Operators", "What is done with the events of a training.", /^optim\/src\/operators/],
  [
    "checkpoints",
    "Checkpoints",
    "Trainings and models, kept and resumed.",
    /^optim\/src\/(checkpoint|node\/(directory|save))/,
  ],
  ["logs", "Logs and progress", "Trainings, shown and written down.", /^optim\/src\/node/],
  [
    "training",
    "Training and its events",
    "Trainings that stream events.",
    /^optim\/src\/|^rensa\/src\/(train|learning-rate)/,
  ],
  ["prediction", "Prediction", "Models at work.", /^rensa\/src\/(predictor|evaluate|load-model)/],
  ["search", "Search", "The best settings among many.", /^rensa\/src\/search/],
  ["data", "Data", "Examples on their way into a training.", /^(data|digits)\/src\//],
  ["files", "Files", "Tensors in files.", /^io\/src\//],
  ["profiling", "Profiling", "Where the time goes.", /^rensa\/src\/profile/],
  ["explanations", "Explanations", "Where a gradient comes from, and pictures of graphs.", /^explain\/src\//],
  ["errors", "Errors", "What is refused, and why.", /^core\/src\/graph\/(error|frames|notice)/],
  ["differentiation", "Differentiation", "Gradients and other derivatives.", /^core\/src\/differentiate/],
  ["control", "Control flow", "Loops and branches in a graph.", /^core\/src\/control/],
  [
    "engine",
    "Engine and programs",
    "From a traced function to a program that runs.",
    /^core\/src\/(run|passes|schedule)|^rensa\/src\/|^backend-(js|wasm)\/src/,
  ],
  [
    "graphs",
    "Graphs",
    "Graphs as data.",
    /^core\/src\/graph\/(edit|graph|json|limits|parse|print|topological|verify|view|constant)/,
  ],
  [
    "plugins",
    "Plugins",
    "Ops, rules and kernels of your own.",
    /^core\/src\/(op|expression)|^conformance\/src|^create-plugin\/src/,
  ],
  ["tensors", "Tensors and tracing", "Types, data, and functions that become graphs.", /^core\/src\/(graph|trace)/],
  ["compiler", "Compiler internals", "For who writes a backend or a pass.", /^/],
];

/** All families, in the order in which they are shown. */
export const families: readonly Family[] = rows.map(([id, title, about]) => ({ id, title, about }));

/**
 * The family of a name.
 *
 * @param file - where it is declared, from `packages/` on.
 * @param door - the door through which it is imported.
 */
export function familyOf(file: string, door: string): Family {
  const isInternal = door === "@rensa/core/compiler" || door === "@rensa/backend-js/program";
  const at = isInternal ? rows.length - 1 : rows.findIndex((row) => row[3].test(file));
  const family = families[at];
  if (family === undefined) throw new Error(`${file} belongs to no family.`);
  return family;
}
