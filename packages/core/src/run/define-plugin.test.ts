import { describe, expect, expectTypeOf, it } from "vitest";
import { RensaError } from "../graph/error.ts";
import { defineOp } from "../op/define-op.ts";
import type { Plugin } from "../op/plugin.ts";
import { registry } from "../trace/registry.ts";
import { identity } from "../op/structural.ts";
import { definePlugin, type KernelOverride } from "./define-plugin.ts";

const twice = defineOp({ name: "twice", forward: { scalar: ([x]) => x.add(x) } });
const same = defineOp({
  name: "same",
  forward: { composite: ([x]) => identity(x) },
  call: (apply) => () => apply([]),
});
const base = { name: "rensa-plugin-twice", version: "1.0.0" };
const copy: KernelOverride = ([x], [y]) => {
  y.data.set(x.data);
};

function caught(call: () => unknown): Pick<RensaError, "code" | "sentence"> {
  try {
    call();
  } catch (error) {
    if (error instanceof RensaError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

describe("definePlugin", () => {
  it("makes a frozen value whose ops keep their types", () => {
    const ops = { twice };
    const plugin = definePlugin({ ...base, requires: { rensa: "^0.x" }, ops, backends: { js: { twice: copy } } });
    expectTypeOf(plugin.ops.twice).toEqualTypeOf(twice);
    for (const part of [plugin, plugin.ops, plugin.rewrites, plugin.backends, plugin.backends["js"], plugin.requires])
      expect(Object.isFrozen(part)).toBe(true);
    expect(Object.isFrozen(ops)).toBe(false);
    expect(registry(plugin).get("twice")).toBe(twice.definition);
    expect(registry(plugin).get("twice.vjp0").inputs).toEqual(["x", "cotangent"]);
  });

  it("knows the names of its ops where kernels are given", () => {
    // @ts-expect-error: there is no op of that name
    const misspelled = () => definePlugin({ ...base, ops: { twice }, backends: { js: { twise: copy } } });
    const error = caught(misspelled);
    expect(error.code).toBe("PLUGIN_INVALID");
    expect(error.sentence).toMatch(
      /kernel "twise" of "rensa-plugin-twice" for the backend "js" is for none of its ops/,
    );
  });

  it.each(["", "My Plugin", "Twice", "@scope", "../twice"])('refuses the name "%s"', (name) => {
    expect(caught(() => definePlugin({ ...base, name, ops: {} })).code).toBe("PLUGIN_INVALID");
  });

  it.each(["", "1.0", "one"])('refuses the version "%s"', (version) => {
    expect(caught(() => definePlugin({ ...base, version, ops: {} })).code).toBe("PLUGIN_INVALID");
  });

  it("refuses a requirement that is no range", () => {
    const error = caught(() => definePlugin({ ...base, requires: { rensa: "newest" }, ops: {} }));
    expect(error.code).toBe("PLUGIN_INVALID");
    expect(error.sentence).toContain('"newest" is not a range');
  });

  it("refuses a requirement that this Rensa does not meet, and a registry refuses it again", () => {
    const error = caught(() => definePlugin({ ...base, requires: { rensa: "^99" }, ops: {} }));
    expect(error.code).toBe("PLUGIN_INVALID");
    expect(error.sentence).toMatch(/"rensa-plugin-twice" 1\.0\.0 requires rensa \^99 and this is \d/);
    // As a plugin is that was made by another copy of Rensa.
    const foreign: Plugin = { ...base, requires: { rensa: "^99" }, ops: [twice] };
    expect(caught(() => registry(foreign)).code).toBe("PLUGIN_INVALID");
  });

  it("refuses two ops of one name, and a clash with another plugin names both", () => {
    const other = defineOp({ name: "twice", forward: { scalar: ([x]) => x.mul(2) } });
    expect(caught(() => definePlugin({ ...base, ops: { twice, other } })).code).toBe("OP_DUPLICATE");
    const [first, second] = [
      definePlugin({ ...base, ops: { twice } }),
      definePlugin({ ...base, name: "other", ops: { other } }),
    ];
    const error = caught(() => registry(first, second));
    expect(error.code).toBe("OP_DUPLICATE");
    expect(error.sentence).toContain('The plugins "rensa-plugin-twice" and "other" both define an op "twice"');
  });

  it("refuses a kernel for a composite", () => {
    const error = caught(() => definePlugin({ ...base, ops: { same }, backends: { js: { same: copy } } }));
    expect(error.code).toBe("PLUGIN_INVALID");
    expect(error.sentence).toContain("is for a composite");
  });
});
