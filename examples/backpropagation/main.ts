/** Prints what the chapters of docs/backpropagation say, computed: all of them, or those that are named. */
import { Argument, Command } from "commander";
import { chapters, type ChapterName } from "./chapters.ts";

interface Options {
  readonly json: boolean;
}

const names = Object.keys(chapters) as readonly ChapterName[];
const command = new Command("backpropagation")
  .description("Backpropagation, chapter by chapter, computed by the library.")
  .showHelpAfterError()
  .addArgument(new Argument("[chapters...]", "which of them (default: all)").choices(names))
  .option("--json", "print one line of JSON for every chapter: all that it computed", false)
  .parse();
const chosen: readonly ChapterName[] =
  command.args.length === 0 ? names : names.filter((name) => command.args.includes(name));

for (const name of chosen) {
  const { title, compute } = chapters[name];
  const { data, lines } = await compute();
  if (command.opts<Options>().json) console.log(JSON.stringify({ chapter: name, ...data }));
  else console.log([title, "=".repeat(title.length), "", ...lines, ""].join("\n"));
}
