/** One square of one colour, which is what a JPEG transforms at once. */
export const BLOCK = 8;

/**
 * Writes a JPEG of squares of 8 by 8 pixels, each of one colour. Such a picture needs no
 * transform: the mean of a block is all there is to it. (A general encoder builds its tables anew
 * for each picture, which takes it milliseconds: a second of the time of a clock that runs a
 * hundred times as fast.)
 * @param blocks three bytes each, Y Cb Cr, row by row.
 */
export function jpegOfBlocks(columns: number, rows: number, blocks: Uint8Array): Uint8Array {
  const [height, width] = [rows * BLOCK, columns * BLOCK];
  return Uint8Array.from([
    ...START,
    ...segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...segment(0xdb, [0, ...Array.from({ length: 64 }, () => STEP)]),
    ...segment(0xc0, [8, ...word(height), ...word(width), 3, ...COMPONENTS.flatMap(inFrame)]),
    ...segment(0xc4, [0x00, ...codeCounts(4, SIZES.length), ...SIZES]),
    ...segment(0xc4, [0x10, ...codeCounts(1, 1), END_OF_BLOCK]),
    ...segment(0xda, [3, ...COMPONENTS.flatMap((component) => [component, 0]), 0, 63, 0]),
    ...scan(blocks.subarray(0, columns * rows * COMPONENTS.length)),
    ...END,
  ]);
}

const START = [0xff, 0xd8];
const END = [0xff, 0xd9];
const COMPONENTS = [1, 2, 3];
/** The transform makes eight times the mean: divided by this, the mean itself is what is coded. */
const STEP = 8;
/** How many bits a difference can take: each has a code of four bits, its own number. */
const SIZES = Array.from({ length: 12 }, (_, size) => size);
const END_OF_BLOCK = 0;

function inFrame(component: number): readonly number[] {
  return [component, 0x11, 0];
}

function segment(marker: number, content: readonly number[]): readonly number[] {
  return [0xff, marker, ...word(content.length + 2), ...content];
}

function word(value: number): readonly number[] {
  return [value >> 8, value & 0xff];
}

/** How many codes there are of each length from 1 to 16, when all have the same. */
function codeCounts(length: number, count: number): readonly number[] {
  return Array.from({ length: 16 }, (_, place) => (place + 1 === length ? count : 0));
}

/** The picture itself: for each component of each block how far it is from the one before. */
function scan(means: Uint8Array): readonly number[] {
  let bits = '';
  for (const [place, mean] of means.entries()) {
    const before = means[place - COMPONENTS.length] ?? 128;
    bits += `${difference(mean - before)}0`;
  }
  const bytes = bits.match(/.{1,8}/g) ?? [];
  // A byte of ones would begin a marker, but for the zero after it.
  return bytes.flatMap((byte) => {
    const value = Number.parseInt(byte.padEnd(8, '1'), 2);
    return value === 0xff ? [value, 0] : [value];
  });
}

/** Its size in bits as a code, then the bits; a negative one is the complement of its opposite. */
function difference(value: number): string {
  const size = value === 0 ? 0 : Math.abs(value).toString(2).length;
  const code = size.toString(2).padStart(4, '0');
  if (size === 0) return code;
  const bits = value > 0 ? value : value + 2 ** size - 1;
  return code + bits.toString(2).padStart(size, '0');
}
