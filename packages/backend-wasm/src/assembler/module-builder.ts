/** A WebAssembly module: one imported memory, imported functions, functions, exports. Written straight in the binary format. */
import { ByteWriter } from "./byte-writer.ts";
import type { FunctionBuilder } from "./function-builder.ts";
import { typeCodes, type ValueType } from "./instructions.ts";

/** The memory that a module imports as `rensa.memory`. */
export interface MemoryImport {
  /** Pages of 64 KiB that there are at least. */
  readonly pages: number;
  /** To how many pages it may grow. */
  readonly maximum: number;
  readonly shared: boolean;
}

/** What a function takes and returns. */
export type Signature = Pick<FunctionBuilder, "parameters" | "result">;

/** Collects functions and writes the module. */
export class ModuleBuilder {
  readonly #memory: MemoryImport;
  readonly #functions: FunctionBuilder[] = [];
  readonly #imports: { readonly name: string; readonly signature: Signature }[] = [];
  readonly #exports = new Map<string, number>();

  constructor(memory: MemoryImport) {
    this.#memory = memory;
  }

  /** Imports the function `rensa.<name>` and returns its index. Functions are added after it. */
  import(name: string, signature: Signature): number {
    if (this.#functions.length > 0) throw new TypeError("Import before the first function is added.");
    this.#imports.push({ name, signature });
    return this.#imports.length - 1;
  }

  /** Adds a function and returns its index. */
  add(builder: FunctionBuilder): number {
    this.#functions.push(builder);
    return this.#imports.length + this.#functions.length - 1;
  }

  /** Exports a function. */
  export(name: string, functionIndex: number): void {
    this.#exports.set(name, functionIndex);
  }

  /** The binary module. */
  toBytes(): Uint8Array<ArrayBuffer> {
    const types = new Map<string, number>();
    const signatures: ByteWriter[] = [];
    const typeOf = ({ parameters, result }: Signature): number => {
      const results: readonly ValueType[] = result === null ? [] : [result];
      const key = `${parameters.join()}:${results.join()}`;
      const known = types.get(key);
      if (known !== undefined) return known;
      const signature = new ByteWriter();
      signature.byte(0x60);
      for (const list of [parameters, results]) {
        signature.unsigned(list.length);
        for (const type of list) signature.byte(typeCodes[type]);
      }
      signatures.push(signature);
      types.set(key, signatures.length - 1);
      return signatures.length - 1;
    };
    const importTypes = this.#imports.map(({ signature }) => typeOf(signature));
    const functionTypes = this.#functions.map(typeOf);
    const writer = new ByteWriter();
    writer.bytes([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    section(writer, 1, signatures.length, (body) => {
      for (const signature of signatures) body.bytes(signature.toBytes());
    });
    section(writer, 2, 1 + this.#imports.length, (body) => {
      body.name("rensa");
      body.name("memory");
      body.bytes([2, this.#memory.shared ? 3 : 1]);
      body.unsigned(this.#memory.pages);
      body.unsigned(this.#memory.maximum);
      this.#imports.forEach(({ name }, position) => {
        body.name("rensa");
        body.name(name);
        body.byte(0);
        body.unsigned(importTypes[position] ?? 0);
      });
    });
    section(writer, 3, functionTypes.length, (body) => {
      for (const type of functionTypes) body.unsigned(type);
    });
    section(writer, 7, this.#exports.size, (body) => {
      for (const [name, index] of this.#exports) {
        body.name(name);
        body.byte(0);
        body.unsigned(index);
      }
    });
    section(writer, 10, this.#functions.length, (body) => {
      for (const builder of this.#functions) body.bytes(builder.toBytes());
    });
    return writer.toBytes();
  }
}

function section(writer: ByteWriter, id: number, count: number, fill: (body: ByteWriter) => void): void {
  const body = new ByteWriter();
  body.unsigned(count);
  fill(body);
  writer.byte(id);
  writer.unsigned(body.length);
  writer.bytes(body.toBytes());
}
