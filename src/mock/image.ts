import { createHash } from 'node:crypto';
import { encode } from 'fast-png';
import { type Contract, defaultOf, type Payload } from '../contract/contract.ts';
import { BLOCK, jpegOfBlocks } from './jpeg.ts';

/** Squares of one colour in each direction. */
const TILES = 4;
const SIDE = TILES * BLOCK;

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
  const colours = coloursOf(text);
  const data = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const tile = Math.floor(y / BLOCK) * TILES + Math.floor(x / BLOCK);
      data.set(colours.subarray(tile * 3, tile * 3 + 3), (y * SIDE + x) * 3);
    }
  }
  return encode({ width: SIDE, height: SIDE, data, channels: 3, depth: 8 });
}

/** A JPEG whose colours are a digest of a text. */
export function jpegOf(text: string): Uint8Array {
  return jpegOfBlocks(TILES, TILES, coloursOf(text));
}

/** Three bytes for each square. */
function coloursOf(text: string): Uint8Array {
  return createHash('sha512')
    .update(text)
    .digest()
    .subarray(0, TILES * TILES * 3);
}
