import { open } from 'node:fs/promises';

const CHUNK = 262_144;
const NEWLINE = 0x0a;

/** Follows a file that another process appends lines to. */
export class ConsoleTail {
  readonly #path: string;
  #offset = 0;
  #rest = Buffer.alloc(0);

  constructor(path: string) {
    this.#path = path;
  }

  /** The whole lines that were added since the last call; none while the file is not there yet. */
  async lines(): Promise<readonly string[]> {
    const added = await this.#read();
    const text = Buffer.concat([this.#rest, ...added]);
    const end = text.lastIndexOf(NEWLINE) + 1;
    this.#rest = text.subarray(end);
    return end === 0 ? [] : text.toString('utf8', 0, end - 1).split('\n');
  }

  /** What stands after the last line break: the torn line of a killed writer. Empty where none. */
  get rest(): string {
    return this.#rest.toString('utf8');
  }

  async #read(): Promise<readonly Buffer[]> {
    const file = await open(this.#path).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (file === undefined) return [];
    const chunks: Buffer[] = [];
    try {
      for (;;) {
        const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK), 0, CHUNK, this.#offset);
        if (bytesRead === 0) return chunks;
        chunks.push(buffer.subarray(0, bytesRead));
        this.#offset += bytesRead;
      }
    } finally {
      await file.close();
    }
  }
}
