/** A page in headless Chromium that compiles, opened anew for each call. */
import { rmSync } from "node:fs";
import { chromium } from "playwright-core";
import type { CompilePage } from "../src/compile/report.ts";
import { bundle } from "./bundle.ts";
import { serve } from "./serve.ts";

/** Bundles and serves the page, and starts the browser. */
export async function startCompilePage(executablePath: string) {
  const { folder, warnings } = await bundle("compile");
  const server = await serve(folder, { isolated: false });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  return {
    warnings,
    /** Calls what the page offers. */
    async call<Name extends keyof CompilePage>(
      name: Name,
      ...parameters: Parameters<CompilePage[Name]>
    ): Promise<Awaited<ReturnType<CompilePage[Name]>>> {
      const page = await browser.newPage();
      try {
        const failed = new Promise<never>((_, reject) => {
          page.on("pageerror", reject);
          page.on("crash", () => reject(new Error("The page crashed.")));
        });
        await page.goto(server.address);
        // It runs in the page: it may refer to nothing outside itself.
        const run = ([called, given]: [keyof CompilePage, readonly unknown[]]): unknown =>
          (globalThis as typeof globalThis & { readonly rensaCompile: CompilePage }).rensaCompile[called](
            ...(given as never as [never]),
          );
        return (await Promise.race([page.evaluate(run, [name, parameters] as const as never), failed])) as never;
      } finally {
        await page.close();
      }
    },
    async close(): Promise<void> {
      await browser.close();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
