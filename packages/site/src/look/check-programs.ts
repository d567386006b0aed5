/** The programs of pages in a browser: what they print is what their comments say, and nothing that they do leaves their room. */
import { createServer } from "node:http";
import type { Locator, Page } from "playwright-core";
import { isStatedAs, statedResults } from "../../../../docs/results.ts";
import { encodeProgram } from "../runnable/link.ts";
import { escapes } from "./escapes.ts";
import { firstProgram } from "../runnable/play-page.ts";

/** How long a program may take on a machine that does other things too. */
export const patience = { timeout: 120_000 };

/** How many programs of a page are run. */
const most = 4;

/** Runs programs of a page, and says as sentences where they print something else than they say; nothing for a page without any. */
export async function programFaults(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  const programs = (await page.locator(".rensa-program:has(button.run)").all()).slice(0, most);
  for (const [at, program] of programs.entries()) {
    try {
      faults.push(...(await faultsOf(program)).map((fault) => `program ${String(at + 1)} ${fault}`));
    } catch (error) {
      faults.push(`program ${String(at + 1)} does not run: ${String(error).split("\n")[0] ?? ""}`);
    }
  }
  return faults;
}

async function faultsOf(program: Locator): Promise<readonly string[]> {
  const source = program.locator("pre code").first();
  // Where no block is shown, there is an editor with the program that stands there at first.
  const code = (await source.count()) > 0 ? ((await source.textContent()) ?? "") : firstProgram;
  await run(program);
  const failures = await program.locator(".line.failure pre").allTextContents();
  const wanted = await program.getAttribute("data-fails");
  if (wanted !== null) {
    const isTold = failures.some((failure) => failure.startsWith(`${wanted}: `));
    return isTold ? [] : [`fails by ${failures.join(", ")}, and not with ${wanted}`];
  }
  const stated = [...statedResults(code)];
  const faults = failures.map((failure) => `fails: ${failure}`);
  for (const [line, result] of stated) {
    const printed = program.locator(`.line[data-line="${String(line + 1)}"] pre`);
    // What a program began may print after its last line.
    await printed.first().waitFor(patience);
    const shown = (await printed.allTextContents()).join(" ");
    // A text stands in a comment as it is written, and in the page as it is printed.
    if (!isStatedAs(result.replaceAll('"', ""), shown.replaceAll('"', "")))
      faults.push(`says ${result} in line ${String(line + 1)}, and prints ${shown}`);
  }
  return faults;
}

/** Presses Run, and waits for the end. */
export async function run(program: Locator): Promise<void> {
  await program.locator("button.run").click();
  await program.locator('.rensa-output[data-state="ended"]').waitFor(patience);
}

/** What is wrong with the page that opens programs from addresses, as sentences. */
export async function playFaults(page: Page, address: string): Promise<readonly string[]> {
  const faults: string[] = [];
  const program = page.locator(".rensa-play");
  const output = program.locator(".rensa-output");
  const open = async (hash: string): Promise<void> => {
    // Only the part behind # changes, as where a reader pastes another address.
    await page.goto(`${address}play.html#code=${hash}`);
    await program.waitFor(patience);
  };
  const see = async (code: string): Promise<void> => {
    await open(await encodeProgram(code));
    const [first = ""] = code.split("\n");
    await page.locator(".cm-line").first().filter({ hasText: first }).waitFor(patience);
  };

  let told = 0;
  const other = createServer((_, response) => {
    told++;
    response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/javascript" }).end();
  });
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const at = other.address();
  try {
    await see(escapes(at !== null && typeof at === "object" ? at.port : 0));
    await page.waitForTimeout(500);
    if ((await output.count()) > 0 || (await page.locator("iframe").count()) > 0) {
      faults.push("a program of a link runs before anybody presses Run");
    }
    await run(program);
    const outcomes = await program.locator(".line pre").allTextContents();
    if (outcomes.length < 14) faults.push(`a hostile program stops early: ${outcomes.join("; ")}`);
    faults.push(...outcomes.filter((each) => each.endsWith(" worked")).map((each) => `a hostile program: ${each}`));
    if (told > 0) faults.push(`${String(told)} requests of a hostile program reached another server`);
  } finally {
    other.close();
    other.closeAllConnections();
  }

  await see('console.log("before");\nfor (;;) {}\n');
  await program.locator("button.run").click();
  await program.locator(".line").first().waitFor(patience);
  await program.locator("button.stop").click();
  if ((await page.locator("iframe").count()) > 0) faults.push("a loop without an end is not stopped");
  if ((await output.getAttribute("data-state")) !== "stopped") faults.push("nothing says that a program was stopped");

  await see("for (let at = 0; at < 100_000; at++) console.log(at);\n");
  await run(program);
  const lines = await program.locator(".line").count();
  if (lines !== 1000 || (await output.locator(".remark").count()) !== 1) {
    faults.push(`of 100,000 lines ${String(lines)} are shown`);
  }

  await see(`import { add } from "@rensa/ops";
import { f32, trace } from "rensa";

trace({ x: f32(2), y: f32(3) }, ({ x, y }) => add(x, y));
`);
  await run(program);
  const failure = await program.locator('.line.failure[data-line="4"] pre').textContent(patience);
  if (failure?.startsWith("SHAPE_MISMATCH: ") !== true) faults.push(`an error is shown as ${String(failure)}`);

  await open("AAAA");
  const refused = await program.locator("p.failure").textContent(patience);
  if (refused?.includes("holds no program") !== true) faults.push(`a broken address says ${String(refused)}`);
  return faults;
}
