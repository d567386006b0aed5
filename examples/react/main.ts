/** Serves the page while it is worked on: what is changed is seen at once. With a picture, trains in Chromium and keeps the chart. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readOptions } from "@rensa/example-tools";
import { findChromium, openPage } from "@rensa/example-tools/open-page";
import { createServer } from "vite";

const here = new URL("./", import.meta.url);
const { port, epochs, picture } = readOptions("A page in React that shows a training in a worker.", {
  port: [5173, "where the page is served until it is interrupted; 0: it is opened in Chromium, and its chart kept"],
  epochs: [100, "passes over the data, in Chromium"],
});

if (port > 0) {
  const server = await createServer({
    root: fileURLToPath(here),
    configFile: false,
    worker: { format: "es" },
    server: { port, host: "127.0.0.1" },
  });
  await server.listen();
  server.printUrls();
} else {
  const chromium = findChromium("the picture");
  if (chromium !== null) await draw(chromium);
}

async function draw(chromium: string): Promise<void> {
  const opened = await openPage(here, chromium, `?epochs=${String(epochs)}`);
  await opened.page.getByRole("button", { name: "Start" }).click();
  await opened.page.getByRole("button", { name: "Again" }).waitFor({ timeout: 600_000 });
  console.log(await opened.page.locator("p[role=status]").innerText());
  writeFileSync(picture, `${await opened.page.locator("svg").evaluate((chart) => chart.outerHTML)}\n`);
  await opened.close();
  for (const error of opened.errors) console.error(error);
}
