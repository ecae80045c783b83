import { createWriteStream, renameSync, statSync, type WriteStream } from "node:fs";

const LIMIT_BYTES = 5_000_000;

/** Appends to a file that never grows past 5 MB: a full one becomes `<path>.1`, replacing the one before. */
export class BoundedLog {
  readonly path: string;
  #stream: WriteStream;
  #bytes: number;

  constructor(path: string) {
    this.path = path;
    this.#bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    this.#stream = this.#open();
  }

  write(text: string): void {
    if (this.#bytes > LIMIT_BYTES) this.#rotate();
    this.#bytes += Buffer.byteLength(text);
    this.#stream.write(text);
  }

  #rotate(): void {
    this.#stream.end();
    renameSync(this.path, `${this.path}.1`);
    this.#bytes = 0;
    this.#stream = this.#open();
  }

  #open(): WriteStream {
    const stream = createWriteStream(this.path, { flags: "a", mode: 0o600 });
    // A full disk must not stop what is being logged.
    stream.on("error", () => {});
    return stream;
  }
}
