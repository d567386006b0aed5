/** Tests of a page that shows a training, whatever it is made with: its buttons, chart and status have the same names. */
import { findChromium, openPage, type OpenPage } from "@rensa/example-tools/open-page";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/**
 * @param what - Such as "a page in React".
 * @param mounts - How often the framework mounts a component before it is shown.
 */
export function describePage(what: string, folder: URL, mounts = 1): void {
  const executablePath = findChromium(what);

  describe.skipIf(executablePath === null)(`${what} that shows a training in a worker`, () => {
    let opened: OpenPage;
    beforeAll(async () => {
      opened = await openPage(folder, executablePath ?? "", "?epochs=100000");
    });
    afterAll(() => opened.close());

    const press = (name: string) => opened.page.getByRole("button", { name, exact: true }).click();
    const status = async (): Promise<string> =>
      (await opened.page.locator("p[role=status]").textContent())?.trim() ?? "";
    const points = async (): Promise<number> =>
      ((await opened.page.locator("polyline").getAttribute("points")) ?? "").split(" ").length;
    const workers = (): number => opened.page.workers().length;

    it("has one worker, however often it was mounted", async () => {
      await expect.poll(status).toMatch(/^idle epoch 0, step 0$/);
      await expect.poll(workers).toBe(1);
      expect(await opened.startedWorkers()).toBe(mounts);
    });

    it("draws the loss while the worker trains, and pauses, goes on and stops", async () => {
      await press("Start");
      await expect.poll(points).toBeGreaterThan(10);
      await press("Pause");
      await expect.poll(status).toMatch(/^paused /);
      // What the worker did until it was told comes a little later; then nothing changes any more.
      const isStill = async (): Promise<boolean> => {
        const before = await status();
        await opened.page.waitForTimeout(60);
        return before === (await status());
      };
      await expect.poll(isStill).toBe(true);
      const paused = await status();
      const rate = () => opened.page.locator("output").textContent();
      expect(await rate()).toBe("0.0032");
      await opened.page.getByLabel("Learning rate").press("ArrowLeft");
      await expect.poll(rate).toBe("0.0025");
      await press("Resume");
      await expect.poll(status).toMatch(/^running /);
      await expect.poll(status).not.toBe(paused);
      await press("Stop");
      await expect.poll(status).toMatch(/^stopped .*loss \d/);
    });

    it("trains again, with a worker of its own", async () => {
      await press("Again");
      await expect.poll(status).toMatch(/^idle epoch 0, step 0$/);
      await expect.poll(workers).toBe(1);
      await press("Start");
      await expect.poll(status).toMatch(/^running .*loss/);
    });

    it("ends the worker when the component goes, in the middle of a run", async () => {
      await press("Hide");
      await expect.poll(workers).toBe(0);
      await press("Show");
      await expect.poll(status).toMatch(/^idle /);
      await expect.poll(workers).toBe(1);
    });

    it("has thrown nothing and warned of nothing", () => {
      expect(opened.errors).toEqual([]);
    });
  });
}
