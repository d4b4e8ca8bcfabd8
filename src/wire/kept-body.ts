import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';
import { type Body, headerOf, type HeaderList } from '../history/exchange.ts';
import type { Redactor } from './redaction.ts';

/**
 * What a history keeps of a body: text where the bytes are UTF-8, base64 where they are not; never
 * a secret. Bytes that were compressed, though nobody asked for it, are kept as they came.
 * @returns undefined where it cannot be told whether a secret is in them: then they are not kept.
 */
export function keptBody(bytes: Buffer, headers: HeaderList, redactor: Redactor): Body | undefined {
  const encoding = headerOf({ headers, bytes: 0 }, 'content-encoding') ?? '';
  const plain = decoded(bytes, encoding);
  if (plain === undefined) return undefined;
  if (plain !== bytes && redactor.isIn(plain)) return undefined;
  return redactor.body(bodyOf(bytes));
}

function bodyOf(bytes: Buffer): Body {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { text: decoder.decode(bytes) };
  } catch {
    return { base64: bytes.toString('base64') };
  }
}

/** A few kilobytes can be made to unpack to gigabytes. */
const MOST_UNPACKED = 16 * 2 ** 20;

/** An answer may have been cut: what there is of it is unpacked. */
const OPTIONS = { maxOutputLength: MOST_UNPACKED, finishFlush: constants.Z_SYNC_FLUSH };

/** Undoes the encodings of a body, the last first; undefined where that cannot be done. */
function decoded(bytes: Buffer, encodings: string): Buffer | undefined {
  let plain = bytes;
  const names = encodings.toLowerCase().split(',');
  for (const name of names.map((one) => one.trim()).toReversed()) {
    if (name === '' || name === 'identity') continue;
    const unpacked = unpackedBy(name, plain);
    if (unpacked === undefined) return undefined;
    plain = unpacked;
  }
  return plain;
}

function unpackedBy(encoding: string, bytes: Buffer): Buffer | undefined {
  try {
    switch (encoding) {
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(bytes, OPTIONS);
      case 'deflate':
        return inflated(bytes);
      case 'br':
        return brotliDecompressSync(bytes, {
          maxOutputLength: MOST_UNPACKED,
          finishFlush: constants.BROTLI_OPERATION_FLUSH,
        });
      case 'zstd':
        return zstdDecompressSync(bytes, {
          maxOutputLength: MOST_UNPACKED,
          finishFlush: constants.ZSTD_e_flush,
        });
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}

/** Some servers send `deflate` without the wrapping that its name stands for. */
function inflated(bytes: Buffer): Buffer {
  try {
    return inflateSync(bytes, OPTIONS);
  } catch {
    return inflateRawSync(bytes, OPTIONS);
  }
}
