/** The command of a page: it is served while it is worked on, or trained in Chromium for a picture of its chart. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readOptions } from "@rensa/example-tools";
import { findChromium, openPage } from "@rensa/example-tools/open-page";
import { createServer } from "vite";

/** Does what the command's options say, with the page in a folder. */
export async function servePage(folder: URL, description: string): Promise<void> {
  const { port, epochs, picture } = readOptions(description, {
    port: [
      5173,
      "where the page is served until it is interrupted; 0: it is opened in Chromium, and its chart kept",
      0,
    ],
    epochs: [100, "passes over the data, in Chromium"],
  });
  if (port === 0) {
    const chromium = findChromium("the picture");
    if (chromium !== null) await drawChart(folder, chromium, epochs, picture);
    return;
  }
  const server = await createServer({
    root: fileURLToPath(folder),
    configFile: false,
    worker: { format: "es" },
    server: { port, host: "127.0.0.1" },
  });
  await server.listen();
  server.printUrls();
}

async function drawChart(folder: URL, chromium: string, epochs: number, picture: string): Promise<void> {
  const opened = await openPage(folder, chromium, `?epochs=${String(epochs)}`);
  const { page } = opened;
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("button", { name: "Again" }).waitFor({ timeout: 600_000 });
  console.log((await page.locator("p[role=status]").innerText()).trim());
  // What a framework leaves in the page for itself is no part of the chart.
  const chart = await page.locator("svg").evaluate((svg) => svg.outerHTML);
  writeFileSync(picture, `${chart.replaceAll(/<!--.*?-->| _ng\w+-[\w-]+=""/g, "")}\n`);
  await opened.close();
  for (const error of opened.errors) console.error(error);
}
