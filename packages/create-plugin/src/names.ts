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
const opPattern = /^[a-z][a-z0-9_]*$/;

/** Words that cannot name a constant, or that the template's files use themselves. */
const taken = new Set(
  `arguments async await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for function if implements import in instanceof interface let new null package private protected public
  return static super switch this throw true try typeof undefined var void while with yield
  afterAll backend compile definePlugin defineOp describe describeBackend describeOp expect f32 it samples
  sampleTensor standardRegistry trace wasm wasmBackend`.split(/\s+/),
);

/**
 * The names of a plugin.
 *
 * @throws TypeError with a sentence for the author, where a name is not allowed.
 */
export function pluginNames(name: string, opName: string = opFrom(name)): PluginNames {
  if (!packageName.test(name)) {
    throw new TypeError(
      `"${name}" is not a package name; use lower-case letters, digits, "-", "." and "_", with a scope or without one.`,
    );
  }
  if (!opPattern.test(opName)) {
    throw new TypeError(
      `"${opName}" is not an op name; use lower-case letters, digits and "_", starting with a letter, and give it with --op.`,
    );
  }
  const camel = camelCase(opName);
  const plugin = `${camelCase(stem(name)) || "my"}Plugin`;
  return {
    name,
    opName,
    op: taken.has(camel) || camel === plugin ? `${camel}Op` : camel,
    file: opName.replaceAll(/_+/g, "-").replace(/-$/, ""),
    plugin,
  };
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
