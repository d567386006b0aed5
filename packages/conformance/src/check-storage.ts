/** checkStorage: what backends get wrong about state: stores that programs share, and what is under way at one time. */
import {
  checkKind,
  compile,
  createStore,
  f32,
  hostTensor,
  i32,
  trace,
  type Backend,
  type HostTensor,
  type Precision,
} from "@rensa/core";
import { asTyped, resultsDifference } from "@rensa/core/compiler";
import { add, mul } from "@rensa/ops";
import type { BackendGroup } from "./check-backend.ts";
import { about, attempt, findingsOf, type Finding } from "./finding.ts";

/** What was seen, and what should have been, by what it is. */
class Seen {
  readonly found = new Map<string, HostTensor>();
  readonly expected = new Map<string, HostTensor>();

  /** Notes a vector; a single number stands for each of its elements. */
  note(what: string, found: HostTensor, ...expected: readonly number[]): void {
    this.found.set(what, found);
    const [first = 0] = expected;
    const data = found.data.slice();
    this.expected.set(what, { ...found, data: data.map((_, at) => expected[at] ?? first) });
  }
}

/**
 * Checks the storage of backends: a store begins with zeros, and its programs see what was written and what the others
 * made of it; what is asked for while runs are under way is done in its order, with the data of the moment of the call; the
 * store outlives its programs. Where values are here, only runs and reads may be under way together.
 *
 * @param groups - Backends, in groups whose members must agree to the bit.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { checkStorage, remoteBackend } from "@rensa/conformance";
 *
 * const backend = remoteBackend();
 * console.log(await checkStorage([{ name: "in another thread", backends: [backend] }])); // []
 * await backend.close();
 * ```
 */
export async function checkStorage(groups: readonly BackendGroup[]): Promise<readonly Finding[]> {
  checkKind("checkStorage: the groups", groups, "list");
  const findings: Finding[] = [];
  const place = { check: "backend storage", op: "state", sample: "" };
  for (const { name, backends } of groups) {
    for (const backend of backends) {
      for (const precision of ["f32", "f64"] as const) {
        findings.push(
          ...(await attempt(place, async () => {
            const { found, expected } = await useStore(backend, precision);
            const different = resultsDifference(found, asTyped(expected, found), "bits");
            return findingsOf(place, about(`${name}, ${String(backend.threads)} threads, ${precision}`, different));
          })),
        );
      }
    }
  }
  return findings;
}

/** Uses a store in all ways. */
async function useStore(backend: Backend, precision: Precision): Promise<Seen> {
  const seen = new Seen();
  const store = await createStore({ total: f32(3), count: i32() }, { backend, precision });
  const options = { backend, precision };
  const learn = await compile(
    trace({ ...store.types, x: f32(3) }, ({ total, count, x }) => ({
      total: add(total, x),
      count: add(count, 1),
      before: total,
    })),
    { ...options, state: store },
  );
  const double = await compile(
    trace(store.pick("total").types, ({ total }) => ({ total: mul(total, 2) })),
    { ...options, state: store.pick("total") },
  );
  const look = await compile(
    trace({ ...store.types, y: f32() }, ({ total, y }) => ({ times: mul(total, y) })),
    { ...options, state: store },
  );
  seen.note("the total at the start", await store.read("total"), 0);

  // One after the other.
  store.write({ total: [1, 2, 3], count: 5 });
  seen.note("the total before a run", (await learn.runAsync({ x: [10, 20, 30] })).before, 1, 2, 3);
  await double.runAsync({});
  seen.note("what another program sees", (await look.runAsync({ y: 3 })).times, 66, 132, 198);
  const kept = await store.read();
  seen.note("the total after two programs", kept.total, 22, 44, 66);
  seen.note("the count after a run", kept.count, 6);

  // All at once.
  const x = Float32Array.of(1, 1, 1);
  const runs = [learn.runAsync({ x })];
  x.fill(100);
  const first = store.read("total");
  runs.push(learn.runAsync({ x: [2, 2, 2] }), learn.runAsync({ x: [3, 3, 3] }));
  const doubled = double.runAsync({});
  const second = store.read("total");
  const looked = look.runAsync({ y: 1 });
  const counted = store.read("count");
  const [one, two, three] = await Promise.all(runs);
  await doubled;
  seen.note("the total before the first of three runs", one?.before ?? hostTensor([]), 22, 44, 66);
  seen.note("the total before the second of three runs", two?.before ?? hostTensor([]), 23, 45, 67);
  seen.note("the total before the third of three runs", three?.before ?? hostTensor([]), 25, 47, 69);
  seen.note("a total that is read between two runs", await first, 23, 45, 67);
  seen.note("a total that is read between two programs", await second, 56, 100, 144);
  seen.note("what a program sees behind those under way", (await looked).times, 56, 100, 144);
  seen.note("the count behind those under way", await counted, 9);

  if (!learn.runsHere) {
    // What writes besides.
    const total = Float32Array.of(7, 7, 7);
    store.write({ total: [5, 6, 7] });
    const written = store.read("total");
    const running = learn.runAsync({ x: [1, 1, 1] });
    store.write({ total });
    total.fill(0);
    store.write({ count: 1 });
    store.write({ count: 2 });
    const overwritten = learn.runAsync({ x: [1, 2, 3] });
    const last = store.read();
    seen.note("a total that is read behind its writing", await written, 5, 6, 7);
    seen.note("the total before a run behind its writing", (await running).before, 5, 6, 7);
    seen.note("the total before a run behind another writing", (await overwritten).before, 7);
    seen.note("the total at the end", (await last).total, 8, 9, 10);
    seen.note("the count behind two writings", (await last).count, 3);
  }

  const before = await store.read("total");
  double.release();
  look.release();
  const after = (await learn.runAsync({ x: [0, 0, 0] })).before;
  seen.note("the total when programs were released", after, ...before.data);
  return seen;
}
