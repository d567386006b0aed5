/** The check of stores sees what is wrong with one: the remote backend and JavaScript here, each with one mistake. */
import { jsBackend } from "@rensa/backend-js";
import type { Backend } from "@rensa/core";
import type { Prepared, ProgramPlan, Storage } from "@rensa/core/compiler";
import { afterAll, describe, expect, it } from "vitest";
import { checkStorage, findingText, remoteBackend } from "../src/index.ts";

const remote = remoteBackend();
afterAll(() => remote.close());

/** What is done otherwise. */
interface Mistake {
  readonly storage?: (storage: Storage) => Storage;
  readonly prepared?: (prepared: Prepared, plan: ProgramPlan) => Prepared;
}

/** A backend whose stores and programs have a mistake. */
function backendWith(inner: Backend, { storage = (right) => right, prepared = (right) => right }: Mistake): Backend {
  const rights = new WeakMap<object, Storage>();
  return {
    ...inner,
    createStorage: async (layout) => {
      const right = await inner.createStorage(layout);
      const wrong = storage(right);
      rights.set(wrong, right);
      return wrong;
    },
    prepare: async (plan, options = {}) => {
      const store = options.store && rights.get(options.store);
      const made = await inner.prepare(plan, { ...options, ...(store && { store }) });
      return prepared({ ...made, storage: storage(made.storage) }, plan);
    },
  };
}

/** Backends whose programs each have a copy of the store, as it was when they were prepared. */
const copying = (inner: Backend): Backend => ({
  ...inner,
  prepare: async (plan, options = {}) => {
    const { store } = plan;
    if (store === null) return inner.prepare(plan, options);
    const own = await inner.createStorage(store);
    const names = store.buffers.map(({ name }) => name);
    const values = (await options.store?.read(names)) ?? [];
    values.forEach((value, at) => own.write(names[at] ?? "", value));
    return inner.prepare(plan, { ...options, store: own });
  },
});

/** Does in order what is asked for, but looks at it only when its turn comes. */
function inTurns(): <Result>(work: () => Result | Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
}

const turns = inTurns();
let underWay = 0;
let written = 0;
let held: (() => void) | null = null;
const soon = async (): Promise<void> => {
  await Promise.resolve();
};

const elsewhere: Readonly<Record<string, Mistake>> = {
  "a write is held until the next one has been done": {
    storage: (right) => ({
      ...right,
      write: (name, values) => {
        const earlier = held;
        held = null;
        if (earlier === null && name === "count") {
          const copy = values.slice();
          held = () => right.write(name, copy);
        } else right.write(name, values);
        earlier?.();
      },
    }),
  },
  "a read sees a later run": {
    storage: (right) => ({ ...right, read: async (names) => (await soon(), right.read(names)) }),
  },
  "a run is overtaken by what is asked for after it": {
    prepared: (right) => ({ ...right, runAsync: async () => (await soon(), right.runAsync?.()) }),
  },
  "a write is lost now and then": {
    storage: (right) => ({
      ...right,
      write: (name, values) => {
        if (++written % 5 !== 0) right.write(name, values);
      },
    }),
  },
  "a write is lost while something runs": {
    storage: (right) => ({
      ...right,
      write: (name, values) => {
        if (underWay === 0) right.write(name, values);
      },
    }),
    prepared: (right) => ({
      ...right,
      runAsync: async () => {
        underWay++;
        await right.runAsync?.();
        underWay--;
      },
    }),
  },
  "a write takes the values of later": {
    storage: (right) => ({
      write: (name, values) => void turns(() => right.write(name, values)),
      read: (names) => turns(() => right.read(names)),
    }),
    prepared: (right) => ({ ...right, runAsync: () => turns(() => right.runAsync?.()) }),
  },
  "a run is left out while another is under way": {
    prepared: (right) => {
      let busy = false;
      return {
        ...right,
        runAsync: async () => {
          if (busy) return;
          busy = true;
          await right.runAsync?.();
          busy = false;
        },
      };
    },
  },
  "a run is done twice": {
    prepared: (right) => ({
      ...right,
      runAsync: async () => {
        await Promise.all([right.runAsync?.(), right.runAsync?.()]);
      },
    }),
  },
  "a read gives its buffers in another order": {
    storage: (right) => ({ ...right, read: async (names) => await right.read([...names].reverse()) }),
  },
};

const anywhere: Readonly<Record<string, Mistake>> = {
  "a store begins with what was there": {
    storage: (right) => {
      try {
        right.write("total", Float32Array.of(0, 0, 1));
      } catch {
        // It is of another program, or in doubles.
      }
      return right;
    },
  },
  "a program that is released takes the store along": {
    prepared: (right, plan) => ({
      ...right,
      release: () => {
        const total = plan.buffers.find(({ name }) => name === "total");
        if (total !== undefined) right.storage.write("total", new Float32Array(3));
        right.release?.();
      },
    }),
  },
  "a number by itself is not written": {
    storage: (right) => ({
      ...right,
      write: (name, values) => {
        if (values.length > 1) right.write(name, values);
      },
    }),
  },
};

const planted: readonly (readonly [string, Backend])[] = [
  ...Object.entries({ ...elsewhere, ...anywhere }).map(
    ([mistake, wrong]) => [`elsewhere, ${mistake}`, backendWith(remote, wrong)] as const,
  ),
  ...Object.entries(anywhere).map(([mistake, wrong]) => [`here, ${mistake}`, backendWith(jsBackend(), wrong)] as const),
  ["elsewhere, programs have copies of the store", copying(remote)],
  ["here, programs have copies of the store", copying(jsBackend())],
];

describe("the check of stores", () => {
  it.each(planted)("sees that %s", async (_, backend) => {
    const findings = await checkStorage([{ name: "planted", backends: [backend] }]);
    expect(new Set(findings.map(({ check }) => check))).toEqual(new Set(["backend storage"]));
    expect(
      findings.every(({ where }) => where.includes("planted, 1 threads")),
      findings.map(findingText).join("\n"),
    ).toBe(true);
  });

  it("finds nothing where nothing is wrong, whoever stands in between", async () => {
    const backends = [backendWith(remote, {}), backendWith(jsBackend(), {}), jsBackend({ mode: "interpret" })];
    expect(await checkStorage([{ name: "right", backends }])).toEqual([]);
  });

  it("refuses what is no list", async () => {
    await expect(checkStorage(remote as never)).rejects.toMatchObject({ code: "ARGUMENT_INVALID" });
  });
});
