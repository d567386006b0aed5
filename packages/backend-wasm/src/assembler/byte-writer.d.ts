/** A growing array of bytes, with the number encodings of the WebAssembly binary format (LEB128, IEEE 754). */
export declare class ByteWriter {
    #private;
    /** Bytes written so far. */
    get length(): number;
    /** What was written. */
    toBytes(): Uint8Array<ArrayBuffer>;
    byte(value: number): void;
    bytes(values: ArrayLike<number>): void;
    /** An unsigned integer below 2^53. */
    unsigned(value: number): void;
    /** A signed 32-bit integer. */
    signed(value: number): void;
    float32(value: number): void;
    float64(value: number): void;
    /** A name, with its length before it. */
    name(text: string): void;
}
//# sourceMappingURL=byte-writer.d.ts.map