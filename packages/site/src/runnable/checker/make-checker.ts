/** TypeScript's own judgement of a program, with the declarations of what it may import, and no file system. */
import ts from "typescript";
import type { Checker, Explanation, Proposals, TypeFiles } from "./messages.ts";

const options: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

const program = "/program.ts";

/** Makes it. */
export function makeChecker({ files, modules, libraries }: TypeFiles): Checker {
  let code = "";
  let version = 0;
  const textOf = (path: string): string | undefined =>
    path === program ? code : Object.hasOwn(files, path) ? files[path] : undefined;
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...libraries, program],
    getScriptVersion: (path) => (path === program ? String(version) : "0"),
    getScriptSnapshot: (path) => {
      const text = textOf(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => "/",
    getDefaultLibFileName: () => libraries[0] ?? "",
    fileExists: (path) => textOf(path) !== undefined,
    readFile: textOf,
    resolveModuleNameLiterals: (literals, importer) =>
      literals.map(({ text }) => ({ resolvedModule: moduleOf(text, importer) })),
  };
  const moduleOf = (specifier: string, importer: string): ts.ResolvedModuleFull | undefined => {
    const path = specifier.startsWith(".")
      ? declarationOf(new URL(specifier, `file://${importer}`).pathname, files)
      : Object.hasOwn(modules, specifier)
        ? modules[specifier]
        : undefined;
    return path === undefined ? undefined : { resolvedFileName: path, extension: ts.Extension.Dts };
  };
  const service = ts.createLanguageService(host);
  const see = (seen: string): void => {
    if (seen === code) return;
    code = seen;
    version++;
  };
  return {
    check: (seen) => {
      see(seen);
      const found = [...service.getSyntacticDiagnostics(program), ...service.getSemanticDiagnostics(program)];
      return found.map(({ start = 0, length = 0, messageText }) => ({
        from: start,
        to: start + length,
        message: ts.flattenDiagnosticMessageText(messageText, "\n"),
      }));
    },
    propose: (seen, at) => {
      see(seen);
      return proposeModules(seen, at, Object.keys(modules)) ?? proposeNames(service, seen, at);
    },
    explain: (seen, at) => {
      see(seen);
      const info = service.getQuickInfoAtPosition(program, at);
      if (info === undefined) return null;
      const { start, length } = info.textSpan;
      return { from: start, to: start + length, ...textsOf(info.displayParts, info.documentation) };
    },
    explainProposal: (seen, at, name): Explanation | null => {
      see(seen);
      const details = service.getCompletionEntryDetails(program, at, name, {}, undefined, {}, undefined);
      if (details === undefined) return null;
      return { from: at, to: at, ...textsOf(details.displayParts, details.documentation) };
    },
  };
}

/** Files import each other by their own endings, or by none. */
function declarationOf(path: string, files: Readonly<Record<string, string>>): string | undefined {
  const bare = path.replace(/(\.d)?\.[cm]?[jt]s$/, "");
  return [`${bare}.d.ts`, `${path}/index.d.ts`].find((each) => Object.hasOwn(files, each));
}

/** Between the quotation marks of an import: the modules that there are. */
function proposeModules(code: string, at: number, modules: readonly string[]): Proposals | null {
  const [, begun] = /\b(?:from|import)\s*\(?\s*["']([^"'\n]*)$/.exec(code.slice(0, at)) ?? [];
  if (begun === undefined) return null;
  return { from: at - begun.length, proposals: modules.map((name) => ({ name, kind: "module" })) };
}

function proposeNames(service: ts.LanguageService, code: string, at: number): Proposals | null {
  const found = service.getCompletionsAtPosition(program, at, {});
  if (found === undefined) return null;
  const word = /[\w$]*$/.exec(code.slice(0, at))?.[0] ?? "";
  const entries = found.entries.toSorted((a, b) => (a.sortText < b.sortText ? -1 : a.sortText > b.sortText ? 1 : 0));
  return { from: at - word.length, proposals: entries.map(({ name, kind }) => ({ name, kind })) };
}

function textsOf(
  type: readonly ts.SymbolDisplayPart[] | undefined,
  text: readonly ts.SymbolDisplayPart[] | undefined,
): { readonly type: string; readonly text: string } {
  return { type: ts.displayPartsToString([...(type ?? [])]), text: ts.displayPartsToString([...(text ?? [])]) };
}
