/** Where a plugin may be written: a new folder below the one that it is asked from, whatever the name that is given. */
import { lstat, readdir, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";

/** What each part of the path may be, so that it is the same folder on every system. */
const part = /^[A-Za-z0-9@_~][A-Za-z0-9@_~.-]*$/;
/** Windows has devices of these names in every folder, also with an ending. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const longestPart = 214;

/**
 * The absolute path of a folder below `parent` that does not exist or is empty.
 *
 * @throws TypeError with a sentence for the author where the name leads elsewhere, also by a link, or the folder is used.
 */
export async function targetFolder(folder: string, parent: string): Promise<string> {
  const base = await existing(resolve(parent));
  if (typeof folder !== "string" || folder.trim() === "") throw new TypeError("Give the name of a new folder.");
  const shown = JSON.stringify(folder);
  if (isAbsolute(folder) || folder.includes("\\") || /^[A-Za-z]:/.test(folder)) {
    throw new TypeError(
      `${shown} is an absolute path or has "\\"; go to the folder that the plugin should be in, and give its name.`,
    );
  }
  const parts = folder.replace(/\/+$/, "").split("/");
  if (parts[0] === "." && parts.length > 1) parts.shift();
  if (parts.length === 1 && parts[0] === ".") return await unused(base);
  for (const each of parts) {
    if (part.test(each) && !each.endsWith(".") && !device.test(each) && each.length <= longestPart) continue;
    throw new TypeError(
      `${shown} has the part ${JSON.stringify(each)}; use letters, digits, "-", "_" and ".", for a folder below this one.`,
    );
  }
  const target = join(base, ...parts);
  await refuseLinks(base, target);
  return await unused(target);
}

async function existing(parent: string): Promise<string> {
  try {
    return await realpath(parent);
  } catch {
    throw new TypeError(`${parent} does not exist; give the folder that the plugin should be in.`);
  }
}

/** A link between the folder that was named and the one below which it has to be could lead anywhere. */
async function refuseLinks(base: string, target: string): Promise<void> {
  for (let path = target; path !== base && relative(base, path) !== ""; path = dirname(path)) {
    const found = await statusOf(path);
    if (found?.isSymbolicLink() === true) {
      throw new TypeError(
        `${path} is a link, so the plugin would be written elsewhere; go there, or give another name.`,
      );
    }
    if (found !== undefined && !found.isDirectory()) {
      throw new TypeError(`${path} is a file; give the name of a new folder.`);
    }
  }
}

async function statusOf(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Where a part of the path is a file, that part says so itself.
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

async function unused(folder: string): Promise<string> {
  if ((await statusOf(folder)) === undefined) return folder;
  const [first] = await readdir(folder);
  if (first === undefined) return folder;
  throw new TypeError(`${folder} is not empty (it has ${first}); give the name of a new folder.`);
}
