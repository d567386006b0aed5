/**
 * What every store of checkpoints does, as checks that need no test runner: in Node, in a browser, in a worker. Each is
 * given a function that makes a store on a new, empty place, and one that opens the same place again.
 */
import type { CheckpointProblem, CheckpointStore, StoreOptions } from "../src/checkpoint/checkpoint-store.ts";
import type { CheckpointStorage } from "../src/checkpoint/storage.ts";
import { checkpointStore } from "../src/checkpoint/store-on-storage.ts";
import { bitsOf, sampleSnapshot } from "./checkpoint-samples.ts";

/** A promise that a store keeps. Its check throws where it does not. */
export interface ContractCheck {
  readonly name: string;
  /** @param open - Opens one place: the first call finds it empty, later ones find what the ones before left. */
  readonly check: (open: () => Promise<CheckpointStorage> | CheckpointStorage) => Promise<void>;
}

function same(found: unknown, wanted: unknown, what: string): void {
  const [left, right] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (left !== right) throw new Error(`${what}: ${left.slice(0, 400)} is not ${right.slice(0, 400)}`);
}

/** A store that refuses to be told of problems, unless a check expects them. */
function storeOn(storage: CheckpointStorage, options: StoreOptions = {}): CheckpointStore {
  return checkpointStore(storage, {
    onProblem: ({ error }) => {
      throw error;
    },
    ...options,
  });
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "none";
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}

async function steps(store: CheckpointStore): Promise<readonly number[]> {
  return (await store.list()).map(({ manifest }) => manifest.step);
}

async function damage(storage: CheckpointStorage, name: string): Promise<void> {
  const bytes = await storage.read(name);
  if (bytes === null) throw new Error(`${name} is not there`);
  const changed = bytes.slice();
  changed[changed.length - 1]! ^= 1;
  await storage.write(name, changed);
}

/** The promises. */
export const storeContract: readonly ContractCheck[] = [
  {
    name: "an empty place has no checkpoint",
    check: async (open) => {
      const store = storeOn(await open());
      same(await store.list(), [], "list");
      same(await store.latest(), null, "latest");
      same(await store.best(), null, "best");
      await store.remove("checkpoint-00000001-step-1-89abcdef-0123456789ab");
      same(await codeOf(store.load("../secret")), "CHECKPOINT_INVALID", "load");
    },
  },
  {
    name: "what was saved is loaded bit for bit, also by the next process",
    check: async (open) => {
      const snapshot = sampleSnapshot(12);
      const metric = { name: "validation.loss", value: -0 };
      const { name } = await storeOn(await open()).save(snapshot, { isBest: true, metric });
      const store = storeOn(await open());
      for (const loaded of [await store.latest(), await store.best(), await store.load(name)]) {
        same(bitsOf(loaded!.snapshot), bitsOf(snapshot), "snapshot");
        same(loaded!.name, name, "name");
        same(Object.is(loaded!.manifest.metric?.value, -0), true, "metric");
      }
    },
  },
  {
    name: "the last ones and the best stay",
    check: async (open) => {
      const store = storeOn(await open(), { keepLast: 2 });
      for (let step = 1; step <= 6; step++)
        await store.save(sampleSnapshot(step), { isBest: step === 1 || step === 3 });
      same(await steps(store), [6, 5, 3], "list");
      same((await store.best())!.manifest.step, 3, "best");
      same((await (await open()).list()).length, 6, "files");
      const keepsNone = storeOn(await open(), { keepLast: 1, keepBest: false });
      await keepsNone.save(sampleSnapshot(7));
      same(await steps(store), [7], "list without the best");
    },
  },
  {
    name: "other runs' checkpoints and other files stay",
    check: async (open) => {
      const storage = await open();
      await storage.write("notes.txt", new Uint8Array([1]));
      const store = storeOn(storage, { keepLast: 1 });
      await store.save(sampleSnapshot(50, { runId: "other" }));
      await store.save(sampleSnapshot(1));
      await store.save(sampleSnapshot(2));
      same(await steps(store), [2, 50], "list");
      same(await storage.read("notes.txt"), new Uint8Array([1]), "notes");
    },
  },
  {
    name: "the newest is the one saved last, whatever its step",
    check: async (open) => {
      const store = storeOn(await open());
      for (const step of [900, 1000, 5]) await store.save(sampleSnapshot(step));
      same(await steps(store), [5, 1000, 900], "list");
      same((await store.latest())!.manifest.step, 5, "latest");
    },
  },
  {
    name: "the same snapshot again is not written again, but may become the best",
    check: async (open) => {
      const store = storeOn(await open());
      const first = await store.save(sampleSnapshot(1));
      const second = await store.save(sampleSnapshot(1), { isBest: true });
      await store.save(sampleSnapshot(1));
      same(second.name, first.name, "name");
      same(await steps(store), [1], "list");
      same((await store.best())!.manifest.step, 1, "best");
    },
  },
  {
    name: "many saves at once are done one after the other",
    check: async (open) => {
      const store = storeOn(await open(), { keepLast: 3 });
      await Promise.all([1, 2, 3, 4, 5].map((step) => store.save(sampleSnapshot(step))));
      same(await steps(store), [5, 4, 3], "list");
    },
  },
  {
    name: "a damaged newest one is passed over and told of",
    check: async (open) => {
      const storage = await open();
      const problems: CheckpointProblem[] = [];
      const store = storeOn(storage, { onProblem: (problem) => problems.push(problem) });
      await store.save(sampleSnapshot(1), { isBest: true });
      const { name } = await store.save(sampleSnapshot(2), { isBest: true });
      await damage(storage, `${name}.safetensors`);
      same((await store.latest())!.manifest.step, 1, "latest");
      same((await store.best())!.manifest.step, 1, "best");
      same(
        problems.map((each) => [each.name, each.kind, each.error.code]),
        [[name, "damaged", "CHECKPOINT_INVALID"]],
        "problems, each told of once",
      );
      same(await codeOf(store.load(name)), "CHECKPOINT_INVALID", "load");
    },
  },
  {
    name: "one without its manifest, or without its file, is passed over and told of",
    check: async (open) => {
      const storage = await open();
      const problems: CheckpointProblem[] = [];
      const store = storeOn(storage, { onProblem: (problem) => problems.push(problem) });
      await store.save(sampleSnapshot(1));
      const { name: second } = await store.save(sampleSnapshot(2));
      const { name: third } = await store.save(sampleSnapshot(3));
      await storage.remove(`${second}.json`);
      await storage.remove(`${third}.safetensors`);
      same((await store.latest())!.manifest.step, 1, "latest");
      same(
        problems.map((each) => [each.name, each.kind]),
        [
          [third, "incomplete"],
          [second, "incomplete"],
        ],
        "problems",
      );
      // Those of the run itself leave with its next save: nobody else writes them.
      await store.save(sampleSnapshot(4));
      same((await storage.list()).length, 4, "files");
      same((await store.latest())!.manifest.step, 4, "latest");
      same(problems.length, 2, "nothing is told of twice");
    },
  },
  {
    name: "what another run has begun to write leaves once nobody can be writing it any more",
    check: async (open) => {
      const storage = await open();
      const store = storeOn(storage, { onProblem: () => undefined });
      const { name } = await store.save(sampleSnapshot(1, { runId: "other" }));
      await storage.remove(`${name}.json`);
      for (let step = 2; step < 9; step++) await store.save(sampleSnapshot(step));
      same((await storage.list()).includes(`${name}.safetensors`), true, "still there");
      await store.save(sampleSnapshot(9));
      same((await storage.list()).length, 6, "files");
    },
  },
  {
    name: "one that is not finite takes no finite one's place, and is loaded only where there is no other",
    check: async (open) => {
      const problems: CheckpointProblem[] = [];
      const options = { keepLast: 2, onProblem: (problem: CheckpointProblem) => problems.push(problem) };
      const store = storeOn(await open(), options);
      const broken = (step: number) => sampleSnapshot(step, { isFinite: false });
      await store.save(broken(1), { isBest: true });
      await store.save(broken(2));
      same((await store.latest())!.manifest.step, 2, "latest of those that are not");
      same((await store.best())!.manifest.step, 1, "best of those that are not");
      await store.save(sampleSnapshot(3), { isBest: true });
      await store.save(sampleSnapshot(4));
      await store.save(sampleSnapshot(5));
      for (let step = 6; step < 12; step++) await store.save(broken(step), { isBest: true });
      same(await steps(store), [11, 5, 4, 3], "list");
      same(
        (await store.list()).map(({ manifest }) => manifest.isFinite),
        [false, true, true, true],
        "manifests",
      );
      same((await store.latest())!.manifest.step, 5, "latest");
      same((await store.best())!.manifest.step, 3, "best");
      same((await store.latest({ runId: "run-7" }))!.manifest.step, 5, "latest of the run");
      same(new Set(problems.map(({ kind }) => kind)).size, 1, "kinds");
      same([problems.length, problems[0]!.kind], [1, "nonFinite"], "told of once");
      await store.save(sampleSnapshot(12));
      same(await steps(store), [12, 5, 3], "list after a finite one");
    },
  },
  {
    name: "each of several runs is found by its name, and two trainings of one name remove nothing of each other",
    check: async (open) => {
      const store = storeOn(await open(), { keepLast: 1 });
      await store.save(sampleSnapshot(50, { runId: "one" }), { isBest: true });
      await store.save(sampleSnapshot(7, { runId: "two" }), { isBest: true });
      await store.save(sampleSnapshot(3, { runId: "two", graph: "0000" }));
      same((await store.latest({ runId: "one" }))!.manifest.step, 50, "latest of one");
      same((await store.best({ runId: "one" }))!.manifest.step, 50, "best of one");
      same((await store.latest({ runId: "two" }))!.manifest.step, 3, "latest of two");
      same(await store.latest({ runId: "three" }), null, "latest of three");
      same(await steps(store), [3, 7, 50], "list");
    },
  },
  {
    name: "where all are damaged, nothing begins anew in silence; where none was completed, it may",
    check: async (open) => {
      const storage = await open();
      const store = storeOn(storage, { onProblem: () => undefined });
      const { name } = await store.save(sampleSnapshot(1), { isBest: true });
      await damage(storage, `${name}.json`);
      same(await codeOf(store.latest()), "CHECKPOINT_INVALID", "damaged manifest");
      same(await codeOf(store.best()), "CHECKPOINT_INVALID", "damaged manifest of the best");
      await storage.remove(`${name}.json`);
      same(await store.latest(), null, "incomplete");
      await store.remove(name);
      same(await storage.list(), [], "files");
    },
  },
  {
    name: "two stores on one place take nothing from each other",
    check: async (open) => {
      const stores = [
        storeOn(await open(), { keepLast: 2, onProblem: () => undefined }),
        storeOn(await open(), { keepLast: 2, onProblem: () => undefined }),
      ];
      const saves = [1, 2, 3, 4, 5, 6].flatMap((step) =>
        stores.map((store, at) => store.save(sampleSnapshot(step, { runId: `run-${String(at)}`, size: 2000 }))),
      );
      await Promise.all([...saves, ...stores.map((store) => store.latest())]);
      const all = await stores[0]!.list();
      for (const { name } of all) await stores[1]!.load(name);
      same(
        all.map(({ manifest }) => `${manifest.runId} ${String(manifest.step)}`).sort(),
        ["run-0 5", "run-0 6", "run-1 5", "run-1 6"],
        "list",
      );
    },
  },
];
