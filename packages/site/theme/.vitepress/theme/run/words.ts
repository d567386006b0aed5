/** What stands around programs, in the languages of the site. */
import type { Words } from "../figures/words.ts";
import type { Hindrance } from "../../../../src/runnable/runs-in-page.ts";

/** Words of buttons and output. */
export const words = {
  run: { en: "Run", ja: "実行" },
  stop: { en: "Stop", ja: "停止" },
  edit: { en: "Edit", ja: "編集" },
  link: { en: "Link", ja: "リンク" },
  reset: { en: "Undo changes", ja: "元に戻す" },
  address: { en: "This program's address", ja: "このプログラムのアドレス" },
  copied: { en: "copied", ja: "コピーしました" },
  program: { en: "Program", ja: "プログラム" },
  foreign: {
    en: "This program came with the link: somebody else may have written it. It runs when you press Run, and not before; it then has no network and nothing that this site keeps.",
    ja: "このプログラムはリンクに入っていたもので、他の人が書いたかもしれません。「実行」を押すまで動きません。動いても、通信はできず、このサイトの保存データにも触れません。",
  },
  output: { en: "Output", ja: "出力" },
  running: { en: "Running…", ja: "実行中…" },
  stopped: { en: "Stopped.", ja: "停止しました。" },
  silent: { en: "It ran, and prints nothing.", ja: "実行しました。出力はありません。" },
  capped: {
    en: "It prints more than is shown here: only the beginning stands above.",
    ja: "出力が多すぎるため、ここまでを表示しています。",
  },
  typesLoading: { en: "The types are loading…", ja: "型を読み込んでいます…" },
  typesAgree: { en: "No type errors.", ja: "型エラーはありません。" },
  typeErrors: { en: "Type errors:", ja: "型エラー：" },
  line: { en: "line", ja: "行" },
} as const satisfies Readonly<Record<string, Words>>;

/** Why a program does not run in a page. */
export const hindrances: Readonly<Record<Hindrance, Words>> = {
  node: {
    en: "Runs in Node: it reads files or uses what only Node has.",
    ja: "Node で動きます。ファイルなど Node だけの機能を使います。",
  },
  test: { en: "Runs in Node, under Vitest: it makes tests.", ja: "Node の Vitest で動くテストです。" },
  thread: { en: "Runs in an app: it starts a thread of its own.", ja: "アプリの中で動きます。スレッドを作ります。" },
  package: {
    en: "Runs in an app: it imports what is not on this site.",
    ja: "アプリの中で動きます。このサイトにないものを読み込みます。",
  },
  network: {
    en: "Runs in an app: it loads something, and programs here have no network.",
    ja: "アプリの中で動きます。ここのプログラムは通信できません。",
  },
};
