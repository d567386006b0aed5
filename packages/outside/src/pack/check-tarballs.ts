/** What is asked of each tarball: the linters of packages, and the rules of this repository. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { CheckFailure, failOn, inPairs, run } from "../run-command.ts";
import type { Place, Step } from "../step.ts";
import { publishedPackages, root } from "../workspace.ts";
import type { Tarball } from "./pack.ts";

export const checkTarballs: Step = {
  name: "pack",
  claim: "each tarball has what its users need and nothing else (publint, attw, and the rules of this repository)",
  run: async ({ tarballs }) => {
    const missing = publishedPackages().filter(({ manifest: { name } }) =>
      tarballs.every(({ manifest }) => manifest.name !== name),
    );
    failOn(
      "These packages were not packed",
      missing.map(({ manifest }) => manifest.name),
    );
    failOn(
      "What was packed",
      tarballs.flatMap((tarball) => faultsOf(tarball).map((fault) => `${tarball.path}: ${fault}`)),
    );
    await inPairs(tarballs, async ({ path }) => {
      await run("npx", ["publint", "run", path, "--strict"], { folder: root });
      await run("npx", ["attw", path, "--profile", "esm-only", "--quiet"], { folder: root });
    });
    return tarballs.map(({ manifest, path }) => `${manifest.name} ${kilobytes(statSync(path).size)}`).join(", ");
  },
};

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}

/** What is wrong with a tarball, as sentences. */
export function faultsOf({ folder, manifest }: Tarball): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(folder, file)).isFile())
    .map((file) => file.replaceAll("\\", "/"));
  const { dependencies = {}, peerDependencies = {}, keywords = [], repository, license, name } = manifest;
  const read = (file: string): string => (files.includes(file) ? readFileSync(join(folder, file), "utf8") : "");
  const isStray = (file: string): boolean =>
    !file.startsWith("template/") && /\.samples\.|\.test\.|\.test-d\.|(^|\/)(test|reference|src)\//.test(file);
  const rules: readonly (readonly [holds: boolean, fault: string])[] = [
    [/^```ts$/m.test(read("README.md")), "its README has no program (```ts)"],
    [read("LICENSE").includes("Copyright"), "there is no LICENSE"],
    [license === "MIT", "its manifest names no license"],
    [repository?.directory.startsWith("packages/") === true, "its manifest names no repository with a directory"],
    [keywords.length > 0, "its manifest has no keywords"],
    [!("rxjs" in dependencies), "rxjs is a dependency: two copies of it do not know each other; make it a peer"],
    [!("mnist" in dependencies) || name === "@rensa/digits", "it depends on mnist, which is 41 MB"],
    [Object.keys(peerDependencies).every((peer) => !peer.startsWith("@rensa/")), "a package of ours is a peer"],
  ];
  return [
    ...rules.flatMap(([holds, fault]) => (holds ? [] : [fault])),
    ...files.filter(isStray).map((file) => `${file} is nothing for users`),
    ...files.filter((file) => /^dist\/.*\.js$/.test(file)).flatMap((file) => mapFaults(file, read)),
  ];
}

/** The parts of a source map that are looked at. */
interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}

function mapFaults(file: string, read: (file: string) => string): readonly string[] {
  const text = read(`${file}.map`);
  if (text === "") return [`${file} has no source map`];
  const { sources, sourcesContent = [] } = JSON.parse(text) as SourceMap;
  const isWhole = sources.every((_, position) => typeof sourcesContent[position] === "string");
  return isWhole ? [] : [`${file}.map is without its sources`];
}

/** The tarball of a package. */
export function tarballOf({ tarballs }: Pick<Place, "tarballs">, name: string): Tarball {
  const found = tarballs.find(({ manifest }) => manifest.name === name);
  if (found === undefined) throw new CheckFailure(`${name} was not packed.`);
  return found;
}
