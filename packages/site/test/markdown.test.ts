/** Text on its way into pages. */
import { describe, expect, it } from "vitest";
import { escapeProse, firstSentence, inlineCode, table } from "../src/reference/markdown.ts";

describe("text of comments", () => {
  it.each([
    ["a < b and {{ c }}", "a &lt; b and &#123;&#123; c }}"],
    ["<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"],
    ["`a < b` and a < b", "`a < b` and a &lt; b"],
    ["```ts\nconst a = <T>(x: T) => x; // {{ }}\n```\n<b>", "```ts\nconst a = <T>(x: T) => x; // {{ }}\n```\n&lt;b>"],
  ])("stays text: %s", (text, expected) => {
    expect(escapeProse(text)).toBe(expected);
  });

  it("is inline code also where it holds a backtick", () => {
    expect(inlineCode("a`b")).toBe("``a`b``");
  });

  it.each([
    ["The sum. Elementwise.", "The sum."],
    ["The sum\nof all.\n\nMore.", "The sum of all."],
    ["Version 1.5 of it. More.", "Version 1.5 of it."],
    ["No end", "No end"],
  ])("has a first sentence: %s", (text, expected) => {
    expect(firstSentence(text)).toBe(expected);
  });

  it("keeps a cell on its line and inside of its bars", () => {
    expect(table(["a", "b"], [["x | y", "one\ntwo"]])).toBe("| a | b |\n| --- | --- |\n| x \\| y | one two |\n");
    expect(table(["a"], [])).toBe("");
  });
});
