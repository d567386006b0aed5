/** What of an exported name can be called. */
import {
  ReflectionKind,
  type DeclarationReflection,
  type ParameterReflection,
  type SignatureReflection,
  type SomeType,
} from "typedoc";
import { isInherited } from "./signatures.ts";

/** A function, method or constructor with all ways of calling it. */
export interface Callable {
  /** What stands behind the name of what it belongs to: nothing, or `.scale`. */
  readonly place: string;
  readonly signatures: readonly SignatureReflection[];
}

/** All of them: the name itself, or the methods of a class or interface that it does not inherit. */
export function callablesOf(reflection: DeclarationReflection): readonly Callable[] {
  const own = reflection.signatures ?? [];
  const isHolder = reflection.kindOf([ReflectionKind.Interface, ReflectionKind.Class]);
  const members = isHolder ? (reflection.children ?? []).filter((each) => !isInherited(each)) : [];
  return [
    ...(own.length === 0 ? [] : [{ place: "", signatures: own }]),
    ...members.flatMap(({ name, signatures }) =>
      signatures === undefined ? [] : [{ place: name === "constructor" ? "" : `.${name}`, signatures }],
    ),
  ];
}

/** How a constant is called that is a function with more to it, as ops are; `null` for any other. */
export function callOfConstant({ type }: DeclarationReflection): SignatureReflection | null {
  const parts: readonly SomeType[] = type?.type === "intersection" ? type.types : type === undefined ? [] : [type];
  for (const part of parts) if (part.type === "reflection") return part.declaration.signatures?.[0] ?? null;
  return null;
}

/** Whether it is a function or class, which an example can use. */
export function isCalled(reflection: DeclarationReflection): boolean {
  return (
    reflection.kindOf([ReflectionKind.Function, ReflectionKind.Class]) ||
    callOfConstant(reflection) !== null ||
    reflection.type?.type === "intersection"
  );
}

/**
 * The options in a parameter: the members of the records that its type names or writes out. They describe the parameter, and a
 * page shows them below its table.
 */
export function optionsIn({ type }: ParameterReflection): readonly DeclarationReflection[] {
  return recordsIn(type).flatMap(({ children }) => children ?? []);
}

function recordsIn(type: SomeType | undefined): readonly DeclarationReflection[] {
  if (type?.type === "intersection") return type.types.flatMap(recordsIn);
  if (type?.type === "reflection") return [type.declaration];
  if (type?.type === "reference" && /^(?:Omit|Pick|Partial|Readonly)$/.test(type.name))
    return recordsIn(type.typeArguments?.[0]);
  if (type?.type !== "reference" || !/Options$|Config$|Settings$|^Training$/.test(type.name)) return [];
  const target = type.reflection;
  return target?.isDeclaration() === true ? [target] : [];
}
