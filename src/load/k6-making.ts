import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { archiveFor } from './k6-release.ts';
import type { Ended, K6Surroundings } from './k6-surroundings.ts';

/** What a way to make k6 came to; where it made one, the file stands in the given folder. */
export type Made =
  | { readonly made: true; readonly file: string }
  | { readonly made: false; readonly reason: string };

const BUILD_LIMIT_MS = 15 * 60_000;
const FETCH_LIMIT_MS = 10 * 60_000;
const UNPACK_LIMIT_MS = 60_000;

/** Builds k6 from the pinned Go module. @param folder where the binary goes. */
export async function buildK6(around: K6Surroundings, folder: string): Promise<Made> {
  const file = join(folder, 'k6');
  const ended = await around.run('go', ['build', '-mod=readonly', '-o', file, 'go.k6.io/k6/v2'], {
    // Go's own settings of the user, except for what would change what is built.
    env: { ...around.env, GOWORK: 'off', GO111MODULE: 'on', CGO_ENABLED: '0' },
    folder: around.module,
    within: BUILD_LIMIT_MS,
  });
  const reason = failure(ended);
  return reason === undefined ? { made: true, file } : { made: false, reason };
}

/** Fetches the official release and checks it. @param folder where archive and binary go. */
export async function downloadK6(around: K6Surroundings, folder: string): Promise<Made> {
  const archive = archiveFor(around.release, around.platform, around.arch);
  if (archive === undefined) {
    return { made: false, reason: `there is no release for ${around.platform} ${around.arch}` };
  }
  const url = `${around.release.url}/${archive.name}`;
  const bytes = await fetched(around, url);
  if (typeof bytes === 'string') return { made: false, reason: bytes };
  const checksum = createHash('sha256').update(bytes).digest('hex');
  if (checksum !== archive.checksum) {
    return { made: false, reason: `${url} has the SHA-256 ${checksum}, not ${archive.checksum}` };
  }
  const packed = join(folder, archive.name);
  await around.fs.writeFile(packed, bytes);
  const unpacked = await around.run('tar', ['-xf', packed, '-C', folder], {
    env: around.env,
    within: UNPACK_LIMIT_MS,
  });
  const reason = failure(unpacked);
  if (reason !== undefined) return { made: false, reason };
  return { made: true, file: join(folder, archive.member) };
}

/** The bytes, or why there are none. */
async function fetched(around: K6Surroundings, url: string): Promise<Uint8Array | string> {
  try {
    const response = await around.fetch(url, { signal: AbortSignal.timeout(FETCH_LIMIT_MS) });
    if (!response.ok) return `${url} answered ${response.status}`;
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    return `${url} could not be fetched (${causeOf(error)})`;
  }
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Why a program did not do its work; undefined when it did. */
function failure(ended: Ended): string | undefined {
  if (!ended.exited) return ended.reason;
  if (ended.code === 0) return undefined;
  return ended.output.trim().split('\n').at(-1) || `it ended with ${ended.code}`;
}
