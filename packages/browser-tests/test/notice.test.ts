/** What a page and its workers say on the console where WebAssembly cannot be used. */
import { rmSync } from "node:fs";
import { chromium } from "playwright-core";
import { describe, expect, it } from "vitest";
import { bundle } from "./bundle.ts";
import { findChromium } from "./find-chromium.ts";
import { serve } from "./serve.ts";

const executablePath = findChromium();
if (executablePath === null) {
  console.warn(
    "Left out: notices in Chromium. There is none on the PATH; install it (Debian: apt-get install chromium) or give its path in CHROMIUM_PATH.",
  );
}

describe.skipIf(executablePath === null)("a page without WebAssembly", () => {
  it("gives one notice, however many workers compute beside it, and gives it again when it is opened again", async () => {
    const { folder } = await bundle("notice");
    const server = await serve(folder, { isolated: false, policy: "script-src 'self'" });
    const browser = await chromium.launch({ executablePath: executablePath!, args: ["--no-sandbox"] });
    try {
      for (let time = 0; time < 2; time++) {
        const page = await browser.newPage();
        const notices: string[] = [];
        page.on("console", (message) => {
          if (message.type() === "warning") notices.push(message.text());
        });
        await page.goto(server.address);
        const names = await page.evaluate(() =>
          (globalThis as typeof globalThis & { rensaNotice(workers: number): Promise<readonly unknown[]> }).rensaNotice(
            4,
          ),
        );
        // A notice that came late would be seen by now.
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
        expect(names).toEqual(["js", "js", "js", "js", "js"]);
        expect(notices).toEqual([expect.stringContaining("programs run in JavaScript")]);
        await page.close();
      }
    } finally {
      await browser.close();
      server.close();
      rmSync(folder, { recursive: true });
    }
  });
});
