/** Running tasks of the conformance page in headless Chromium. */
import { rmSync } from "node:fs";
import { chromium } from "playwright-core";
import type { PageInterface, Reports, Task, TaskName } from "../src/conformance/report.ts";
import { bundle } from "./bundle.ts";
import { serve } from "./serve.ts";
import { Turns } from "./turns.ts";

/** Where a task runs. */
export interface Setting {
  /** Whether the page is cross-origin isolated, and so may share memory. */
  readonly isolated: boolean;
  readonly place: keyof PageInterface;
}

/** A browser with the page's servers. */
export interface TaskRunner {
  /** Opens the page anew and runs a task there. Rejects where the page reports an error of its own. */
  run<Name extends TaskName>(setting: Setting, task: Task<Name>): Promise<Reports[Name]>;
  close(): Promise<void>;
}

/** Bundles the page, serves it with and without isolation, and starts the browser. */
export async function startChromium(executablePath: string): Promise<TaskRunner> {
  const { folder } = await bundle("conformance");
  const isolating = await serve(folder, { isolated: true });
  const plain = await serve(folder, { isolated: false });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  // A page that computes keeps about one core busy, and machines that run tests have two.
  const turns = new Turns(2);
  const closing: Promise<void>[] = [];
  return {
    run: ({ isolated, place }, task) =>
      turns.take(async () => {
        const page = await browser.newPage();
        try {
          const failed = new Promise<never>((_, reject) => {
            page.on("pageerror", reject);
            page.on("crash", () => reject(new Error("The page crashed.")));
          });
          await page.goto(isolated ? isolating.address : plain.address);
          const order: Order = { place, task };
          const report = await Promise.race([page.evaluate(runOnPage, order), failed]);
          return report as Reports[typeof task.name];
        } finally {
          // Threads that sleep end two seconds after they are told to; nothing here has to wait for that.
          closing.push(page.close());
        }
      }),
    close: async () => {
      await Promise.all(closing);
      await browser.close();
      isolating.close();
      plain.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** What the page is told: plain data, since it goes through the browser's protocol. */
interface Order {
  readonly place: keyof PageInterface;
  readonly task: unknown;
}

/** Runs in the page: it may refer to nothing outside itself. */
function runOnPage({ place, task }: Order): Promise<unknown> {
  const { rensaTests } = globalThis as typeof globalThis & { readonly rensaTests: PageInterface };
  return rensaTests[place](task as Task);
}
