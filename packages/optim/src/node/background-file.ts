/**
 * A file that is written in the background, in order. What has not been taken by the disk yet waits in memory; where that
 * becomes too much, writing waits for the disk, so that memory stays bounded and nothing is lost.
 */
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  write,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";

const writeAt = promisify(write);

/** How a {@link BackgroundFile} is opened. */
export interface BackgroundFileOptions {
  /** Keep what is in it. Else it is emptied. */
  readonly append: boolean;
  /** Bytes that may wait in memory. */
  readonly bufferBytes: number;
  /** Told once of what the disk refuses. Nothing is written after it. */
  readonly onError: (error: unknown) => void;
}

/** The file. */
export class BackgroundFile {
  readonly #file: number;
  readonly #options: BackgroundFileOptions;
  #position = 0;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #draining: Promise<void> | null = null;
  #isOpen = true;

  /** Opens the file, and makes it and its folders where they are not. */
  constructor(path: string, options: BackgroundFileOptions) {
    this.#options = options;
    mkdirSync(dirname(path), { recursive: true });
    const { O_RDWR, O_CREAT, O_TRUNC } = constants;
    this.#file = openSync(path, options.append ? O_RDWR | O_CREAT : O_RDWR | O_CREAT | O_TRUNC);
    this.#position = fstatSync(this.#file).size;
  }

  /** Cuts off a last line that is not whole, as a crash leaves one. */
  cutTornLine(): void {
    const newline = 10;
    const block = Buffer.alloc(64 * 1024);
    let end = this.#position;
    while (end > 0) {
      const start = Math.max(0, end - block.length);
      readSync(this.#file, block, 0, end - start, start);
      const found = block.subarray(0, end - start).lastIndexOf(newline);
      end = found < 0 ? start : start + found + 1;
      if (found >= 0) break;
    }
    ftruncateSync(this.#file, end);
    this.#position = end;
  }

  /** Its first line, without the end; `null` where there is none. */
  firstLine(): string | null {
    const bytes = Buffer.alloc(Math.min(this.#position, 1024 * 1024));
    readSync(this.#file, bytes, 0, bytes.length, 0);
    const end = bytes.indexOf("\n");
    return end < 0 ? null : bytes.toString("utf8", 0, end);
  }

  /** Takes something to write. */
  write(chunk: string | Uint8Array): void {
    if (!this.#isOpen) return;
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    this.#queue.push(bytes);
    this.#queuedBytes += bytes.length;
    if (this.#queuedBytes > this.#options.bufferBytes) this.#writeNow();
    else this.#draining ??= this.#drain();
  }

  /** Resolves when everything is written and the file is closed. */
  async close(): Promise<void> {
    await this.#draining;
    this.#end();
  }

  async #drain(): Promise<void> {
    try {
      while (this.#queue.length > 0 && this.#isOpen) {
        const [bytes, position] = this.#take();
        for (let done = 0; done < bytes.length;) {
          done += (await writeAt(this.#file, bytes, done, bytes.length - done, position + done)).bytesWritten;
        }
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#draining = null;
    }
  }

  /** Writes what waits, at its own place: what is on its way in the background has another one. */
  #writeNow(): void {
    try {
      const [bytes, position] = this.#take();
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.#file, bytes, done, bytes.length - done, position + done);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #take(): readonly [bytes: Uint8Array, position: number] {
    const bytes = Buffer.concat(this.#queue);
    const position = this.#position;
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#position += bytes.length;
    return [bytes, position];
  }

  #fail(error: unknown): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#queue = [];
    this.#options.onError(error);
    // What the background is writing needs the file until it is done.
    if (this.#draining === null) closeSync(this.#file);
    else
      void this.#draining.then(() => {
        closeSync(this.#file);
      });
  }

  #end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#file);
  }
}
