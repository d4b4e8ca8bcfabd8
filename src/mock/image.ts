import { createHash } from 'node:crypto';
import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import { type Contract, defaultOf, type Payload } from '../contract/contract.ts';

const SIDE = 32;
/** One square of one colour: as large as what a JPEG transforms at once, so it survives. */
const TILE = 8;
const TILES = SIDE / TILE;
const QUALITY = 90;

/**
 * A small picture that depends on all inputs and on nothing else, in the format that is asked
 * for. Other inputs, other pixels.
 * @param format a value of the contract's output parameter.
 */
export function imageOf(contract: Contract, inputs: Payload, format: string): Uint8Array {
  const given = Object.entries(inputs).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([contract.slug, given]);
  return mediaTypeOf(contract, format) === 'image/png' ? pngOf(text) : jpegOf(text);
}

/** The format that a payload asks for; what cannot be had is the default. */
export function formatOf(contract: Contract, inputs: Payload): string {
  const { parameter, mediaTypes } = contract.output;
  const wanted = inputs[parameter];
  if (typeof wanted === 'string' && Object.hasOwn(mediaTypes, wanted)) return wanted;
  const usual = defaultOf(contract, parameter);
  return typeof usual === 'string' ? usual : (Object.keys(mediaTypes)[0] ?? '');
}

export function mediaTypeOf(contract: Contract, format: string): string {
  return contract.output.mediaTypes[format]?.type ?? 'application/octet-stream';
}

/** A PNG whose colours are a digest of a text. */
export function pngOf(text: string): Uint8Array {
  const data = pixels(text, 3);
  return encodePng({ width: SIDE, height: SIDE, data, channels: 3, depth: 8 });
}

/** A JPEG whose colours are a digest of a text. */
export function jpegOf(text: string): Uint8Array {
  const data = pixels(text, 4);
  return new Uint8Array(encodeJpeg({ width: SIDE, height: SIDE, data }, QUALITY).data);
}

function pixels(text: string, channels: 3 | 4): Uint8Array {
  const colours = createHash('sha512').update(text).digest();
  const data = new Uint8Array(SIDE * SIDE * channels).fill(255);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const tile = Math.floor(y / TILE) * TILES + Math.floor(x / TILE);
      data.set(colours.subarray(tile * 3, tile * 3 + 3), (y * SIDE + x) * channels);
    }
  }
  return data;
}
