/** The body of one function: statements, structured control flow, and locals as they are needed. */
import { ByteWriter } from "./byte-writer.ts";
import { instructions, typeCodes, type Instruction, type InstructionName, type ValueType } from "./instructions.ts";
import { addI32, i32, local, node, type Node } from "./node.ts";

/** Builds the code of a function. */
export class FunctionBuilder {
  readonly parameters: readonly ValueType[];
  readonly result: ValueType | null;
  readonly #code = new ByteWriter();
  readonly #locals: ValueType[] = [];

  constructor(parameters: readonly ValueType[], result: ValueType | null = null) {
    this.parameters = parameters;
    this.result = result;
  }

  /** A parameter by its position. */
  parameter(position: number): Node {
    return local(position, this.parameters[position] ?? "i32");
  }

  /** A new local, which is 0 at the start of the function. */
  newLocal(type: ValueType): Node {
    this.#locals.push(type);
    return local(this.parameters.length + this.#locals.length - 1, type);
  }

  /** Computes a value into a new local. What is a constant or a local already stays it. */
  define(value: Node): Node {
    if (value.what.kind === "local" || value.what.kind === "constant") return value;
    const kept = this.newLocal(value.type);
    this.assign(kept, value);
    return kept;
  }

  /** Sets a local. */
  assign(target: Node, value: Node): void {
    this.#emit(value);
    this.#localInstruction(0x21, target);
  }

  /** An instruction without a result: a store. */
  perform(name: InstructionName, immediates: readonly number[], ...operands: readonly Node[]): void {
    this.#emitAll(operands);
    this.#instruction(name, immediates);
  }

  /** Computes a value for its effect. */
  drop(value: Node): void {
    this.#emit(value);
    this.#code.byte(0x1a);
  }

  /** Calls a function without a result. */
  call(functionIndex: number, ...operands: readonly Node[]): void {
    this.#emitAll(operands);
    this.#code.byte(0x10);
    this.#code.unsigned(functionIndex);
  }

  /** Calls a function without operands, and runs the body where its result is not 0. */
  whenCall(functionIndex: number, body: () => void): void {
    this.#code.byte(0x10);
    this.#code.unsigned(functionIndex);
    this.#code.bytes([0x04, 0x40]);
    body();
    this.#code.byte(0x0b);
  }

  /** Returns a value from the function. */
  return(value: Node): void {
    this.#emit(value);
    this.#code.byte(0x0f);
  }

  /** `memory.copy`, of bytes. */
  copyMemory(to: Node, from: Node, bytes: Node): void {
    this.#emitAll([to, from, bytes]);
    this.#code.bytes([0xfc, 0x0a, 0, 0]);
  }

  /** `for (index = from; index < to; index += step)`, signed; the body runs only where there is an iteration. */
  loop(index: Node, from: Node, to: Node, step: number, body: () => void): void {
    this.assign(index, from);
    const runsAtOnce = from.what.kind === "constant" && to.what.kind === "constant" && from.what.value < to.what.value;
    const whole = (): void => {
      this.#code.bytes([0x03, 0x40]);
      body();
      const next = addI32(index, i32(step));
      this.#emit(next);
      this.#localInstruction(0x22, index);
      this.#emit(to);
      this.#instruction("i32.lt_s", []);
      this.#code.bytes([0x0d, 0]);
      this.#code.byte(0x0b);
    };
    if (runsAtOnce) whole();
    else this.when(node("i32.lt_s", index, to), whole);
  }

  /** Runs the body until `again` is 0. */
  repeatWhile(body: () => void, again: () => Node): void {
    this.#code.bytes([0x03, 0x40]);
    body();
    this.#emit(again());
    this.#code.bytes([0x0d, 0]);
    this.#code.byte(0x0b);
  }

  /** `if (condition) body else otherwise`. */
  when(condition: Node, body: () => void, otherwise?: () => void): void {
    this.#emit(condition);
    this.#code.bytes([0x04, 0x40]);
    body();
    if (otherwise !== undefined) {
      this.#code.byte(0x05);
      otherwise();
    }
    this.#code.byte(0x0b);
  }

  /** The function's entry in the code section. */
  toBytes(): Uint8Array<ArrayBuffer> {
    const head = new ByteWriter();
    const runs: { type: ValueType; count: number }[] = [];
    for (const type of this.#locals) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    head.unsigned(runs.length);
    for (const { type, count } of runs) {
      head.unsigned(count);
      head.byte(typeCodes[type]);
    }
    const whole = new ByteWriter();
    whole.unsigned(head.length + this.#code.length + 1);
    whole.bytes(head.toBytes());
    whole.bytes(this.#code.toBytes());
    whole.byte(0x0b);
    return whole.toBytes();
  }

  #emit(root: Node): void {
    this.#emitAll([root]);
  }

  /** Emits values in order; what they share is computed once. */
  #emitAll(roots: readonly Node[]): void {
    const uses = new Map<Node, number>();
    const count = (each: Node): void => {
      const before = uses.get(each) ?? 0;
      uses.set(each, before + 1);
      if (before === 0) each.operands.forEach(count);
    };
    roots.forEach(count);
    const kept = new Map<Node, Node>();
    for (const root of roots) this.#emitOne(root, uses, kept);
  }

  #emitOne(each: Node, uses: ReadonlyMap<Node, number>, kept: Map<Node, Node>): void {
    const known = kept.get(each);
    if (known !== undefined) {
      this.#localInstruction(0x20, known);
      return;
    }
    const { what } = each;
    const code = this.#code;
    switch (what.kind) {
      case "constant":
        code.byte(0x41);
        code.signed(what.value);
        return;
      case "vector":
        code.bytes([0xfd, 0x0c]);
        code.bytes(what.bytes);
        return;
      case "local":
        this.#localInstruction(0x20, each);
        return;
      case "select":
        each.operands.forEach((operand) => this.#emitOne(operand, uses, kept));
        code.byte(0x1b);
        break;
      case "conditional":
        this.#conditional(each, uses, kept);
        break;
      case "call":
        each.operands.forEach((operand) => this.#emitOne(operand, uses, kept));
        code.byte(0x10);
        code.unsigned(what.functionIndex);
        break;
      case "instruction":
        each.operands.forEach((operand) => this.#emitOne(operand, uses, kept));
        this.#instruction(what.name, what.immediates);
    }
    if ((uses.get(each) ?? 0) > 1) {
      const target = this.newLocal(each.type);
      kept.set(each, target);
      this.#localInstruction(0x22, target);
    }
  }

  #conditional(each: Node, uses: ReadonlyMap<Node, number>, kept: Map<Node, Node>): void {
    const [condition, whenTrue, whenFalse] = each.operands;
    if (condition === undefined || whenTrue === undefined || whenFalse === undefined) return;
    this.#emitOne(condition, uses, kept);
    this.#code.bytes([0x04, typeCodes[each.type]]);
    // What is computed in one branch only is not there after it.
    this.#emitOne(whenTrue, uses, new Map(kept));
    this.#code.byte(0x05);
    this.#emitOne(whenFalse, uses, new Map(kept));
    this.#code.byte(0x0b);
  }

  #localInstruction(opcode: number, target: Node): void {
    if (target.what.kind !== "local") throw new TypeError("Only a local can be set.");
    this.#code.byte(opcode);
    this.#code.unsigned(target.what.index);
  }

  #instruction(name: InstructionName, immediates: readonly number[]): void {
    const [prefix, opcode, , immediate, alignment]: Instruction = instructions[name];
    const code = this.#code;
    if (prefix === 0) code.byte(opcode);
    else {
      code.byte(prefix);
      code.unsigned(opcode);
    }
    const [first = 0, second = 0] = immediates;
    switch (immediate) {
      case "none":
        return;
      case "memory":
        code.unsigned(alignment ?? 0);
        code.unsigned(first);
        return;
      case "memoryLane":
        code.unsigned(alignment ?? 0);
        code.unsigned(first);
        code.byte(second);
        return;
      case "lane":
        code.byte(first);
        return;
      case "shuffle":
        code.bytes(immediates);
    }
  }
}
