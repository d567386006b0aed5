/** One workload against its peers: same weights, same data, losses compared, then times taken in turn. */
import type { Backend } from "@rensa/core";
import { buildOurs, type OwnWorkload } from "../ours/engine.ts";
import type { BuiltWorkload } from "../peers/engine.ts";
import { ownThreads, peerThreads, type PeerName, type PeerProcesses } from "../peers/list.ts";
import { isTraining, type Description } from "../workloads/description.ts";
import { agree, difference } from "./agreement.ts";
import { fmaLoop } from "./fma-loop.ts";
import type { Machine } from "./machine.ts";
import { measureInTurn, warmUp, type Contestant, type Settings } from "./rounds.ts";
import type { MeasuredRow, Row } from "./row.ts";
import { median, spread } from "./statistics.ts";

/** What a comparison needs. */
export interface Arena {
  readonly machine: Machine;
  readonly settings: Settings;
  readonly processes: PeerProcesses;
  /** Our backend with so many threads; always the same one for the same number. */
  readonly backend: (threads: number) => Backend;
  readonly report: (text: string) => void;
}

/** Steps whose losses are compared. */
const comparedSteps = 5;
/** Milliseconds after which no further step is compared. */
const comparisonBound = 15_000;

interface OwnContestant extends Contestant {
  readonly threads: number;
  /** Its first losses, or its outputs. */
  readonly values: readonly number[];
}

/** Our side of a workload, compiled and warmed up once for each number of threads. */
class Ours {
  readonly #description: Description;
  readonly #arena: Arena;
  readonly #contestants = new Map<number, OwnContestant>();

  constructor(description: Description, arena: Arena) {
    this.#description = description;
    this.#arena = arena;
  }

  async get(threads: number): Promise<OwnContestant> {
    const known = this.#contestants.get(threads);
    if (known !== undefined) return known;
    const workload: OwnWorkload = await buildOurs(this.#description, this.#arena.backend(threads));
    const values = await firstValues(workload, this.#description);
    const contestant = { ...(await warmUp(workload, this.#arena.settings)), values, threads };
    this.#contestants.set(threads, contestant);
    return contestant;
  }
}

/** Compares a workload with each of the given peers. A peer that fails is a row with its error. */
export async function compare(
  description: Description,
  peers: readonly PeerName[],
  arena: Arena,
): Promise<readonly Row[]> {
  const ours = new Ours(description, arena);
  const rows: Row[] = [];
  for (const peer of peers) {
    const threads = arena.backend(ownThreads(peer, arena.machine.threads)).threads;
    const head = { workload: description.name, title: description.title, peer, threads };
    arena.report(`${description.name} ${peer} ...`);
    try {
      rows.push({ ...head, ...(await comparePeer(description, peer, await ours.get(threads), arena)) });
    } catch (error) {
      rows.push({ ...head, error: error instanceof Error ? error.message : String(error) });
      await arena.processes.close(peer);
    }
    arena.report(progressOf(rows.at(-1)));
  }
  return withScaling(rows);
}

type Findings = Omit<MeasuredRow, "workload" | "title" | "peer" | "threads">;

async function comparePeer(
  description: Description,
  peer: PeerName,
  ours: OwnContestant,
  { machine, settings, processes }: Arena,
): Promise<Findings> {
  const kind = isTraining(description) ? "losses" : "outputs";
  const stepFlops = isTraining(description) ? null : description.flops;
  const isLoop = peer === "fma-loop";
  const engine = isLoop
    ? { version: machine.engine, build: () => fmaLoop(machine.relaxedSimd, stepFlops ?? 0) }
    : await processes.get(peer);
  const workload = await engine.build(description);
  const found = isLoop ? 0 : difference(ours.values, await firstValues(workload, description), kind);
  const theirs = await warmUp(workload, settings);
  const times = await measureInTurn(ours, theirs, settings);
  workload.dispose();
  // A step of a product makes several; their rows are of one.
  const calls = description.kind === "gemm" ? description.a.length : 1;
  const [peerMs, oursMs] = [median(times.theirs) / calls, median(times.ours) / calls];
  const flops = stepFlops === null ? null : stepFlops / calls;
  return {
    peerMs,
    oursMs,
    ratio: peerMs / oursMs,
    agrees: agree(found, kind),
    difference: found,
    peerVersion: engine.version,
    peerThreads: peerThreads(peer, machine.threads),
    rounds: times.ours.length,
    peerSpread: spread(times.theirs),
    oursSpread: spread(times.ours),
    ...(flops === null
      ? {}
      : {
          oursGflops: flops / oursMs / 1e6,
          peerGflops: flops / peerMs / 1e6,
          ofPeak: isLoop ? peerMs / oursMs : flops / oursMs / 1e6 / (machine.peak * ours.threads),
        }),
  };
}

async function firstValues(workload: BuiltWorkload, description: Description): Promise<readonly number[]> {
  const end = performance.now() + comparisonBound;
  const values: number[] = [];
  const steps = isTraining(description) ? comparedSteps : 1;
  do values.push(...(await workload.run(1)).values);
  while (isTraining(description) && values.length < steps && performance.now() < end);
  return values;
}

/** Adds how much faster several threads of ours are than one, where both were measured. */
function withScaling(rows: readonly Row[]): readonly Row[] {
  const single = rows.find((row) => row.threads === 1 && "oursMs" in row);
  return rows.map((row) =>
    single !== undefined && "oursMs" in single && "oursMs" in row && row.threads > 1
      ? { ...row, scaling: single.oursMs / row.oursMs }
      : row,
  );
}

function progressOf(row: Row | undefined): string {
  if (row === undefined) return "";
  if ("error" in row) return `${row.workload} ${row.peer}: ${row.error}`;
  const agreement = row.agrees ? "" : `, and they DISAGREE by ${row.difference.toExponential(1)}`;
  return `${row.workload} ${row.peer}: ${row.peerMs.toPrecision(3)} ms, ours ${row.oursMs.toPrecision(3)} ms, ratio ${row.ratio.toPrecision(3)}${agreement}`;
}
