/** Opens an example's page in headless Chromium, built as in development, which is where React mounts everything twice. */
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright-core";
import { build, preview, type InlineConfig } from "vite";

/** A page that is open. */
export interface OpenPage {
  readonly page: Page;
  /** What the page threw, and what it said as an error. */
  readonly errors: readonly string[];
  /** How many workers it has started, those that have ended too. */
  readonly startedWorkers: () => Promise<number>;
  close(): Promise<void>;
}

/** The path of the machine's Chromium: `CHROMIUM_PATH`, else the first on the PATH; `null`, which is said, where there is none. */
export function findChromium(what: string): string | null {
  const { CHROMIUM_PATH: chosen = "", PATH: path = "" } = process.env;
  if (chosen !== "") return chosen;
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  if (found === undefined)
    console.warn(
      `Left out: ${what}. There is no Chromium on the PATH; install it (Debian: apt-get install chromium) or give its path in CHROMIUM_PATH.`,
    );
  return found ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Builds the page of a folder and opens it. */
export async function openPage(folder: URL, executablePath: string, query = ""): Promise<OpenPage> {
  const outDir = mkdtempSync(join(tmpdir(), "rensa-page-"));
  const config: InlineConfig = {
    root: fileURLToPath(folder),
    configFile: false,
    logLevel: "error",
    mode: "development",
    worker: { format: "es" },
    build: { outDir, emptyOutDir: true, minify: false, rolldownOptions: { checks: { bundlerTimings: false } } },
    preview: { host: "127.0.0.1", port: 0 },
  };
  const { NODE_ENV: before } = process.env;
  process.env["NODE_ENV"] = "development";
  try {
    await build(config);
  } finally {
    process.env["NODE_ENV"] = before;
  }
  const server = await preview(config);
  const address = server.httpServer.address();
  if (address === null || typeof address === "string") throw new TypeError("The server has no port.");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 640, height: 560 } });
  const errors: string[] = [];
  // Counted where they are made: of a worker that is ended at once, the browser tells nothing.
  await page.addInitScript(`{
    const Plain = globalThis.Worker;
    globalThis.startedWorkers = 0;
    globalThis.Worker = class extends Plain {
      constructor(...given) {
        super(...given);
        globalThis.startedWorkers++;
      }
    };
  }`);
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.goto(`http://127.0.0.1:${String(address.port)}/${query}`);
  return {
    page,
    errors,
    startedWorkers: () => page.evaluate("globalThis.startedWorkers"),
    close: async () => {
      await browser.close();
      await server.close();
      rmSync(outDir, { recursive: true });
    },
  };
}
