/** All checks but the tests, one after the other; says at the end which failed. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const checks = ["types", "lint", "format", "imports", "unused", "examples", "docs", "outside"];
const chosen = process.argv.slice(2).length > 0 ? process.argv.slice(2) : checks;
const failed = [];
for (const check of chosen) {
  const start = performance.now();
  const { status } = spawnSync("npm", ["run", "--silent", `check:${check}`], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok    " : "FAILED"} ${check} (${seconds} s)`);
  if (status !== 0) failed.push(check);
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(", ")}. Run one alone with npm run check:<name>.`);
  process.exit(1);
}
