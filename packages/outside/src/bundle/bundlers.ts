/** The four bundlers, with what a user would write for each. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../run-command.ts";
import { write } from "../project.ts";

/** What a bundle is for. */
export type Target = "page" | "node-esm" | "node-commonjs";

/** Modules that are bundled together. */
export interface BundleOrder {
  /** The project that has the bundler and the packages. */
  readonly project: string;
  /** Modules, by the name of the file that is made of each. */
  readonly entries: Readonly<Record<string, string>>;
  readonly target: Target;
  /** The folder for what is made. */
  readonly output: string;
}

/** A bundler. */
export interface Bundler {
  readonly name: string;
  /** Whether it makes a worker's file of `new Worker(new URL(...))`; the others are given it as an entry. */
  readonly findsWorkers: boolean;
  /** Bundles, and fails where there is a warning. */
  bundle(order: BundleOrder): Promise<void>;
}

const esbuild: Bundler = {
  name: "esbuild",
  findsWorkers: false,
  bundle: async ({ project, entries, target, output }) => {
    const inputs = Object.entries(entries).map(([name, path]) => `${name}=${path}`);
    const format = target === "node-commonjs" ? "cjs" : "esm";
    const chunks = format === "esm" ? ["--splitting"] : [];
    const platform = target === "page" ? "browser" : "node";
    const options = ["--bundle", "--minify", "--log-level=warning", `--outdir=${output}`, ...chunks];
    await call(project, "esbuild", [...inputs, `--format=${format}`, `--platform=${platform}`, ...options]);
  },
};

const rollup: Bundler = {
  name: "Rollup",
  findsWorkers: false,
  bundle: async ({ project, entries, target, output }) => {
    const isPage = target === "page";
    const format = target === "node-commonjs" ? "cjs" : "es";
    const options = { input: entries, output: { dir: output, format } };
    const resolves = JSON.stringify({ browser: isPage, preferBuiltins: true });
    const config = join(project, `rollup-${target}.config.mjs`);
    // What immer asks of it has to be said to Rollup; the other bundlers know it.
    const plugins = isPage ? `[nodeResolve(${resolves}), production]` : `[nodeResolve(${resolves})]`;
    write(
      config,
      `import { nodeResolve } from "@rollup/plugin-node-resolve";
const production = {
  name: "production",
  renderChunk: (code) => code.replaceAll("process.env.NODE_ENV", '"production"'),
};
export default { ...${JSON.stringify(options)}, plugins: ${plugins}${isPage ? "" : ", external: /^node:/"} };
`,
    );
    await run(...command(project, "rollup", ["--config", config, "--failAfterWarnings"]), { folder: project });
  },
};

const vite: Bundler = {
  name: "Vite",
  findsWorkers: true,
  bundle: async ({ project, entries, target, output }) => {
    const isPage = target === "page";
    const names = { entryFileNames: "[name].js", format: target === "node-commonjs" ? "cjs" : "es" };
    const build = { outDir: output, emptyOutDir: true, manifest: isPage, minify: true, ssr: !isPage };
    const config = {
      base: "./",
      publicDir: false,
      worker: { format: "es" },
      build: { ...build, rolldownOptions: { input: entries, output: names } },
      ...(isPage ? {} : { ssr: { noExternal: true } }),
    };
    await viteBuild(project, `vite-${target}`, config);
  },
};

const webpack: Bundler = {
  name: "webpack",
  findsWorkers: true,
  bundle: async ({ project, entries, target, output }) => {
    const isModule = target !== "node-commonjs";
    const names = { path: output, filename: "[name].js", module: isModule };
    const chunks = isModule ? { chunkFormat: "module", chunkLoading: "import", workerChunkLoading: "import" } : {};
    const library = target === "page" ? {} : { library: { type: isModule ? "module" : "commonjs2" } };
    const config = {
      mode: "production",
      context: project,
      entry: entries,
      target: target === "page" ? ["web", "es2022"] : "node20",
      output: { ...names, ...chunks, ...library },
      experiments: { outputModule: isModule },
      optimization: { minimize: target === "page" },
      // How large a page may be is a step of its own.
      performance: { hints: false },
    };
    const file = join(project, `webpack-${target}.config.mjs`);
    write(file, `export default ${JSON.stringify(config, null, 2)};\n`);
    const options = ["build", "--config", file, "--fail-on-warnings", "--stats", "errors-warnings"];
    await run(...command(project, "webpack", options), { folder: project });
  },
};

/** All of them. */
export const bundlers: readonly Bundler[] = [esbuild, rollup, vite, webpack];

/** Bundles with Vite under a configuration, which is plain data. */
export async function viteBuild(project: string, name: string, config: object): Promise<void> {
  const file = join(project, `${name}.config.mjs`);
  write(file, `export default ${JSON.stringify(config, null, 2)};\n`);
  await call(project, "vite", ["build", "--config", file, "--logLevel", "warn"], { NODE_ENV: "production" });
}

/** A chunk in Vite's manifest. */
export interface ManifestChunk {
  readonly file: string;
  /** That of its first module. */
  readonly name?: string;
  readonly isEntry?: boolean;
  /** Keys of the chunks that it imports at once. */
  readonly imports?: readonly string[];
}

/** What Vite says of the chunks that it made. */
export function viteManifest(output: string): Readonly<Record<string, ManifestChunk>> {
  return JSON.parse(readFileSync(join(output, ".vite", "manifest.json"), "utf8")) as Record<string, ManifestChunk>;
}

/** Runs a program that must have nothing to say. */
async function call(
  project: string,
  program: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  await run(...command(project, program, parameters), { folder: project, isSilent: true, environment });
}

function command(project: string, program: string, parameters: readonly string[]): [string, readonly string[]] {
  return [join(project, "node_modules", ".bin", program), parameters];
}
