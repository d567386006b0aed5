/** The app bundled by each bundler for each target, and run in each runtime: the same numbers everywhere. */
import { join } from "node:path";
import type { AppReport } from "../app/report.ts";
import { runtimesIn } from "../install.ts";
import { compileInto, write } from "../project.ts";
import { CheckFailure, failOn, inPairs, run } from "../run-command.ts";
import type { Place, Step } from "../step.ts";
import { bundlers, type Target } from "./bundlers.ts";
import { differences } from "./differences.ts";

const targets: readonly Target[] = ["page", "node-esm", "node-commonjs"];

export const checkBundles: Step = {
  name: "bundle",
  claim: "the app, bundled by esbuild, Rollup, Vite and webpack, gives the numbers of the unbundled app, to the bit",
  run: async (place) => {
    const app = await compileApp(place);
    const orders = bundlers.flatMap((bundler) => targets.map((target) => ({ bundler, target })));
    await inPairs(orders, async ({ bundler, target }) => {
      const output = bundleFolder(place, bundler.name, target);
      const page = bundler.findsWorkers ? ["page"] : ["page", "worker"];
      const names = target === "page" ? page : ["node"];
      const entries = Object.fromEntries(names.map((name) => [name, join(app, `${name}.js`)]));
      await bundler.bundle({ project: place.project, entries, target, output });
      write(join(output, "package.json"), JSON.stringify({ type: target === "node-commonjs" ? "commonjs" : "module" }));
    });
    const expected = await unbundledReport(place);
    const runtimes = runtimesIn(place.project);
    const bundles = orders
      .filter(({ target }) => target !== "page")
      .map(({ bundler, target }) => join(bundleFolder(place, bundler.name, target), "node.js"));
    const runs = [join(app, "node.js"), ...bundles].flatMap((file) => runtimes.map((runtime) => ({ file, runtime })));
    const faults = await inPairs(runs, async ({ file, runtime }) => {
      const report = await reportOf(runtime.path, file);
      return differences(report, expected).map((fault) => `${runtime.name}, ${file}: ${fault}`);
    });
    failOn("Not what the unbundled app gives in this Node", faults.flat());
    return `${String(orders.length)} bundles, ${String(runs.length)} runs of ${String(expected.js.length)} numbers thrice`;
  },
};

/** Where a bundle is: outside the project, so that nothing but itself is found. */
export function bundleFolder({ folder }: Pick<Place, "folder">, bundler: string, target: Target): string {
  return join(folder, "bundles", `${bundler}-${target}`);
}

/** What the app gives in this Node without being bundled. */
export async function unbundledReport({ project }: Place): Promise<AppReport> {
  return reportOf(process.execPath, join(project, "app", "node.js"));
}

async function compileApp(place: Place): Promise<string> {
  const names = ["app", "report", "node", "page", "worker"];
  const sources = Object.fromEntries(names.map((name) => [`${name}.ts`, `outside/src/app/${name}.ts`]));
  return compileInto(place, "app", sources);
}

async function reportOf(runtime: string, file: string): Promise<AppReport> {
  const text = await run(runtime, [file], { folder: join(file, "..") });
  try {
    return JSON.parse(text) as AppReport;
  } catch {
    throw new CheckFailure(`${runtime} ${file} printed no report:\n${text}`);
  }
}
