/** Bundling a page with Vite, minified, as its users would. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, createLogger, type Rolldown } from "vite";

/** A page, bundled. */
export interface Bundle {
  /** Where its files lie. The caller removes it. */
  readonly folder: string;
  readonly chunks: readonly Rolldown.OutputChunk[];
  /** What Vite warns of. */
  readonly warnings: readonly string[];
}

/** Bundles the page in that folder of `src`. */
export async function bundle(name: string): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), `rensa-${name}-`));
  const warnings: string[] = [];
  const logger = createLogger("error");
  logger.warn = logger.warnOnce = (message) => {
    warnings.push(message);
  };
  const before = process.env["NODE_ENV"];
  // A test runner's "test" would keep in what libraries have for development.
  process.env["NODE_ENV"] = "production";
  try {
    const result = await build({
      configFile: false,
      root: fileURLToPath(new URL(`../src/${name}/`, import.meta.url)),
      customLogger: logger,
      worker: { format: "es" },
      // How long a build takes depends on the machine: it is nothing to warn of here.
      build: {
        outDir: folder,
        emptyOutDir: true,
        minify: true,
        rolldownOptions: { checks: { bundlerTimings: false } },
      },
    });
    const outputs = [result].flat().flatMap((each) => ("output" in each ? each.output : []));
    return { folder, chunks: outputs.filter((output) => output.type === "chunk"), warnings };
  } finally {
    process.env["NODE_ENV"] = before;
  }
}
