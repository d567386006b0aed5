/** The page of changes: what the changesets say of the version to come, and what the packages' changelogs say of those before. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { escapeProse } from "../reference/markdown.ts";
import { root } from "../root.ts";

type Bump = "major" | "minor" | "patch";

/** A change that no version has yet. */
export interface Changeset {
  /** The packages that it changes, with how much of one it is. */
  readonly packages: ReadonlyMap<string, Bump>;
  readonly text: string;
}

/** Those of the repository, in the order of their names. */
export function changesets(): readonly Changeset[] {
  const folder = join(root, ".changeset");
  const names = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md");
  return names.sort().map((name) => readChangeset(readFileSync(join(folder, name), "utf8")));
}

/** A changeset from its file. */
export function readChangeset(file: string): Changeset {
  const [, head = "", text = ""] = /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(file) ?? [];
  const bumps = [...head.matchAll(/^["']?([^"'\n]+?)["']?: (major|minor|patch)$/gm)];
  if (bumps.length === 0) throw new Error(`A changeset names no package: ${file.slice(0, 80)}`);
  return { packages: new Map(bumps.map(([, name = "", bump]) => [name, bump as Bump])), text: text.trim() };
}

/** The version that the packages, which have one together, get next. */
export function versionAfter(version: string, waiting: readonly Changeset[]): string {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  const bumps = new Set(waiting.flatMap(({ packages }) => [...packages.values()]));
  if (bumps.has("major")) return `${String(major + 1)}.0.0`;
  if (bumps.has("minor")) return `${String(major)}.${String(minor + 1)}.0`;
  return bumps.has("patch") ? `${String(major)}.${String(minor)}.${String(patch + 1)}` : version;
}

/** The version that names are in which nobody has got yet. */
export function currentVersion(): string {
  const manifest = JSON.parse(readFileSync(join(root, "packages", "rensa", "package.json"), "utf8")) as {
    readonly version: string;
  };
  return versionAfter(manifest.version, changesets());
}

/** The page as Markdown. */
export function changelogPage(): string {
  const waiting = changesets();
  const written = join(root, "packages", "rensa", "CHANGELOG.md");
  const before = existsSync(written) ? readFileSync(written, "utf8").replace(/^# .*$/m, "") : "";
  const sections = waiting.map(({ packages, text }) => {
    const names = [...packages.keys()].map((name) => `\`${name}\``).join(", ");
    return `${escapeProse(text)}\n\nIn ${names}.\n`;
  });
  return `---
title: Changes
description: What is new, version by version.
editLink: false
---

# Changes

All packages have one version.

## ${currentVersion()}, not yet published {#next}

${sections.join("\n---\n\n")}
${before}`;
}
