/** Where the machine's Chromium is. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome"];

/** The path of a Chromium: `CHROMIUM_PATH`, else the first on the PATH; `null` where there is none. */
export function findChromium(): string | null {
  const { CHROMIUM_PATH: chosen, PATH: path = "" } = process.env;
  if (chosen !== undefined && chosen !== "") return chosen;
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
