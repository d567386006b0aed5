/** Types that the packages do not export. No page shows one: who reads its name finds nothing that explains it. */
import {
  makeRecursiveVisitor,
  ReflectionKind,
  type DeclarationReflection,
  type SignatureReflection,
  type SomeType,
  type TypeParameterReflection,
} from "typedoc";
import type { ExportedSymbol } from "./symbols.ts";

/**
 * Whether an alias is computed from its parameters by types that nobody else sees: an algorithm in types. A page shows what it
 * takes, and its source how it goes on.
 */
export function isAlgorithm({ kind, type, typeParameters }: DeclarationReflection): boolean {
  return kind === ReflectionKind.TypeAlias && typeParameters !== undefined && internalTypesIn(type).length > 0;
}

/** The same of a member of an interface with parameters, such as what a layer makes of a shape. */
export function isComputed({ type, parent }: DeclarationReflection): boolean {
  return parent?.isDeclaration() === true && parent.typeParameters !== undefined && internalTypesIn(type).length > 0;
}

/** The names of internal types in a type. */
export function internalTypesIn(type: SomeType | undefined): readonly string[] {
  const names = new Set<string>();
  see(type, names);
  return [...names];
}

/** The names of internal types in all that a page shows of these symbols, as sentences. */
export function internalTypeFaults(symbols: readonly ExportedSymbol[]): readonly string[] {
  return symbols.flatMap(({ name, file, reflection }) => {
    const names = new Set<string>();
    seeDeclaration(reflection, names, isAlgorithm(reflection));
    return [...names].map(
      (internal) =>
        `${file}: ${name} shows the type ${internal}, which has no page; export it, or say what it is there`,
    );
  });
}

function see(type: SomeType | undefined, names: Set<string>): void {
  type?.visit(
    makeRecursiveVisitor({
      reference: ({ name, reflection, refersToTypeParameter, package: from }) => {
        if (reflection === undefined && !refersToTypeParameter && /^(?:@rensa\/|rensa$)/.test(from ?? ""))
          names.add(name);
      },
      reflection: ({ declaration }) => seeDeclaration(declaration, names),
    }),
  );
}

function seeDeclaration(declaration: DeclarationReflection, names: Set<string>, isOpaque = false): void {
  const { type, signatures, getSignature, typeParameters, extendedTypes, indexSignatures, children } = declaration;
  if (!isOpaque) see(type, names);
  seeParameters(typeParameters, names);
  for (const each of extendedTypes ?? []) see(each, names);
  for (const each of [...(signatures ?? []), ...(indexSignatures ?? [])]) seeSignature(each, names);
  if (getSignature !== undefined) seeSignature(getSignature, names);
  for (const each of children ?? []) seeDeclaration(each, names, isComputed(each));
}

function seeSignature({ type, parameters, typeParameters }: SignatureReflection, names: Set<string>): void {
  see(type, names);
  for (const each of parameters ?? []) see(each.type, names);
  seeParameters(typeParameters, names);
}

function seeParameters(parameters: readonly TypeParameterReflection[] | undefined, names: Set<string>): void {
  for (const each of parameters ?? []) {
    see(each.type, names);
    see(each.default, names);
  }
}
