/** A folder of a browser's file system in memory, as far as a store uses one: names appear at once, contents on close. */

const missing = (): DOMException => new DOMException("no such entry", "NotFoundError");

/** A result that is there in the next turn, as those of browsers are. */
const later = <T>(make: () => T): Promise<T> => Promise.resolve().then(make);

interface FakeFolder {
  readonly name: string;
  getFileHandle(name: string, options?: { readonly create?: boolean }): Promise<FileSystemFileHandle>;
  removeEntry(name: string): Promise<void>;
  keys(): AsyncIterable<string>;
}

/** An empty folder. Where `capacity` is given, a file of more bytes does not fit. */
export function fakeFolder(capacity = Infinity): FileSystemDirectoryHandle {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const folder: FakeFolder = {
    name: "fake",
    getFileHandle: (name, options) =>
      later(() => {
        if (!files.has(name)) {
          if (options?.create !== true) throw missing();
          files.set(name, new Uint8Array(0));
        }
        return fileHandle(files, name, capacity) as FileSystemFileHandle;
      }),
    removeEntry: (name) =>
      later(() => {
        if (!files.delete(name)) throw missing();
      }),
    keys: async function* () {
      yield* await later(() => [...files.keys()]);
    },
  };
  return folder as FileSystemDirectoryHandle;
}

function fileHandle(files: Map<string, Uint8Array<ArrayBuffer>>, name: string, capacity: number) {
  return {
    getFile: () =>
      later(() => {
        const bytes = files.get(name);
        if (bytes === undefined) throw missing();
        return new Blob([bytes]) as File;
      }),
    createWritable: () => {
      let written = new Uint8Array(0);
      return Promise.resolve({
        write: (bytes: Uint8Array) =>
          later(() => {
            if (bytes.length > capacity) throw new DOMException("full", "QuotaExceededError");
            written = Uint8Array.from(bytes);
          }),
        close: () => later(() => void files.set(name, written)),
        abort: () => Promise.resolve(),
      });
    },
  };
}
