/** Declarations as TypeScript, as a reader would write them. */
import { ReflectionKind, type DeclarationReflection, type SignatureReflection, type SomeType } from "typedoc";
import { format } from "prettier";
import { isAlgorithm, isComputed } from "./internal-types.ts";

/** What stands for what is computed from parameters, as the source says. */
const computed = "…";

/** How a function, class, interface, type or constant is declared. */
export async function declarationText(reflection: DeclarationReflection): Promise<string> {
  const { name, kind, type, signatures } = reflection;
  if (signatures !== undefined) return tidy(signatures.map((each) => `function ${callText(each)};`).join("\n"));
  // No TypeScript, and so as it is.
  if (isAlgorithm(reflection)) return `type ${name}${parameterTypes(reflection)} = ${computed};`;
  if (kind === ReflectionKind.TypeAlias) return tidy(`type ${name}${parameterTypes(reflection)} = ${text(type)};`);
  if (kind === ReflectionKind.Interface || kind === ReflectionKind.Class) return tidy(membersText(reflection));
  return tidy(`const ${name}: ${text(type)};`);
}

/** A call: `dense(inputs: number, outputs: number): Layer`. */
export function callText(signature: SignatureReflection): string {
  const parameters = (signature.parameters ?? []).map(({ name, type, flags, defaultValue }) => {
    const shown = name === "__namedParameters" ? "options" : name;
    return `${flags.isRest ? "..." : ""}${shown}${flags.isOptional || defaultValue !== undefined ? "?" : ""}: ${text(type)}`;
  });
  return `${signature.name}${parameterTypes(signature)}(${parameters.join(", ")}): ${text(signature.type)}`;
}

function membersText(reflection: DeclarationReflection): string {
  const word = reflection.kind === ReflectionKind.Class ? "declare class" : "interface";
  const bases = (reflection.extendedTypes ?? []).map(text);
  const members = (reflection.children ?? []).filter((each) => !isInherited(each)).map(memberText);
  const calls = (reflection.signatures ?? []).map((each) => `${callText(each).replace(/^__type/, "")};`);
  return [
    `${word} ${reflection.name}${parameterTypes(reflection)}${bases.length > 0 ? ` extends ${bases.join(", ")}` : ""} {`,
    ...calls,
    ...members,
    "}",
  ].join("\n");
}

function memberText(member: DeclarationReflection): string {
  const { name, type, flags, signatures, getSignature } = member;
  const key = /^[\w$]+$/.test(name) ? name : name.startsWith("[") ? name : JSON.stringify(name);
  if (signatures !== undefined) {
    if (name === "constructor") {
      return signatures
        .map((each) => `constructor${callText(each).slice(each.name.length)};`.replace(/\): [^)]*;$/, ");"))
        .join("\n");
    }
    const modifier = flags.isStatic ? "static " : "";
    return signatures.map((each) => `${modifier}${key}${callText(each).slice(each.name.length)};`).join("\n");
  }
  const shown = isComputed(member) ? computed : text(type ?? getSignature?.type);
  const isReadonly = flags.isReadonly || getSignature !== undefined;
  return `${flags.isStatic ? "static " : ""}${isReadonly ? "readonly " : ""}${key}${flags.isOptional ? "?" : ""}: ${shown};`;
}

/** Whether a member is of a class or interface that this one extends, and stands there. */
export function isInherited(member: DeclarationReflection): boolean {
  return member.inheritedFrom !== undefined;
}

interface WithTypeParameters {
  readonly typeParameters?:
    readonly { readonly name: string; readonly type?: SomeType; readonly default?: SomeType }[] | undefined;
}

function parameterTypes({ typeParameters }: WithTypeParameters): string {
  if (typeParameters === undefined || typeParameters.length === 0) return "";
  const parts = typeParameters.map(({ name, type, default: fallback }) => {
    const limit = type === undefined ? "" : ` extends ${text(type)}`;
    return `${name}${limit}${fallback === undefined ? "" : ` = ${text(fallback)}`}`;
  });
  return `<${parts.join(", ")}>`;
}

function text(type: SomeType | undefined): string {
  return type === undefined ? "unknown" : type.toString();
}

/** Laid out, where it is TypeScript; TypeDoc's text of some types is only nearly that. */
async function tidy(code: string): Promise<string> {
  try {
    return (await format(code, { parser: "typescript", printWidth: 90 })).trim();
  } catch {
    return code;
  }
}
