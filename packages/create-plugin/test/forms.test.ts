/** The template of every form: what it writes is a plugin whose own tests, made here, are run. */
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { createPlugin } from "../src/index.ts";
import { forms, pluginForm, type PluginForm } from "../src/forms.ts";

const cache = fileURLToPath(new URL("../.cache/", import.meta.url));
await mkdir(cache, { recursive: true });
const parent = await mkdtemp(join(cache, "forms-"));
afterAll(() => rm(parent, { recursive: true, force: true }));

const names = Object.keys(forms) as PluginForm[];
const created = await Promise.all(
  names.map(async (form) => await createPlugin({ folder: `rensa-plugin-${form}`, parent, op: `my_${form}`, form })),
);
for (const { folder, name } of created) {
  const tests = join(folder, "test/plugin.test.ts");
  describe(name, async () => {
    await import(tests);
  });
}

describe.each(created)("the template of $name", ({ folder, files, opName }) => {
  const read = async (file: string) => await readFile(join(folder, file), "utf8");

  it("has the files of a plugin, and no name left open", async () => {
    const file = opName.replaceAll("_", "-");
    expect(files).toContain(`src/${file}.ts`);
    expect(files).toContain(`src/${file}.samples.ts`);
    expect(files.filter((each) => each.includes("forms"))).toEqual([]);
    for (const each of files) expect(await read(each), each).not.toMatch(/\{\{|\}\}(?!\)|,| )/);
  });

  it("asks for the packages that it imports", async () => {
    const { peerDependencies, devDependencies } = JSON.parse(await read("package.json")) as Readonly<
      Record<string, Readonly<Record<string, string>>>
    >;
    const sources = await Promise.all(files.filter((each) => each.startsWith("src/")).map(read));
    const imported = sources.flatMap((text) =>
      [...text.matchAll(/^import .* from "([^."][^"]*)"/gm)].map((found) => found[1] ?? ""),
    );
    expect(Object.keys(peerDependencies ?? {}).sort()).toEqual([...new Set(imported)].sort());
    for (const each of imported) expect(devDependencies).toHaveProperty([each]);
  });
});

it("refuses a form that there is not", async () => {
  expect(() => pluginForm("toString")).toThrow(/"toString" is not a form; give --form one of scalar, composite/);
  const request = { folder: "nothing", parent, form: "scala" as PluginForm };
  await expect(createPlugin(request)).rejects.toThrow(/"scala" is not a form/);
});
