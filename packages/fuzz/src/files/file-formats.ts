/** The kinds of files that are read. */
import { readdir, readFile } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { hostTensor, type HostTensor } from "@rensa/core";
import { column, csv, decodeImage, parquet } from "@rensa/data";
import { decodeSafetensors, encodeSafetensors } from "@rensa/io";
import { checkpointStore, type CheckpointStorage, type TrainingSnapshot } from "@rensa/optim";
import type { FileFormat } from "./file-format.ts";

/** All kinds, in the order in which they are tried. */
export const fileFormats: readonly FileFormat[] = [
  {
    name: "parquet",
    samples: () => stored(/\.parquet$/),
    read: async (bytes) => text(await (await parquet(bytes)).collect()),
    // Pages have checksums, and the footer says nearly everything twice.
    judge: () => "it is accepted with other rows",
  },
  {
    name: "png",
    samples: () => stored(/\.png$/),
    read: async (bytes) => text(await decodeImage(bytes, 4)),
    judge: (_, contents, { isSealed }) => (isSealed ? wrongSize(contents) : "it is accepted with other pixels"),
    seal: sealPng,
  },
  {
    name: "jpeg",
    samples: () => stored(/\.jpg$/),
    read: async (bytes) => text(await decodeImage(bytes, 3)),
    judge: (_, contents, { isCut }) => (isCut ? "it is accepted though it is cut off" : wrongSize(contents)),
  },
  {
    name: "csv",
    samples: () => Promise.resolve([table(","), table(";").slice(3)]),
    read: async (bytes) => text(await csv(bytes, { columns }).collect()),
    judge: (_, contents) => wrongRecords(contents),
  },
  {
    name: "safetensors",
    samples: () => Promise.resolve([encodeSafetensors(tensors, { format: "pt", author: "me" })]),
    read: (bytes) => {
      const { tensors: found, metadata } = decodeSafetensors(bytes);
      return Promise.resolve(text([[...found], Object.entries(metadata)]));
    },
    judge: wrongTensors,
  },
  {
    name: "checkpoint",
    samples: async () => [await storedCheckpoint()],
    read: async (bytes) => {
      const { state, kept, ...more } = await loadCheckpoint(bytes);
      return text([more, [...state], [...kept]]);
    },
    judge: () => "it is accepted as another checkpoint",
  },
];

/** Contents as text. Numbers and bytes are what they are; a prototype that is not usual is told. */
function text(contents: unknown): string {
  return JSON.stringify(contents, (_, value: unknown) => {
    if (typeof value === "bigint") return `${String(value)}n`;
    if (typeof value === "number" && !Number.isFinite(value)) return String(value);
    if (ArrayBuffer.isView(value)) {
      return Array.from(value as Float32Array, (each) => (Number.isFinite(each) ? each : String(each)));
    }
    return value;
  });
}

async function stored(names: RegExp): Promise<readonly Uint8Array[]> {
  const folder = new URL("../../samples/", import.meta.url);
  const found = (await readdir(folder)).filter((name) => names.test(name)).sort();
  return await Promise.all(found.map(async (name) => new Uint8Array(await readFile(new URL(name, folder)))));
}

function wrongSize(contents: string): string | null {
  const { height, width, channels, data } = JSON.parse(contents) as {
    readonly height: number;
    readonly width: number;
    readonly channels: number;
    readonly data: readonly number[];
  };
  return height > 0 && width > 0 && data.length === height * width * channels
    ? null
    : "its pixels are not as many as its size";
}

/** The file with every chunk's checksum computed anew, as far as there are chunks. */
function sealPng(bytes: Uint8Array): Uint8Array {
  const sealed = Buffer.from(bytes);
  for (let at = 8; at + 12 <= sealed.length;) {
    const end = at + 8 + sealed.readUInt32BE(at);
    if (end + 4 > sealed.length) break;
    sealed.writeUInt32BE(crc32(sealed.subarray(at + 4, end)), end);
    at = end + 4;
  }
  return new Uint8Array(sealed);
}

const columns = {
  id: column.integer(),
  price: column.number({ missing: { value: -1 } }),
  fair: column.boolean(),
  city: column.category(["Oslo", "Rome", "Åre, north"]),
};

function table(end: string): Uint8Array {
  const rows = Array.from(
    { length: 40 },
    (_, row) =>
      `${String(row)},${row % 7 === 0 ? "NA" : String(row / 4)},${row % 2 === 0 ? "yes" : "no"},"${["Oslo", "Rome", "Åre, north"][row % 3] ?? ""}"`,
  );
  return new TextEncoder().encode(`\ufeffid,price,fair,city\n${rows.join(end === "," ? "\n" : "\r\n")}\n`);
}

/** Every record has the types of its columns. */
function wrongRecords(contents: string): string | null {
  const records = JSON.parse(contents) as readonly Readonly<Record<string, unknown>>[];
  const isRight = records.every(
    ({ id, price, fair, city }) =>
      Number.isSafeInteger(id) &&
      Number.isFinite(price) &&
      typeof fair === "boolean" &&
      [0, 1, 2].includes(city as number),
  );
  return isRight ? null : "a record has values of other types";
}

const tensors = new Map<string, HostTensor>([
  ["weights", hostTensor(Float32Array.of(0.5, -1, 2, 3, 4, 5), [2, 3])],
  ["__proto__", hostTensor(Int32Array.of(1, 2, 3))],
  ["mask", { shape: [2], dtype: "bool", data: Uint8Array.of(0, 1) }],
]);

/** What is accepted has the names, shapes and bytes that its header says, and the header and they fill the file. */
function wrongTensors(bytes: Uint8Array, contents: string): string | null {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<
    string,
    { readonly shape: readonly number[]; readonly data_offsets: readonly [number, number] }
  >;
  const entries = Object.entries(header).filter(([name]) => name !== "__metadata__");
  const [found] = JSON.parse(contents) as [readonly [string, { readonly shape: readonly number[] }][]];
  const shapes = new Map(found.map(([name, { shape }]) => [name, shape.join()]));
  const isRight =
    entries.every(([name, { shape }]) => shapes.get(name) === shape.join()) && entries.length === found.length;
  const used = entries.reduce(
    (
      sum,
      [
        ,
        {
          data_offsets: [start, end],
        },
      ],
    ) => sum + end - start,
    8 + length,
  );
  return isRight && used === bytes.length ? null : "its tensors are not those of its header, or do not fill it";
}

const snapshot: TrainingSnapshot = {
  format: 3,
  rensa: "0.1.0",
  graph: "9f86d081",
  state: new Map([["parameters.weights", hostTensor([0.5, -0.5])]]),
  reports: ["optimizer.reports.learningRate"],
  progress: {
    ...{ runId: "run-0", seed: 0, epoch: 1, batch: 20, epochOver: false, step: 20 },
    ...{
      totals: { examples: 640, loss: 412.5, metrics: { accuracy: 510, confusion: { counts: [1, 2] } } },
      validation: null,
    },
  },
  settings: { epochs: 3, backend: "wasm" },
  kept: new Map([["stop", { values: { best: Infinity }, tensors: new Map([["a", hostTensor([1])]]) }]]),
};

/** The files of a store with one checkpoint, by name. The time of saving is always the same. */
async function savedFiles(): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  await checkpointStore(storageOf(files)).save(snapshot);
  const always = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
    new TextEncoder().encode(new TextDecoder().decode(bytes).replace(/("savedAt":\s*)\d+/, "$11"));
  return new Map([...files].map(([name, bytes]) => [name, name.endsWith(".json") ? always(bytes) : bytes]));
}

/** A file and its manifest, one after the other, with the length of the manifest first. */
async function storedCheckpoint(): Promise<Uint8Array> {
  const files = [...(await savedFiles())];
  const [manifest] = files.filter(([name]) => name.endsWith(".json")).map(([, bytes]) => bytes);
  const [file] = files.filter(([name]) => !name.endsWith(".json")).map(([, bytes]) => bytes);
  if (manifest === undefined || file === undefined) throw new Error("The store has not saved a checkpoint.");
  return Uint8Array.of(manifest.length >> 8, manifest.length & 255, ...manifest, ...file);
}

/** The newest checkpoint of a store whose manifest and file are those of the bytes. */
async function loadCheckpoint(bytes: Uint8Array): Promise<TrainingSnapshot> {
  const end = 2 + (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  const names = [...(await savedFiles()).keys()];
  const files = new Map(names.map((name) => [name, name.endsWith(".json") ? bytes.slice(2, end) : bytes.slice(end)]));
  const [name = ""] = names;
  return (await checkpointStore(storageOf(files)).load(name.replace(/\.\w+$/, ""))).snapshot;
}

function storageOf(files: Map<string, Uint8Array<ArrayBuffer>>): CheckpointStorage {
  return {
    read: (name) => Promise.resolve(files.get(name) ?? null),
    write: (name, bytes) => Promise.resolve(void files.set(name, bytes)),
    list: () => Promise.resolve([...files.keys()]),
    remove: (name) => Promise.resolve(void files.delete(name)),
  };
}
