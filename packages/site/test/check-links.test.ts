/** Links of the site. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { brokenLinks } from "../src/check-links.ts";

const folders: string[] = [];

function siteOf(pages: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "rensa-site-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(pages)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe("links", () => {
  it("are whole where their page and anchor are there", () => {
    const folder = siteOf({
      "index.html":
        '<a href="/guides/a.html#there">a</a> <a href="guides/a">a</a> <a href="/guides/">b</a> <a href="#here">c</a><p id="here">',
      "guides/a.html": '<h2 id="there">x</h2> <a href="../index.html">up</a> <a href="https://example.org/">out</a>',
      "guides/index.html": "",
    });
    expect(brokenLinks(folder)).toEqual([]);
  });

  it.each([
    ['<a href="/nowhere.html">a</a>', "index.html links to /nowhere.html, which is not there"],
    ['<a class="x" href="/a.html#nowhere">a</a>', "index.html links to /a.html#nowhere, and there is no such anchor"],
    ['<a href="#nowhere">a</a>', "index.html links to #nowhere, and there is no such anchor"],
    ['<script src="https://example.org/x.js"></script>', "index.html loads https://example.org/x.js"],
    ['<link rel="stylesheet" href="//example.org/x.css">', "index.html loads //example.org/x.css"],
    ['<img alt="" src="https://example.org/x.png">', "index.html loads https://example.org/x.png"],
  ])("are told of where they lead nowhere or elsewhere: %s", (text, fault) => {
    expect(brokenLinks(siteOf({ "index.html": text, "a.html": '<p id="there">' }))).toEqual([fault]);
  });
});
