/**
 * The modules of a program inside a room, which has no network: their texts are asked of the page, and become modules
 * whose imports are addresses of other such modules. What is imported later is asked for later.
 */
import { parse } from "es-module-lexer/js";

/** The name under which texts call for what they import while they run. */
const importName = "__importInRoom";

/** What a room has. */
export interface ModuleSource {
  /** The file of each module that a program may import. */
  readonly modules: Readonly<Record<string, string>>;
  /** Asks for the text of a file. */
  readonly read: (file: string) => Promise<string>;
}

/** What makes modules. */
export interface ModuleMaker {
  /** The address of a module made from a text, once all that it imports is there. */
  make(text: string, name: string): Promise<string>;
  /** What the engine says, with what the program wrote in the place of addresses. */
  withNames(message: string): string;
}

/** Makes it. */
export function moduleMaker({ modules, read }: ModuleSource): ModuleMaker {
  const addresses = new Map<string, Promise<string>>();
  const names = new Map<string, string>();
  const addressOf = (specifier: string): Promise<string> => {
    const file = fileOf(specifier, modules);
    let address = addresses.get(file);
    if (address === undefined) {
      // As if it were installed: a stack's first place outside of such a folder is the user's.
      address = read(file).then(async (text) => {
        const made = await make(text, `/node_modules/${file}`);
        names.set(made, specifier);
        return made;
      });
      addresses.set(file, address);
    }
    return address;
  };
  const make = async (text: string, name: string): Promise<string> => {
    const linked = await linkText(text, addressOf);
    return URL.createObjectURL(new Blob([linked, `\n//# sourceURL=${name}`], { type: "text/javascript" }));
  };
  Reflect.set(globalThis, importName, async (specifier: unknown): Promise<unknown> => {
    const module: unknown = await import(await addressOf(String(specifier)));
    return module;
  });
  return {
    make,
    withNames: (message) => message.replaceAll(/blob:[^\s'"]+/g, (address) => names.get(address) ?? address),
  };
}

/** A text whose imports are addresses. */
async function linkText(text: string, addressOf: (specifier: string) => Promise<string>): Promise<string> {
  const [imports] = parse(text);
  const changes = await Promise.all(
    imports.map(async (each) => {
      switch (each.type) {
        case "import-meta":
          return [];
        case "dynamic":
          return [{ from: each.importStart, to: each.importStart + "import".length, text: importName }];
        default:
          return [{ from: each.start, to: each.end, text: await addressOf(each.specifier) }];
      }
    }),
  );
  let linked = "";
  let at = 0;
  for (const { from, to, text: changed } of changes.flat().sort((a, b) => a.from - b.from)) {
    linked += text.slice(at, from) + changed;
    at = to;
  }
  return linked + text.slice(at);
}

/** Which file a module is. Files import each other by their own names. */
export function fileOf(specifier: string, modules: Readonly<Record<string, string>>): string {
  if (specifier.startsWith("./")) return specifier.slice(2);
  const file = Object.hasOwn(modules, specifier) ? modules[specifier] : undefined;
  if (file !== undefined) return file;
  const known = Object.keys(modules).join(", ");
  throw new Error(`There is no "${specifier}" here. A program in a page can import ${known}.`);
}
