/** Comments of the sources, as Markdown. */
import { Reflection, type Comment, type CommentDisplayPart } from "typedoc";
import { escapeProse } from "./markdown.ts";

/** Gives the address of what a comment links to; `null` where it has no page. */
export type AddressOf = (target: Reflection) => string | null;

/** Parts of a comment as Markdown. */
export function commentText(parts: readonly CommentDisplayPart[] | undefined, addressOf: AddressOf): string {
  return escapeProse((parts ?? []).map((part) => partText(part, addressOf)).join("")).trim();
}

function partText(part: CommentDisplayPart, addressOf: AddressOf): string {
  if (part.kind !== "inline-tag") return part.text;
  const name = "`" + part.text.trim() + "`";
  const address = part.target instanceof Reflection ? addressOf(part.target) : null;
  return address === null ? name : `[${name}](${address})`;
}

/** What stands under a tag, as often as there is one. */
export function tagTexts(comment: Comment | undefined, tag: `@${string}`, addressOf: AddressOf): readonly string[] {
  return (comment?.getTags(tag) ?? []).map(({ content }) => commentText(content, addressOf));
}
