/** The names that a plugin's package needs, made from the one or two that its author gives. */

/** Everything that stands for a name in the template. */
export interface PluginNames {
  /** The npm package: `rensa-plugin-swing` or `@me/swing`. */
  readonly name: string;
  /** The op, as graphs name it: `soft_step`. */
  readonly opName: string;
  /** The op, as it is imported: `softStep`. */
  readonly op: string;
  /** Its file: `soft-step`. */
  readonly file: string;
  /** The plugin, as it is imported: `swingPlugin`. */
  readonly plugin: string;
}

/** A name that npm takes. */
const packageName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
/** Names that npm keeps for itself. */
const notPackages = new Set(["node_modules", "favicon.ico"]);
const opPattern = /^[a-z][a-z0-9_]*$/;
const longestName = 214;
const longestOpName = 100;

/** Files that the template has already, and names that Windows keeps for devices. */
const takenFiles = /^(?:index|plugin|con|prn|aux|nul|com\d|lpt\d)$/;

/** Words that cannot name a constant, or that the template's files use themselves. */
const taken = new Set(
  `arguments async await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for function if implements import in instanceof interface let new null package private protected public
  return static super switch this throw true try typeof undefined var void while with yield
  afterAll backend compile definePlugin defineOp describe describePlugin expect f32 i32 it jsBackend manifest samples
  hostTensor sampleTensor standardRegistry trace wasm wasmBackend wholeNumber number withKey key
  add cast div full mean mul scan uniform sqrt square
  x k scale gradient width ahead decay backward`.split(/\s+/),
);

/**
 * The names of a plugin.
 *
 * @throws TypeError with a sentence for the author, where a name is not allowed.
 */
export function pluginNames(name: string, opName: string = opFrom(name)): PluginNames {
  if (!packageName.test(name) || name.length > longestName || notPackages.has(name)) {
    throw new TypeError(
      `${shown(name)} is not a package name; use at most ${String(longestName)} lower-case letters, digits, "-", "." and ` +
        `"_", with a scope or without one.`,
    );
  }
  if (!opPattern.test(opName) || opName.length > longestOpName) {
    throw new TypeError(
      `${shown(opName)} is not an op name; use at most ${String(longestOpName)} lower-case letters, digits and "_", ` +
        "starting with a letter, and give it with --op.",
    );
  }
  const camel = camelCase(opName);
  const plugin = `${camelCase(stem(name)) || "my"}Plugin`;
  const file = opName.replaceAll(/_+/g, "-").replace(/-$/, "");
  return {
    name,
    opName,
    op: taken.has(camel) || camel === plugin ? `${camel}Op` : camel,
    file: takenFiles.test(file) ? `${file}-op` : file,
    plugin,
  };
}

/** A name as a message shows it. */
function shown(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}...` : name);
}

/** The op that a package is named after. */
function opFrom(name: string): string {
  return (
    stem(name)
      .replaceAll(/[^a-z0-9]+/g, "_")
      .replaceAll(/^[_0-9]+|_+$/g, "") || "my_op"
  );
}

/** A package's name without its scope and without what says that it is a plugin. */
function stem(name: string): string {
  return name.replace(/^@[^/]*\//, "").replace(/^rensa-(plugin-)?/, "");
}

function camelCase(text: string): string {
  return text
    .replaceAll(/^[^a-z]+|[^a-z0-9]+$/g, "")
    .replaceAll(/[^a-z0-9]+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
