/** The code of a function as a list of instructions, each of which knows where its block goes on. */
import type { FunctionBuilder } from "../src/assembler/function-builder.ts";

/** One instruction. Atomic ones have an opcode from 0xfe00, and the byte address as their immediate. */
export interface Instruction {
  readonly opcode: number;
  readonly immediate: number;
  /** Where a condition that is not met, or a branch that is over, goes on; where a loop starts. */
  target: number;
}

/** A function. */
export interface Decoded {
  readonly locals: number;
  readonly instructions: readonly Instruction[];
}

/** Opcodes with an immediate: blocks, branches, calls, locals. */
const withImmediate: ReadonlySet<number> = new Set([0x03, 0x04, 0x0d, 0x10, 0x20, 0x21, 0x22]);

/** Decodes a function that has no vectors. */
export function decode(builder: FunctionBuilder): Decoded {
  const reader = new Reader(builder.toBytes());
  reader.unsigned();
  let locals = builder.parameters.length;
  for (let runs = reader.unsigned(); runs > 0; runs--) {
    locals += reader.unsigned();
    reader.byte();
  }
  const instructions: Instruction[] = [];
  const blocks: number[] = [];
  while (!reader.isAtEnd()) {
    const at = instructions.length;
    const instruction = { ...readInstruction(reader), target: at + 1 };
    instructions.push(instruction);
    if (instruction.opcode === 0x03 || instruction.opcode === 0x04) blocks.push(at);
    if (instruction.opcode === 0x05 || instruction.opcode === 0x0b) {
      const opening = instructions[blocks.pop() ?? -1];
      // A condition that is not met goes on behind `else`, or at `end`; what is before `else` goes on at `end`.
      if (opening !== undefined && opening.opcode !== 0x03) opening.target = instruction.opcode === 0x05 ? at + 1 : at;
      if (instruction.opcode === 0x05) blocks.push(at);
    }
  }
  return { locals, instructions };
}

function readInstruction(reader: Reader): Pick<Instruction, "opcode" | "immediate"> {
  const opcode = reader.byte();
  if (opcode === 0xfe) {
    const atomic = 0xfe00 + reader.unsigned();
    reader.unsigned();
    return { opcode: atomic, immediate: reader.unsigned() };
  }
  if (opcode === 0x41) return { opcode, immediate: reader.signed() };
  return { opcode, immediate: withImmediate.has(opcode) ? reader.unsigned() : 0 };
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError("The code ends too early.");
    return byte;
  }

  unsigned(): number {
    return this.#leb().value;
  }

  signed(): number {
    const { value, bits } = this.#leb();
    return bits < 32 && value >= 2 ** (bits - 1) ? value - 2 ** bits : value | 0;
  }

  #leb(): { readonly value: number; readonly bits: number } {
    let value = 0;
    for (let bits = 0; ; bits += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** bits;
      if (byte < 128) return { value, bits: bits + 7 };
    }
  }
}
