/** A reader of event files of TensorBoard, independent of what writes them. */
import { expect } from "vitest";

/** A reader of protocol buffers that knows nothing of the writer: the fields of a message by their numbers. */
export function fieldsOf(bytes: Buffer): Map<number, (number | Buffer)[]> {
  const fields = new Map<number, (number | Buffer)[]>();
  let at = 0;
  const varint = (): number => {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = bytes[at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const [field, wire] = [Math.floor(key / 8), key % 8];
    const values = fields.get(field) ?? [];
    fields.set(field, values);
    if (wire === 0) values.push(varint());
    else if (wire === 1) values.push(bytes.readDoubleLE((at += 8) - 8));
    else if (wire === 5) values.push(bytes.readFloatLE((at += 4) - 4));
    else if (wire === 2) {
      const length = varint();
      values.push(bytes.subarray(at, (at += length)));
    } else throw new Error(`wire type ${String(wire)}`);
  }
  return fields;
}

interface Scalar {
  readonly time: number;
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

/** The records of an event file, with their check sums checked bit by bit. */
export function recordsOf(file: Buffer): Buffer[] {
  const masked = (bytes: Buffer): number => {
    let sum = 0xffffffffn;
    for (const byte of bytes) {
      sum ^= BigInt(byte);
      for (let bit = 0; bit < 8; bit++) sum = sum & 1n ? (sum >> 1n) ^ 0x82f63b78n : sum >> 1n;
    }
    sum ^= 0xffffffffn;
    return Number((((sum >> 15n) | (sum << 17n)) + 0xa282ead8n) & 0xffffffffn);
  };
  const records: Buffer[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(file.readBigUInt64LE(at));
    const data = file.subarray(at + 12, at + 12 + length);
    expect(file.readUInt32LE(at + 8)).toBe(masked(file.subarray(at, at + 8)));
    expect(file.readUInt32LE(at + 12 + length)).toBe(masked(data));
    records.push(data);
    at += 16 + length;
  }
  return records;
}

export function scalarsOf(record: Buffer): Scalar {
  const fields = fieldsOf(record);
  const values = fieldsOf(fields.get(5)?.[0] as Buffer).get(1) as Buffer[];
  return {
    time: fields.get(1)?.[0] as number,
    step: fields.get(2)?.[0] as number,
    values: Object.fromEntries(
      values.map((value) => {
        const scalar = fieldsOf(value);
        return [(scalar.get(1)?.[0] as Buffer).toString("utf8"), scalar.get(2)?.[0] as number];
      }),
    ),
  };
}
