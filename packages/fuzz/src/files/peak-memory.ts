/** The most memory that a process has taken. */
import { existsSync, readFileSync } from "node:fs";

const status = "/proc/self/status";

/**
 * The most megabytes that this process had at once, so far. On Linux `maxRSS` begins with the peak of the process that
 * started this one, which would hide what is less.
 */
export function peakMemory(): number {
  const own = existsSync(status) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, "utf8")) : null;
  return (own === null ? process.resourceUsage().maxRSS : Number(own[1])) / 1024;
}
