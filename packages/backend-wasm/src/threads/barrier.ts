/**
 * A barrier in WebAssembly: the last thread to arrive opens it. Those that wait look at one word again and again, and
 * after a while sleep on it. Now and then a sleeper asks whether a thread is lost; one that is told so, or has slept too
 * long, gives up.
 */
import { FunctionBuilder } from "../assembler/function-builder.ts";
import { addI32, i32, node, nodeWith, type Node } from "../assembler/node.ts";
import { barrierAddresses } from "./control.ts";

/** Looks before a thread sleeps: some tens of microseconds. A thread that only looks takes the core of one that works. */
const defaultSpins = 20_000;
const sleepNanoseconds = 100_000_000;

/**
 * The function that sleeps while the generation is the given one, or until a tenth of a second is over. It does nothing
 * else: the baseline compiler of V8 11.3 (Node 20) loses the locals of a function across this instruction.
 */
export function sleepFunction(): FunctionBuilder {
  const builder = new FunctionBuilder(["i32"]);
  const timeout = node("i64.extend_i32_u", i32(sleepNanoseconds));
  const { generation } = barrierAddresses;
  builder.drop(nodeWith("memory.atomic.wait32", [generation], i32(0), builder.parameter(0), timeout));
  return builder;
}

/** What a barrier is made for. */
export interface BarrierOptions {
  readonly threads: number;
  /** Seconds that a thread waits before it gives up. */
  readonly patience: number;
  /** The index of {@link sleepFunction}. */
  readonly sleep: number;
  /** The index of a function that returns 1 where a thread is known to be lost. */
  readonly isLost: number;
  /** Looks before a thread sleeps. */
  readonly spins?: number;
}

/** The function that waits for all threads. It returns 0, or 1 where it gave up. */
export function barrierFunction(options: BarrierOptions): FunctionBuilder {
  const { threads, patience, sleep, isLost, spins = defaultSpins } = options;
  const builder = new FunctionBuilder([], "i32");
  const { arrived, generation, sleeping } = barrierAddresses;
  const read = (): Node => nodeWith("i32.atomic.load", [generation], i32(0));
  const now = builder.newLocal("i32");
  const count = builder.newLocal("i32");
  builder.assign(now, read());
  const before = nodeWith("i32.atomic.rmw.add", [arrived], i32(0), i32(1));
  builder.when(node("i32.eq", before, i32(threads - 1)), () => {
    builder.perform("i32.atomic.store", [arrived], i32(0), i32(0));
    builder.perform("i32.atomic.store", [generation], i32(0), addI32(now, i32(1)));
    builder.when(nodeWith("i32.atomic.load", [sleeping], i32(0)), () => {
      builder.drop(nodeWith("memory.atomic.notify", [generation], i32(0), i32(threads)));
    });
    builder.return(i32(0));
  });
  const isClosed = (): Node => node("i32.eq", read(), now);
  const again = (limit: number): Node => node("i32.and", isClosed(), node("i32.lt_s", count, i32(limit)));
  builder.repeatWhile(
    () => {
      builder.assign(count, addI32(count, i32(1)));
    },
    () => again(spins),
  );
  builder.assign(count, i32(0));
  builder.when(isClosed(), () => {
    builder.repeatWhile(
      () => {
        builder.assign(count, addI32(count, i32(1)));
        builder.drop(nodeWith("i32.atomic.rmw.add", [sleeping], i32(0), i32(1)));
        builder.call(sleep, now);
        builder.drop(nodeWith("i32.atomic.rmw.add", [sleeping], i32(0), i32(-1)));
        builder.when(isClosed(), () => {
          builder.whenCall(isLost, () => {
            builder.return(i32(1));
          });
        });
      },
      () => again(Math.ceil((patience * 1e9) / sleepNanoseconds)),
    );
  });
  builder.return(isClosed());
  return builder;
}
