/** Which way imports point: packages as ARCHITECTURE.md says, folders of core upward only, no cycles anywhere. */
const tests = "\\.test\\.ts$|\\.test-d\\.ts$|/test/|/reference/";

/** Files of `from` may import nothing of `to`. */
function forbid(name, from, to) {
  return { name, severity: "error", from: { path: from, pathNot: tests }, to: { path: to } };
}

const core = (folder) => `^packages/core/src/${folder}/`;
const only = (folder, ...allowed) =>
  forbid(
    `core/${folder} sees only ${[folder, ...allowed].join(", ")}`,
    core(folder),
    `^packages/core/src/(?!${[folder, ...allowed].join("|")})[a-z]+/`,
  );

module.exports = {
  forbidden: [
    { name: "no cycles", severity: "error", from: {}, to: { circular: true } },
    forbid("core imports no package of ours", "^packages/core/", "^packages/(?!core/)"),
    forbid("core never imports rxjs", "^packages/core/", "node_modules/rxjs"),
    forbid("backends see core only", "^packages/backend-[a-z]+/", "^packages/(?!core/|backend-)"),
    forbid("ops see core only", "^packages/ops/", "^packages/(?!core/|ops/)"),
    forbid("nn sees core and ops", "^packages/nn/", "^packages/(?!core/|ops/|nn/)"),
    forbid("explain sees core only", "^packages/explain/", "^packages/(?!core/|explain/)"),
    forbid("io sees core only", "^packages/io/", "^packages/(?!core/|io/)"),
    forbid("optim sees core, ops, nn and io", "^packages/optim/", "^packages/(?!core/|ops/|nn/|io/|optim/)"),
    forbid("data sees core only", "^packages/data/", "^packages/(?!core/|data/)"),
    forbid("packages do not import examples", "^packages/(?!site/)", "^examples/"),
    only("graph"),
    only("expression", "graph"),
    only("op", "graph", "expression"),
    only("trace", "graph", "expression", "op"),
    only("differentiate", "graph", "expression", "op", "trace"),
    only("control", "graph", "expression", "op", "trace", "differentiate"),
    only("schedule", "graph", "expression", "op", "kernel"),
    only("kernel", "graph", "expression", "op"),
    forbid("fusion sees no other room", `${core("kernel")}fusion/`, `${core("kernel")}(?!fusion)[a-z]+/`),
    forbid("nests see no other room", `${core("kernel")}nests/`, `${core("kernel")}(?!nests)[a-z]+/`),
    only("passes", "graph", "expression", "op", "trace", "kernel"),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/dist/|/\\.cache/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "default"],
      extensions: [".ts", ".js", ".json"],
    },
  },
};
