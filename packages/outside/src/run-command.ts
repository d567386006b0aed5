/** Commands of other programs, and how their failures are told. */
import { spawn } from "node:child_process";

/** Something does not hold of what was packed: its message says which file or command, and what this said. */
export class CheckFailure extends Error {
  override readonly name = "CheckFailure";
}

/** Where and how a command runs. */
export interface CommandOptions {
  readonly folder: string;
  /** Whether it fails where it says anything: what it is asked to say are its warnings. Default: false. */
  readonly isSilent?: boolean;
  /** Added to the environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Seconds after which a command is taken to hang. */
const patience = 240;

/**
 * Runs a command and gives its standard output.
 *
 * @throws CheckFailure where it fails, with all that it said.
 */
export async function run(command: string, parameters: readonly string[], options: CommandOptions): Promise<string> {
  const { folder, isSilent = false, environment = {} } = options;
  const child = spawn(command, parameters, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
    timeout: 1000 * patience,
  });
  let [output, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const ending = await new Promise<string | null>((resolve) => {
    child.on("error", ({ message }) => resolve(message));
    child.on("close", (code, signal) => resolve(code === 0 ? null : `It ended with ${String(signal ?? code)}.`));
  });
  const said = `${output}${errors}`.trim();
  const reason = ending ?? (isSilent && said !== "" ? "It has warnings." : null);
  if (reason === null) return output;
  throw new CheckFailure(`${reason}\n${folder}$ ${[command, ...parameters].join(" ")}\n${said}`);
}

/** Runs jobs two at a time, which is what machines that run checks have cores for, and gives their results in order. */
export async function inPairs<Item, Result>(
  items: readonly Item[],
  job: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const pending = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      results.set(next[0], await job(next[1]));
    }
  };
  const endings = await Promise.allSettled([worker(), worker()]);
  for (const ending of endings) if (ending.status === "rejected") throw ending.reason;
  return items.flatMap((_, position) => {
    const result = results.get(position);
    return result === undefined ? [] : [result];
  });
}

/** @throws CheckFailure where there is a fault. */
export function failOn(what: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new CheckFailure([`${what}:`, ...faults.map((fault) => `  ${fault}`)].join("\n"));
}
