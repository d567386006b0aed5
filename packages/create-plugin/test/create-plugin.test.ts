/** The template against this repository's packages; `npm run check:outside` tries it outside, against packed ones. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { checkPlugin, describeOp } from "@rensa/conformance";
import { rensaVersion, type OpSamples, type PluginDefinition } from "@rensa/core";
import { createEngine, f32, jsBackend, standardRegistry, trace, type Tensor } from "rensa";
import { afterAll, describe, expect, it } from "vitest";
import { createPlugin } from "../src/index.ts";
import { forms } from "../src/forms.ts";
import { pluginNames } from "../src/names.ts";

const cache = fileURLToPath(new URL("../.cache/", import.meta.url));
await mkdir(cache, { recursive: true });
const parent = await mkdtemp(join(cache, "test-"));
afterAll(() => rm(parent, { recursive: true, force: true }));

const created = await createPlugin({ folder: "rensa-plugin-swing", parent, op: "soft_step" });
const load = async (file: string) => (await import(join(created.folder, file))) as Readonly<Record<string, unknown>>;
const { samples } = (await load("src/soft-step.samples.ts")) as { samples: OpSamples };

describeOp(samples);

describe("the template", () => {
  it("has a plugin whose op compiles and runs", async () => {
    const { swingPlugin, softStep } = (await load("src/index.ts")) as {
      swingPlugin: PluginDefinition;
      softStep: (x: Tensor, options: { slope: number }) => Tensor;
    };
    expect(standardRegistry(swingPlugin).get("soft_step")).toBe(samples.op.definition);
    const backends = [{ name: "js", backends: [jsBackend()] }];
    expect(await checkPlugin(swingPlugin, { samples: [samples], backends })).toEqual([]);
    const program = await createEngine({ plugins: [swingPlugin] }).compile(
      trace({ x: f32(2) }, ({ x }) => softStep(x, { slope: 3 })),
    );
    expect(Array.from(program.run({ x: [0, 50] }).data)).toEqual([0, 50]);
  });

  it("has every file that a package needs, and no name left open", async () => {
    expect(created.files).toEqual([
      ".gitignore",
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "package.json",
      "src/index.ts",
      "src/plugin.ts",
      "src/soft-step.samples.ts",
      "src/soft-step.ts",
      "test/plugin.test.ts",
      "tsconfig.build.json",
      "tsconfig.json",
      "typedoc.json",
    ]);
    for (const file of created.files)
      expect(await readFile(join(created.folder, file), "utf8")).not.toMatch(/\{\{|\}\}/);
    expect(await readdir(parent)).toEqual(["rensa-plugin-swing"]);
  });

  it("asks for the tools and the Rensa of this repository", async () => {
    interface Manifest {
      readonly name: string;
      readonly dependencies?: Readonly<Record<string, string>>;
      readonly devDependencies: Readonly<Record<string, string>>;
    }
    const manifest = async (url: string | URL) => JSON.parse(await readFile(url, "utf8")) as Manifest;
    const { devDependencies: tools } = await manifest(new URL("../../../package.json", import.meta.url));
    // The site reads the sources with TypeDoc, and nothing else here does.
    const { dependencies: ofSite } = await manifest(new URL("../../site/package.json", import.meta.url));
    const own = { ...ofSite, ...tools };
    const { name, devDependencies } = await manifest(join(created.folder, "package.json"));
    expect(name).toBe("rensa-plugin-swing");
    for (const [tool, version] of Object.entries(devDependencies))
      expect(version, tool).toBe(tool.includes("rensa") ? `^${rensaVersion}` : own[tool]);
  });
});

describe("createPlugin", () => {
  it("writes into an empty folder", async () => {
    const folder = join(parent, "empty");
    await mkdir(folder);
    expect((await createPlugin({ folder: ".", parent: folder, name: "@me/rensa-plugin-drum" })).opName).toBe("drum");
    expect(await readFile(join(folder, "src/plugin.ts"), "utf8")).toContain('name: "@me/rensa-plugin-drum"');
  });

  it("refuses a folder that has files, or a file, and leaves both as they are", async () => {
    const folder = join(parent, "used");
    await mkdir(folder);
    await writeFile(join(folder, "notes.txt"), "mine");
    await expect(createPlugin({ folder: "used", parent })).rejects.toThrow(/used is not empty \(it has notes\.txt\)/);
    await expect(createPlugin({ folder: "used/notes.txt", parent })).rejects.toThrow(/is a file/);
    await expect(createPlugin({ folder: "used/notes.txt/below", parent })).rejects.toThrow(/is a file/);
    expect(await readdir(folder)).toEqual(["notes.txt"]);
  });

  it("refuses names that npm or a graph would refuse, before anything is written", async () => {
    const request = { folder: "nothing", parent };
    for (const name of ["My Plugin", "../up", "@me/../up", "node_modules", ".hidden", "", "a".repeat(215), "a\0b"]) {
      await expect(createPlugin({ ...request, name })).rejects.toThrow(/is not a package name/);
    }
    for (const op of ["softStep", "../up", "", "1d", "__proto__", "a".repeat(101)]) {
      await expect(createPlugin({ ...request, op })).rejects.toThrow(/is not an op name/);
    }
    expect(await readdir(parent)).not.toContain("nothing");
  });

  it("never writes outside the folder that it is asked from", async () => {
    const [home, outside] = [join(parent, "home"), join(parent, "outside")];
    for (const each of [home, outside]) await mkdir(each);
    await symlink(outside, join(home, "link"));
    await symlink(join(outside, "later"), join(home, "dangling"));
    const folders = [
      ...[
        "../evil",
        "../../evil",
        "a/../../evil",
        "..",
        "a/..",
        "./../evil",
        "a//b",
        "/",
        "//evil",
        join(outside, "evil"),
      ],
      ...["..\\evil", "a\\b", "C:evil", "C:\\evil", "C:/evil", "link", "link/evil", "dangling", "dangling/evil"],
      ...["", " ", ".git", "-x", "nul", "con.txt", "a.", "a b", "a\0b", "a\nb", "x".repeat(300), "~/../../evil"],
    ];
    for (const folder of folders) {
      await expect(createPlugin({ folder, parent: home, name: "evil" }), folder).rejects.toThrow(TypeError);
    }
    expect([await readdir(outside), (await readdir(home)).sort()]).toEqual([[], ["dangling", "link"]]);
    expect((await createPlugin({ folder: "./a/rensa-plugin-b/", parent: home })).folder).toBe(
      join(home, "a", "rensa-plugin-b"),
    );
  });
});

describe("names", () => {
  it.each([
    ["rensa-plugin-soft-step", undefined, "soft_step", "softStep", "soft-step", "softStepPlugin"],
    ["@me/waves", undefined, "waves", "waves", "waves", "wavesPlugin"],
    ["rensa-delete", undefined, "delete", "deleteOp", "delete", "deletePlugin"],
    ["my.plugin_2", "samples", "samples", "samplesOp", "samples", "myPlugin2Plugin"],
    ["3d", undefined, "d", "d", "d", "dPlugin"],
    ["rensa-plugin-1", undefined, "my_op", "myOp", "my-op", "myPlugin"],
    ["waves", "index", "index", "index", "index-op", "wavesPlugin"],
    ["waves", "plugin", "plugin", "plugin", "plugin-op", "wavesPlugin"],
    ["waves", "nul", "nul", "nul", "nul-op", "wavesPlugin"],
    ["waves", "x", "x", "xOp", "x", "wavesPlugin"],
    ["waves", "waves_plugin", "waves_plugin", "wavesPluginOp", "waves-plugin", "wavesPlugin"],
  ])("of %s with the op %s", (name, given, opName, op, file, plugin) => {
    expect(pluginNames(name, given)).toEqual({ name, opName, op, file, plugin });
  });
});

describe("the command", () => {
  const run = async (...parameters: string[]) => {
    const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
    const loader = import.meta.resolve("tsx");
    const command = promisify(execFile)(process.execPath, ["--import", loader, main, ...parameters], { cwd: parent });
    return command.then(
      ({ stdout }) => ({ code: 0, stdout, stderr: "" }),
      (error: unknown) => error as { code: number; stdout: string; stderr: string },
    );
  };

  it("says how it is used", async () => {
    const { stdout } = await run("--help");
    expect(stdout).toContain("npm create @rensa/plugin <folder>");
    for (const [form, { summary }] of Object.entries(forms)) {
      expect(stdout).toMatch(new RegExp(`^ +${form} +${summary}$`, "m"));
    }
    expect((await run("--version")).stdout.trim()).toBe(rensaVersion);
  });

  it("writes an op of the form that is asked for", async () => {
    expect((await run("by-form", "--form", "host")).code).toBe(0);
    expect(await readFile(join(parent, "by-form/src/by-form.ts"), "utf8")).toContain("host: {");
  });

  it("writes a plugin and says what is next, and then refuses its folder", async () => {
    const folder = "by-command";
    const { code, stdout } = await run(folder, "--name", "@me/drum", "--op", "drum_skin");
    expect(code).toBe(0);
    expect(stdout).toContain("src/drum-skin.ts");
    expect(stdout).toContain("npm install");
    const again = await run(folder);
    expect([again.code, again.stdout]).toEqual([1, ""]);
    expect(again.stderr).toMatch(/^create-plugin: .*by-command is not empty .*\n$/);
  });

  it("refuses options that it does not know, and no folder", async () => {
    expect((await run("--oops")).stderr).toMatch(/^create-plugin: Unknown option '--oops'/);
    expect((await run("nothing", "--form", "loop")).stderr).toMatch(
      /^create-plugin: "loop" is not a form; give --form one/,
    );
    expect((await run()).stderr).toContain("Give one folder, not 0.");
  });
});
