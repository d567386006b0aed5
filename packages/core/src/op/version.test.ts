import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rensaVersion } from "./rensa-version.ts";
import { isVersion, satisfies } from "./version.ts";

describe("the version", () => {
  it("is that of every package", () => {
    for (const name of ["core", "ops", "optim", "backend-js", "backend-wasm", "data", "conformance", "rensa"]) {
      const manifest = readFileSync(new URL(`../../../${name}/package.json`, import.meta.url), "utf8");
      expect((JSON.parse(manifest) as { version: string }).version, name).toBe(rensaVersion);
    }
  });
});

describe("a range", () => {
  const ranges: readonly [range: string, inside: readonly string[], outside: readonly string[]][] = [
    ["1.2.3", ["1.2.3", "1.2.3-beta.1", "1.2.3+7"], ["1.2.4", "1.3.3", "2.2.3"]],
    ["1.2", ["1.2.0", "1.2.9"], ["1.1.9", "1.3.0"]],
    ["1.x", ["1.0.0", "1.9.9"], ["0.9.9", "2.0.0"]],
    ["*", ["0.0.0", "99.9.9"], []],
    ["^1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0"]],
    ["^0.2.3", ["0.2.3", "0.2.9"], ["0.2.2", "0.3.0", "1.0.0"]],
    ["^0.0.3", ["0.0.3"], ["0.0.2", "0.0.4"]],
    ["^0.2", ["0.2.0", "0.2.9"], ["0.1.9", "0.3.0"]],
    ["^0.0", ["0.0.0", "0.0.9"], ["0.1.0"]],
    ["^0.x", ["0.0.0", "0.9.9"], ["1.0.0"]],
    ["^1", ["1.0.0", "1.9.9"], ["0.9.9", "2.0.0"]],
    ["~1.2.3", ["1.2.3", "1.2.9"], ["1.2.2", "1.3.0"]],
    ["~1.2", ["1.2.0"], ["1.3.0"]],
    ["~1", ["1.0.0", "1.9.9"], ["2.0.0"]],
    [">=1.2.3", ["1.2.3", "9.0.0"], ["1.2.2"]],
    [">= 1.2", ["1.2.0", "2.0.0"], ["1.1.9"]],
  ];

  it.each(ranges)("%s holds what npm's does", (range, inside, outside) => {
    for (const version of inside) expect(satisfies(version, range), version).toBe(true);
    for (const version of outside) expect(satisfies(version, range), version).toBe(false);
  });

  it("of a version holds that version, whatever the comparator", () => {
    const part = fc.nat({ max: 20 });
    fc.assert(
      fc.property(part, part, part, fc.constantFrom("", "=", "^", "~", ">="), (major, minor, patch, comparator) => {
        const version = `${String(major)}.${String(minor)}.${String(patch)}`;
        expect(isVersion(version)).toBe(true);
        expect(satisfies(version, comparator + version)).toBe(true);
      }),
    );
  });

  it.each(["", "1.2.3.4", "<2", "^1 || ^2", "latest", "01.2.3"])('"%s" is refused', (range) => {
    expect(() => satisfies("1.2.3", range)).toThrow(/not a range of versions/);
  });

  it.each(["1.2", "v1.2.3", "1.2.x", "", "01.2.3"])('"%s" is no version', (version) => {
    expect(isVersion(version)).toBe(false);
    expect(() => satisfies(version, "*")).toThrow(/is not a version/);
  });
});
