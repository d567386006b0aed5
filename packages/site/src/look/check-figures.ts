/** The live figures of the chapters in a browser: each draws, follows its controls, and tells of no error. */
import type { Page } from "playwright-core";

/** How long a figure may take on a machine that does other things too. */
const patience = { timeout: 120_000 };

/** What is wrong with the figures of a page, as sentences; nothing for a page without any. */
export async function figureFaults(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const figure of await page.locator(".rensa-figure").all()) {
    // It comes when somebody reads so far.
    await figure.scrollIntoViewIfNeeded();
    await page.locator(".rensa-figure figcaption").first().waitFor(patience);
    const title = (await figure.locator("figcaption").textContent()) ?? "";
    try {
      faults.push(...(await faultsOf(figure)).map((fault) => `the figure "${title}" ${fault}`));
    } catch (error) {
      faults.push(`the figure "${title}" is not drawn: ${String(error).split("\n")[0] ?? ""}`);
    }
  }
  return faults;
}

async function faultsOf(figure: ReturnType<Page["locator"]>): Promise<readonly string[]> {
  const drawing = figure.locator("svg").first();
  await drawing.waitFor(patience);
  const button = figure.locator("button");
  if ((await button.count()) > 0) return trainingFaults(figure, button);
  const before = await figure.innerHTML();
  const range = figure.locator("input[type=range]");
  // A key moves a slider as a hand does.
  if ((await range.count()) > 0) await range.first().press("ArrowRight");
  else await figure.locator("select").first().selectOption({ index: 0 });
  await figure
    .page()
    .waitForFunction(
      (text) => ![...document.querySelectorAll(".rensa-figure")].some((each) => each.innerHTML === text),
      before,
      patience,
    );
  return (await figure.locator(".failure").count()) > 0
    ? [`says ${(await figure.locator(".failure").textContent()) ?? ""}`]
    : [];
}

async function trainingFaults(
  figure: ReturnType<Page["locator"]>,
  button: ReturnType<Page["locator"]>,
): Promise<readonly string[]> {
  await button.click();
  const outcome = figure.locator("p[aria-live], .failure");
  await outcome.waitFor(patience);
  const text = (await outcome.textContent()) ?? "";
  const accuracy = Number(/([\d.]+) %/.exec(text)?.[1] ?? Number.NaN);
  return accuracy > 70 ? [] : [`ends with: ${text}`];
}
