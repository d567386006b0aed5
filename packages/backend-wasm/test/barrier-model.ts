/**
 * A machine that runs the code of the barrier for several threads in every order: between two accesses of memory any other
 * thread may make one of its own.
 */
import type { FunctionBuilder } from "../src/assembler/function-builder.ts";
import { decode, type Decoded, type Instruction } from "./decoded.ts";

/** What is looked at. */
export interface BarrierModel {
  readonly threads: number;
  /** How often each thread waits. */
  readonly rounds: number;
  /** The barrier. Function 0 tells that nobody is lost, 1 is {@link BarrierModel.sleep}. */
  readonly barrier: FunctionBuilder;
  readonly sleep: FunctionBuilder;
}

/** What was found: an order of steps, by thread, after which something is wrong. */
export interface BarrierFault {
  readonly what: string;
  readonly order: readonly number[];
}

/** A function that a thread is in: the barrier, or the one that sleeps. */
interface Frame {
  readonly name: "barrier" | "sleep";
  readonly locals: number[];
  /** Where each block that it is in starts; -1 for a condition. */
  readonly blocks: number[];
  at: number;
}

interface Thread {
  /** Barriers that it came to, and that it left. */
  entered: number;
  left: number;
  /** The address that it sleeps on; `null` where it is awake. */
  asleep: number | null;
  readonly frames: Frame[];
  readonly stack: number[];
}

interface State {
  readonly memory: Record<number, number>;
  readonly threads: Thread[];
}

type Functions = Readonly<Record<Frame["name"], Decoded>>;

/**
 * Tries all orders; `null` where nothing is ever wrong. Threads that sleep are woken by nothing but a notification: else
 * one that is lost would not be seen.
 */
export function findBarrierFault({ threads, rounds, barrier, sleep }: BarrierModel): BarrierFault | null {
  const functions = { barrier: decode(barrier), sleep: decode(sleep) };
  const newThread = (): Thread => ({ entered: 0, left: 0, asleep: null, frames: [], stack: [] });
  const start: State = { memory: {}, threads: Array.from({ length: threads }, newThread) };
  const seen = new Set<string>();
  const pending: { readonly state: string; readonly order: readonly number[] }[] = [
    { state: JSON.stringify(start), order: [] },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { state, order } = next;
    if (seen.has(state)) continue;
    seen.add(state);
    const before = JSON.parse(state) as State;
    const able = before.threads.flatMap(({ asleep, left }, thread) => {
      return asleep !== null || left === rounds ? [] : [thread];
    });
    if (able.length === 0 && before.threads.some(({ left }) => left < rounds)) {
      return { what: "all that are left sleep", order };
    }
    for (const thread of able) {
      const after = JSON.parse(state) as State;
      const what = step(after, thread, functions);
      if (what !== null) return { what, order: [...order, thread] };
      pending.push({ state: JSON.stringify(after), order: [...order, thread] });
    }
  }
  return null;
}

/** Lets a thread go on to its next access of memory, and make it. Returns what is wrong then. */
function step(state: State, position: number, functions: Functions): string | null {
  const thread = state.threads[position];
  if (thread === undefined) return null;
  if (thread.frames.length === 0) {
    thread.entered++;
    thread.frames.push(newFrame("barrier", [], functions));
    return null;
  }
  while (thread.frames.length > 0) if (perform(state, thread, functions)) return null;
  thread.left++;
  if (thread.stack.pop() !== 0) return `thread ${String(position)} gave up`;
  const isEarly = state.threads.some(({ entered }) => entered < thread.left);
  return isEarly ? `thread ${String(position)} left before all had come` : null;
}

function newFrame(name: Frame["name"], parameters: readonly number[], functions: Functions): Frame {
  const others = new Array<number>(functions[name].locals - parameters.length).fill(0);
  return { name, locals: [...parameters, ...others], blocks: [], at: 0 };
}

/** One instruction of a thread. Returns true where it was an access of memory. */
function perform(state: State, thread: Thread, functions: Functions): boolean {
  const { frames, stack } = thread;
  const frame = frames.at(-1);
  const instruction = frame && functions[frame.name].instructions[frame.at++];
  if (frame === undefined || instruction === undefined) throw new TypeError("The model left its code.");
  const { opcode, immediate, target } = instruction;
  if (opcode >= 0xfe00) {
    access(state, thread, instruction);
    return true;
  }
  switch (opcode) {
    case 0x03:
      frame.blocks.push(frame.at);
      break;
    case 0x04:
      frame.blocks.push(-1);
      if (pop(stack) === 0) frame.at = target;
      break;
    case 0x05:
      frame.at = target;
      break;
    case 0x0b:
      if (frame.blocks.pop() === undefined) frames.pop();
      break;
    case 0x0d:
      if (pop(stack) !== 0) frame.at = frame.blocks.at(-1) ?? frame.at;
      break;
    case 0x0f:
      frames.pop();
      break;
    case 0x10:
      if (immediate === 0) stack.push(0);
      else frames.push(newFrame("sleep", [pop(stack)], functions));
      break;
    case 0x1a:
      pop(stack);
      break;
    case 0x20:
      stack.push(frame.locals[immediate] ?? 0);
      break;
    case 0x21:
      frame.locals[immediate] = pop(stack);
      break;
    case 0x22:
      frame.locals[immediate] = stack.at(-1) ?? 0;
      break;
    case 0x41:
      stack.push(immediate);
      break;
    case 0xad:
      break;
    default:
      stack.push(combine(opcode, pop(stack), pop(stack)));
  }
  return false;
}

function combine(opcode: number, b: number, a: number): number {
  switch (opcode) {
    case 0x46:
      return Number(a === b);
    case 0x47:
      return Number(a !== b);
    case 0x48:
      return Number(a < b);
    case 0x6a:
      return (a + b) | 0;
    case 0x71:
      return a & b;
    default:
      throw new TypeError(`The model knows no instruction ${opcode.toString(16)}.`);
  }
}

function access({ memory, threads }: State, thread: Thread, { opcode, immediate }: Instruction): void {
  const { stack } = thread;
  switch (opcode) {
    case 0xfe00: {
      pop(stack);
      const address = immediate + pop(stack);
      for (const other of threads) if (other.asleep === address) other.asleep = null;
      stack.push(0);
      return;
    }
    case 0xfe01: {
      pop(stack);
      const expected = pop(stack);
      const address = immediate + pop(stack);
      if ((memory[address] ?? 0) === expected) thread.asleep = address;
      stack.push(0);
      return;
    }
    case 0xfe10:
      stack.push(memory[immediate + pop(stack)] ?? 0);
      return;
    case 0xfe17: {
      const value = pop(stack);
      memory[immediate + pop(stack)] = value;
      return;
    }
    case 0xfe1e: {
      const added = pop(stack);
      const address = immediate + pop(stack);
      const value = memory[address] ?? 0;
      memory[address] = (value + added) | 0;
      stack.push(value);
      return;
    }
    default:
      throw new TypeError(`The model knows no atomic instruction ${opcode.toString(16)}.`);
  }
}

function pop(stack: number[]): number {
  const value = stack.pop();
  if (value === undefined) throw new TypeError("The model's stack is empty.");
  return value;
}
