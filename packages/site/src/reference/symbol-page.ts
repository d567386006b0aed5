/** The page of an exported name: what it is, how it is declared, what it takes, refuses and returns, and examples. */
import {
  ReflectionKind,
  type DeclarationReflection,
  type ParameterReflection,
  type SignatureReflection,
} from "typedoc";
import { optionsIn } from "./callable.ts";
import { commentText, tagTexts, type AddressOf } from "./comments.ts";
import { isAlgorithm, isComputed } from "./internal-types.ts";
import { firstSentence, inlineCode, table } from "./markdown.ts";
import { callText, declarationText, isInherited } from "./signatures.ts";
import { anchorOf, isType, type ExportedSymbol } from "./symbols.ts";

/** What pages are made with. */
export interface PageContext {
  readonly addressOf: AddressOf;
  /** The address of a line of the site's copy of the sources. */
  readonly sourceOf: (file: string, line: number) => string;
  /** The names by their own name, for links below a declaration. */
  readonly byName: ReadonlyMap<string, ExportedSymbol>;
  /** The version that the names are in. */
  readonly version: string;
  /** The types that stand on the page of another name. */
  readonly guestsOf: (host: ExportedSymbol) => readonly ExportedSymbol[];
}

/** Where a name's comment stands. */
export function commentOf({ comment, signatures }: DeclarationReflection): DeclarationReflection["comment"] {
  return comment ?? signatures?.find((each) => each.comment !== undefined)?.comment;
}

/** What it is, in one sentence. */
export function summaryOf({ reflection }: ExportedSymbol, addressOf: AddressOf): string {
  return firstSentence(commentText(commentOf(reflection)?.summary, addressOf));
}

/** The head that every page of the reference has. */
export function pageHead(symbol: ExportedSymbol, context: PageContext): string {
  const { name, doors, file, line, family, reflection } = symbol;
  const kind =
    family.id === "ops" && !isType(reflection) ? "op" : ReflectionKind.singularString(reflection.kind).toLowerCase();
  const [door = "", ...others] = doors;
  const also = others.length === 0 ? "" : ` (also from ${others.map(inlineCode).join(", ")})`;
  return [
    "---",
    `title: ${JSON.stringify(name)}`,
    `description: ${JSON.stringify(summaryOf(symbol, () => null))}`,
    "editLink: false",
    "---",
    "",
    `# ${name}`,
    "",
    `<p class="rensa-kind"><span>${kind}</span> <a href="/reference/${family.id}/">${family.title}</a> <span>since ${context.version}</span> <a class="rensa-source" href="${context.sourceOf(file, line)}" target="_self">source</a></p>`,
    "",
    "```ts",
    `import { ${isType(reflection) ? "type " : ""}${name} } from "${door}";`,
    "```",
    also === "" ? "" : `\n${also.trim()}\n`,
  ].join("\n");
}

/**
 * The page of a name that is no op.
 *
 * @param figure - what shows it at work, where something does.
 */
export async function symbolPage(symbol: ExportedSymbol, context: PageContext, figure: string | null): Promise<string> {
  const { reflection } = symbol;
  const { addressOf } = context;
  const comment = commentOf(reflection);
  const declaration = await declarationText(reflection);
  const signature = reflection.signatures?.[0];
  return [
    pageHead(symbol, context),
    commentText(comment?.summary, addressOf),
    "",
    figure ?? "",
    "```ts",
    declaration,
    "```",
    howComputed(symbol, context),
    relatedTypes(declaration, symbol, context),
    ...(signature === undefined ? [] : [callParts(signature, context)]),
    membersOf(reflection, context),
    await typesBeside(symbol, context),
    refusals(comment, context),
    examples(comment, addressOf),
    await otherForms(symbol, context),
    furtherReading(comment, addressOf),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** The same name in the package that has no default engine. */
async function otherForms(symbol: ExportedSymbol, context: PageContext): Promise<string> {
  const { addressOf } = context;
  const sections = context.guestsOf(symbol).filter(({ reflection }) => !isType(reflection));
  const texts = sections.map(async ({ name, doors, reflection }) => {
    const comment = commentOf(reflection);
    const signature = reflection.signatures?.[0];
    const parts = [
      commentText(comment?.summary, addressOf),
      "",
      "```ts",
      `import { ${name} } from "${doors[0] ?? ""}";`,
      "",
      await declarationText(reflection),
      "```",
      ...(signature === undefined ? [] : [callParts(signature, context)]),
      refusals(comment, context),
      examples(comment, addressOf),
    ];
    const text = parts.filter((part, at) => part !== "" || at === 1).join("\n");
    // Its headings stand below that of the section, and have other anchors than those of the page.
    const below = text.replaceAll(
      /^(#{2,3}) (.*)$/gm,
      (_, marks: string, title: string) =>
        `#${marks} ${title} {#${anchorOf(doors)}-${title.toLowerCase().replaceAll(/\W+/g, "-")}}`,
    );
    return `## ${name} of ${doors[0] ?? ""} {#${anchorOf(doors)}}\n\n${below}`;
  });
  return (await Promise.all(texts)).join("\n");
}

/** The types that are declared beside a name, on its page. */
export async function typesBeside(host: ExportedSymbol, context: PageContext): Promise<string> {
  const types = context.guestsOf(host).filter(({ reflection }) => isType(reflection));
  const sections = await Promise.all(types.map((each) => typeSection(each, context)));
  return sections.length === 0 ? "" : `## Types\n\n${sections.join("\n")}`;
}

async function typeSection(symbol: ExportedSymbol, context: PageContext): Promise<string> {
  const { name, doors, reflection } = symbol;
  const comment = commentOf(reflection);
  const rows = (reflection.children ?? []).map((member) => memberRow(member, context));
  return [
    `### ${name} {#${name}}\n`,
    commentText(comment?.summary, context.addressOf),
    "",
    "```ts",
    `import type { ${name} } from "${doors[0] ?? ""}";`,
    ...(rows.length === 0 ? ["", await declarationText(reflection)] : []),
    "```",
    howComputed(symbol, context),
    "",
    table(["Member", "What", "Type"], rows),
    examples(comment, context.addressOf).replace("## Example\n\n", ""),
  ].join("\n");
}

/** Where an algorithm in types is written, which its page does not repeat. */
function howComputed({ reflection, file, line }: ExportedSymbol, { sourceOf }: PageContext): string {
  return isAlgorithm(reflection)
    ? `\nIt is computed from its parameters: <a href="${sourceOf(file, line)}" target="_self">how</a>.\n`
    : "";
}

/** Links to what a declaration names. */
function relatedTypes(declaration: string, own: ExportedSymbol, { byName }: PageContext): string {
  const names = new Set(declaration.match(/\b[A-Z]\w+\b/g) ?? []);
  const links = [...names].flatMap((name) => {
    const symbol = byName.get(name);
    return symbol === undefined || symbol === own ? [] : [`[${inlineCode(name)}](${symbol.page})`];
  });
  return links.length === 0 ? "" : `\n<div class="rensa-types">\n\nTypes: ${links.join(", ")}\n\n</div>\n`;
}

function callParts(signature: SignatureReflection, context: PageContext): string {
  const { addressOf } = context;
  const parameters = signature.parameters ?? [];
  const rows = parameters.map((parameter) => [
    inlineCode(parameter.name),
    commentText(parameter.comment?.summary, addressOf) ||
      (optionsIn(parameter).length > 0 ? "Options, see below." : ""),
    parameter.defaultValue === undefined ? "" : inlineCode(parameter.defaultValue),
  ]);
  const returned = tagTexts(signature.comment, "@returns", addressOf).join(" ");
  const typeRows = (signature.typeParameters ?? []).flatMap(({ name, comment }) => {
    const about = commentText(comment?.summary, addressOf);
    return about === "" ? [] : [[inlineCode(name), about]];
  });
  return [
    rows.length === 0 ? "" : `## Parameters\n\n${table(["Parameter", "What", "Default"], rows)}`,
    ...parameters.map((parameter) => optionsOf(parameter, context)),
    typeRows.length === 0 ? "" : `## Type parameters\n\n${table(["Type", "What"], typeRows)}`,
    returned === "" ? "" : `## Returns\n\n${returned}\n`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** The options that a parameter takes, which a reader should not have to look for on another page. */
function optionsOf(parameter: ParameterReflection, context: PageContext): string {
  const function_ = parameter.parent?.parent;
  // What stands on this page already is not said twice.
  const options = optionsIn(parameter).filter(
    ({ parent }) => parent === undefined || context.byName.get(parent.name)?.host?.reflection !== function_,
  );
  const rows = options.map((option) => memberRow(option, context));
  return rows.length === 0
    ? ""
    : `### Options of ${inlineCode(parameter.name)}\n\n${table(["Option", "What", "Type"], rows)}`;
}

function memberRow(member: DeclarationReflection, { addressOf }: PageContext): string[] {
  const optional = member.flags.isOptional ? "?" : "";
  const shown =
    member.signatures?.map((each) => callText(each)).join("; ") ??
    (isComputed(member) ? "…" : String(member.type ?? member.getSignature?.type ?? ""));
  const comment = commentOf(member) ?? member.getSignature?.comment;
  const refused = tagTexts(comment, "@throws", addressOf).map((each) => `Throws ${each}`);
  return [
    inlineCode(member.name + optional),
    [commentText(comment?.summary, addressOf), ...refused].join(" "),
    inlineCode(shown.replaceAll("\n", " ")),
  ];
}

function membersOf(reflection: DeclarationReflection, context: PageContext): string {
  if (!reflection.kindOf([ReflectionKind.Interface, ReflectionKind.Class])) return "";
  const own = (reflection.children ?? []).filter((each) => !isInherited(each));
  const inherited = (reflection.children ?? []).filter(isInherited);
  const rows = (members: readonly DeclarationReflection[]): string =>
    table(
      ["Member", "What", "Type"],
      members.map((member) => memberRow(member, context)),
    );
  return [
    own.length === 0 ? "" : `## Members\n\n${rows(own)}`,
    inherited.length === 0 || reflection.name.endsWith("Error") ? "" : `## Inherited\n\n${rows(inherited)}`,
  ].join("\n");
}

/** What it refuses. */
export function refusals(comment: DeclarationReflection["comment"], { addressOf }: PageContext): string {
  const texts = tagTexts(comment, "@throws", addressOf);
  return texts.length === 0 ? "" : `## Errors\n\n${texts.map((each) => `- ${linkCodes(each)}`).join("\n")}\n`;
}

/** Codes of errors, as links to what they mean. */
export function linkCodes(text: string): string {
  return text.replaceAll(
    /`([A-Z]+(?:_[A-Z]+)+)`/g,
    (_, code: string) => `[\`${code}\`](/reference/errors/codes#${code.toLowerCase()})`,
  );
}

/** Its examples. */
export function examples(comment: DeclarationReflection["comment"], addressOf: AddressOf): string {
  const texts = tagTexts(comment, "@example", addressOf);
  return texts.length === 0 ? "" : `## Example\n\n${texts.join("\n\n")}\n`;
}

/** What it points to. */
export function furtherReading(comment: DeclarationReflection["comment"], addressOf: AddressOf): string {
  const texts = tagTexts(comment, "@see", addressOf);
  return texts.length === 0 ? "" : `## See also\n\n${texts.map((each) => `- ${each}`).join("\n")}\n`;
}
