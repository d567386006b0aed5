/** Looks for `any` in what packages export, through the compiler: it silences every error in a user's program. */
import ts from "typescript";
import { strictest } from "../project.ts";
import { CheckFailure } from "../run-command.ts";

/** The inputs of a loaded graph are a tree of any depth, which the compiler gives up on. */
const known: ReadonlySet<string> = new Set(["rensa: loadGraph()(inputs)", "@rensa/core: loadGraph()(inputs)"]);

/** How many members, parameters and results lie between an export and what is looked at. */
const depth = 6;

/**
 * The places where what a module imports as namespaces is `any`, as paths.
 *
 * @param file A module that imports each of the `points` as a namespace.
 */
export function exportedAny(file: string, points: readonly string[]): readonly string[] {
  const program = ts.createProgram([file], {
    ...strictest,
    types: ["node"],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    noEmit: true,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  if (source === undefined) throw new CheckFailure(`The compiler does not find ${file}.`);
  const search = new Search(checker);
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const { moduleSpecifier } = statement;
    const module = checker.getSymbolAtLocation(moduleSpecifier);
    const name = ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : "";
    if (module === undefined || !points.includes(name)) throw new CheckFailure(`The compiler does not find ${name}.`);
    for (const symbol of checker.getExportsOfModule(module)) search.look(symbol, `${name}: ${symbol.name}`);
  }
  return [...new Set(search.found)].filter((path) => !known.has(path));
}

class Search {
  readonly found: string[] = [];
  readonly #checker: ts.TypeChecker;
  readonly #seen = new Set<ts.Type>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  look(exported: ts.Symbol, path: string): void {
    const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
    const symbol = isAlias ? this.#checker.getAliasedSymbol(exported) : exported;
    if ((symbol.flags & ts.SymbolFlags.Type) !== 0)
      this.#type(this.#checker.getDeclaredTypeOfSymbol(symbol), path, depth);
    if ((symbol.flags & ts.SymbolFlags.Value) !== 0) this.#type(this.#checker.getTypeOfSymbol(symbol), path, depth);
  }

  #type(type: ts.Type, path: string, left: number): void {
    if ((type.flags & ts.TypeFlags.Any) !== 0) {
      this.found.push(path);
      return;
    }
    if (left === 0 || this.#seen.has(type)) return;
    this.#seen.add(type);
    const next = (inner: ts.Type, step: string): void => this.#type(inner, path + step, left - 1);
    for (const argument of type.aliasTypeArguments ?? []) next(argument, "<>");
    if (type.isUnionOrIntersection()) for (const member of type.types) next(member, "");
    const constraint = type.isTypeParameter() ? type.getConstraint() : undefined;
    if (constraint !== undefined) next(constraint, " extends");
    for (const argument of this.#arguments(type)) next(argument, "<>");
    // What the language and other libraries declare is theirs.
    if (!isObject(type) || isForeign(type.getSymbol())) return;
    for (const property of this.#checker.getPropertiesOfType(type))
      if (!isForeign(property) && !isHidden(property))
        next(this.#checker.getTypeOfSymbol(property), `.${property.name}`);
    for (const { type: element } of this.#checker.getIndexInfosOfType(type)) next(element, "[]");
    for (const signature of [...type.getCallSignatures(), ...type.getConstructSignatures()]) {
      if (signature.declaration !== undefined && isForeignNode(signature.declaration)) continue;
      for (const parameter of signature.getParameters())
        next(this.#checker.getTypeOfSymbol(parameter), `(${parameter.name})`);
      for (const parameter of signature.getTypeParameters() ?? []) next(parameter, `<${parameter.symbol.name}>`);
      next(signature.getReturnType(), "()");
    }
  }

  #arguments(type: ts.Type): readonly ts.Type[] {
    const isReference = isObject(type) && (type.objectFlags & ts.ObjectFlags.Reference) !== 0;
    if (!isReference) return [];
    const given = this.#checker.getTypeArguments(type as ts.TypeReference);
    // What an iterator returns and is sent is any by the language's defaults.
    const symbol = type.getSymbol();
    return /Itera|Generator/.test(symbol?.name ?? "") && isForeign(symbol) ? given.slice(0, 1) : given;
  }
}

function isObject(type: ts.Type): type is ts.ObjectType {
  return (type.flags & ts.TypeFlags.Object) !== 0;
}

/** True for what no package of ours declares. */
function isForeign(symbol: ts.Symbol | undefined): boolean {
  const declarations = symbol?.declarations ?? [];
  return declarations.length > 0 && declarations.every(isForeignNode);
}

/** True for what no user names: private members, and prototypes, whose parameters are any to the compiler. */
function isHidden(property: ts.Symbol): boolean {
  const modifiers =
    property.valueDeclaration === undefined ? 0 : ts.getCombinedModifierFlags(property.valueDeclaration);
  return property.name.startsWith("#") || property.name === "prototype" || (modifiers & ts.ModifierFlags.Private) !== 0;
}

function isForeignNode(node: ts.Node): boolean {
  return !/\/node_modules\/(@rensa\/[^/]+|rensa)\/dist\//.test(node.getSourceFile().fileName);
}
