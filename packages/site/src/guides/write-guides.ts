/** Guides on their way into the site: their links lead to its pages, or to its copies of files. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { root } from "../root.ts";
import { changelogPage } from "./changelog.ts";
import { guideGroups, japaneseGroup, learnGroup, type Guide } from "./guides.ts";

/** A guide that has a file. */
type WrittenGuide = Pick<Guide, "page"> & { readonly file: string };

/** Writes all of them, and the front page; pictures go into the folder `pictures`. Returns the files that they link to. */
export function writeGuides(write: (page: string, text: string) => void, pictures: string): readonly string[] {
  const guides = [...guideGroups, learnGroup, japaneseGroup].flatMap((group) => group.guides);
  const copied = new Set<string>();
  for (const { page, file } of guides) {
    if (file === null) continue;
    const guide = { page, file };
    const text = withPictures(readFileSync(join(root, file), "utf8"), guide, pictures);
    write(page, rewriteLinks(withFigures(withOtherLanguage(text, page)), guide, guides, copied));
  }
  write("/guides/changelog", changelogPage());
  write("/index", frontPage());
  write("/ja/index", japaneseFrontPage());
  return [...copied];
}

/** Pictures are copied to where a page finds them, under the name of the folder that they come from. */
function withPictures(text: string, { file }: WrittenGuide, pictures: string): string {
  return text.replaceAll(/!\[([^\]]*)\]\((?!https?:|\/)([^)\s]+\.svg)\)/g, (_, title: string, target: string) => {
    const wanted = normalize(join(dirname(file), target));
    const name = `${basename(dirname(wanted))}-${basename(wanted)}`;
    mkdirSync(pictures, { recursive: true });
    copyFileSync(join(root, wanted), join(pictures, name));
    return `![${title}](/pictures/${name})`;
  });
}

/** Links to other guides become their addresses; links to files of the repository become those of their copies. */
function rewriteLinks(text: string, { file }: WrittenGuide, guides: readonly Guide[], copied: Set<string>): string {
  return text.replaceAll(/\]\((?!https?:|#|\/)([^)\s]+)\)/g, (whole, target: string) => {
    const [path = "", anchor] = target.split("#");
    const wanted = normalize(join(dirname(file), path));
    const guide = guides.find((each) => each.file === wanted);
    if (guide !== undefined) return `](${guide.page}${anchor === undefined ? "" : `#${anchor}`})`;
    const full = join(root, wanted);
    if (!existsSync(full)) throw new Error(`${file} links to ${target}, which is not there.`);
    const copy = statSync(full).isDirectory() ? firstFileOf(wanted) : wanted;
    copied.add(copy);
    return whole.replace(`(${target})`, `(/source/${copy}.html)`);
  });
}

/** Where a chapter says so in a comment, which no other reader of Markdown shows, a live figure stands. */
function withFigures(text: string): string {
  return text.replaceAll(/^<!-- figure: (\w+) -->$/gm, (_, name: string) => `<${name} />`);
}

/** A chapter says below its title where it stands in the other language. */
function withOtherLanguage(text: string, page: string): string {
  const isJapanese = page.startsWith("/ja/");
  if (!isJapanese && !page.startsWith("/learn/")) return text;
  const link = isJapanese ? `[English](${page.slice("/ja".length)})` : `[日本語](/ja${page})`;
  return text.replace(/^# .*$/m, (title) => `${title}\n\n${link}`);
}

/** What somebody who opens a folder reads first. */
function firstFileOf(folder: string): string {
  const names = ["README.md", "main.ts", "src/index.ts", "index.ts"];
  const found =
    names.find((name) => existsSync(join(root, folder, name))) ??
    readdirSync(join(root, folder)).find((name) => name.endsWith(".ts"));
  if (found === undefined) throw new Error(`A guide links to ${folder}, where there is nothing to read.`);
  return join(folder, found);
}

/** The README, which is the front page of the repository, is that of the site too. */
function frontPage(): string {
  return `---
layout: home
title: Rensa
hero:
  name: Rensa
  text: Differentiate, train and understand a computation
  tagline: A differentiable dataflow graph runtime for TypeScript, with ops that you can add to.
  actions:
    - theme: brand
      text: Start
      link: /guides/first-model
    - theme: alt
      text: Learn backpropagation
      link: /learn/
    - theme: alt
      text: Write an op
      link: /guides/plugins
    - theme: alt
      text: Reference
      link: /reference/
---
`;
}

function japaneseFrontPage(): string {
  return `---
layout: home
title: Rensa
hero:
  name: Rensa
  text: 計算を微分し、学習させ、理解する
  tagline: TypeScript のための微分可能なデータフローグラフ。演算は自分で加えられます。
  actions:
    - theme: brand
      text: 誤差逆伝播法を学ぶ
      link: /ja/learn/
    - theme: alt
      text: English
      link: /
---
`;
}
