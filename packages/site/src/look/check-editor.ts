/** The editor of programs in a browser: types of the library, errors under the code, and the keyboard. */
import type { Page } from "playwright-core";
import { patience } from "./check-programs.ts";

/** What is wrong with the editor of the first program of a page, as sentences. It stays open, with an error in it. */
export async function editorFaults(page: Page, address: string): Promise<readonly string[]> {
  const faults: string[] = [];
  await page.goto(address, { waitUntil: "networkidle" });
  const program = page.locator(".rensa-program:has(button.edit)").first();
  await program.locator("button.edit").click();
  const edited = page.locator(".rensa-program:has(.rensa-editor)").first();
  const content = edited.locator(".cm-content");
  await content.waitFor(patience);
  const verdict = edited.locator(".verdict");
  const judged = async (errors: number): Promise<void> =>
    edited.locator(`.verdict[data-errors="${String(errors)}"]`).waitFor(patience);
  try {
    await judged(0);
    await content.focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.type('\nimport { f32 as made } from "rensa";\nconst wrong: string = made(2');
    // The bracket was closed already.
    await page.keyboard.press("End");
    await page.keyboard.type(";\nconsole.log(wrong");
    await page.keyboard.press("End");
    await judged(1);
    if ((await edited.locator(".cm-lintRange-error").count()) === 0) faults.push("an error is not underlined");
    await page.keyboard.type(";\nmade(2).");
    const proposals = edited.locator(".cm-tooltip-autocomplete li");
    // On a busy machine those for what stood there before come first.
    await proposals.filter({ hasText: "shape" }).first().waitFor(patience);
    const names = await proposals.allInnerTexts();
    if (!names.includes("shape") || !names.includes("dtype")) faults.push(`it proposes ${names.join(", ")}`);
    await page.keyboard.type("shape;");
    await page.keyboard.press("Control+Enter");
    await edited.locator('.rensa-output[data-state="ended"]').waitFor(patience);
    if ((await edited.locator(".line pre").allTextContents()).at(-1)?.includes("f32") !== true) {
      faults.push("Ctrl+Enter does not run what was written");
    }
    await content.focus();
    await page.keyboard.press("Escape");
    const focused = await page.evaluate(() => document.activeElement?.className ?? "");
    if (focused !== "run") faults.push(`Escape leads to ${focused}`);
  } catch (error) {
    const said = (await verdict.textContent()) ?? "";
    faults.push(`it does not answer (it says: ${said}): ${String(error).split("\n")[0] ?? ""}`);
  }
  return faults;
}
