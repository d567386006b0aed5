/** Asks PyTorch about all samples, and writes its answers beside this file: the fixtures of `test/torch.test.ts`. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { collectSamples, type Family } from "./collect.ts";
import { readFixture, writeFixture, type Answer, type Fixture } from "./fixture.ts";
import { digestOf, questionOf, type Question } from "./question.ts";

const help = `Usage: npx tsx packages/ops/reference/make.ts --python PATH [--only OP,...]

  --python PATH   a Python interpreter that has torch (default: python3)
  --only OP,...   only these ops, by the names of their definitions; the others keep their answers
  --help          this text`;

interface Reply {
  readonly torch: string;
  readonly answers: readonly (Omit<Answer, "digest"> | { readonly error: string })[];
}

function ask(python: string, questions: readonly Question[]): Reply {
  const script = fileURLToPath(new URL("reference.py", import.meta.url));
  const { status, stdout, stderr, error } = spawnSync(python, [script], {
    input: JSON.stringify(questions),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${python} ${script} failed: ${stderr}`);
  // Warnings of PyTorch, such as those of an op that is about to change.
  if (stderr.trim() !== "") console.error(stderr.trim());
  return JSON.parse(stdout) as Reply;
}

interface Asked {
  readonly family: string;
  readonly question: Question;
}

function questionsOf(families: readonly Family[], chosen: (op: string) => boolean): readonly Asked[] {
  return families.flatMap(({ name: family, ops }) =>
    ops
      .filter(({ op }) => chosen(op.definition.name))
      .flatMap((samples) => samples.samples.map((sample) => questionOf(samples, sample)))
      .flatMap((question) => (question === null ? [] : [{ family, question }])),
  );
}

/** The answers of one family, over those of the ops that were not asked about. */
function merged(family: Family, torch: string, ops: Fixture["ops"], chosen: (op: string) => boolean): Fixture {
  const before = readFixture(family.name);
  const kept = Object.entries(before?.ops ?? {}).filter(
    ([name]) => !chosen(name) && family.ops.some(({ op }) => op.definition.name === name),
  );
  if (before !== null && before.torch !== torch && kept.length > 0) {
    throw new Error(`${family.name}.json is of torch ${before.torch} and this is ${torch}; run it without --only.`);
  }
  return { torch, ops: { ...Object.fromEntries(kept), ...ops } };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      python: { type: "string", default: "python3" },
      only: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const only = values.only?.split(",").map((name) => name.trim());
  const chosen = (op: string): boolean => only === undefined || only.includes(op);
  const { families, broken } = await collectSamples();
  const unknown = only?.filter(
    (name) => !families.some(({ ops }) => ops.some(({ op }) => op.definition.name === name)),
  );
  const failures = [...broken, ...(unknown ?? []).map((name) => `${name} is not an op with samples.`)];
  const asked = questionsOf(families, chosen);
  const { torch, answers } = ask(
    values.python,
    asked.map(({ question }) => question),
  );
  const found = new Map<string, Record<string, Record<string, Answer>>>();
  asked.forEach(({ family, question }, at) => {
    const reply = answers[at] ?? { error: "no answer" };
    if ("error" in reply) {
      failures.push(`${question.op}, "${question.sample}": ${question.expression}\n    ${reply.error}`);
      return;
    }
    const ops = found.get(family) ?? {};
    found.set(family, ops);
    (ops[question.op] ??= {})[question.sample] = { digest: digestOf(question), ...reply };
  });
  let bytes = 0;
  for (const family of families) {
    if (!family.ops.some(({ op }) => chosen(op.definition.name))) continue;
    bytes += writeFixture(family.name, merged(family, torch, found.get(family.name) ?? {}, chosen));
  }
  console.log(`${String(asked.length)} samples, torch ${torch}, ${(bytes / 1024).toFixed(0)} KiB written.`);
  if (failures.length > 0) {
    console.error(`${String(failures.length)} failed:\n  ${failures.join("\n  ")}`);
    process.exitCode = 1;
  }
}

await main();
