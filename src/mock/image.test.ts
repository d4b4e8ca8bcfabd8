import * as fc from 'fast-check';
import { decode as decodePng } from 'fast-png';
import { decode as decodeJpeg } from 'jpeg-js';
import { expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { formatOf, imageOf } from './image.ts';
import { BLOCK, jpegOfBlocks } from './jpeg.ts';

const PIXEL = { jpg: 4, png: 3 } as const;

function decoded(format: keyof typeof PIXEL, bytes: Uint8Array) {
  const image = format === 'png' ? decodePng(bytes) : decodeJpeg(bytes, { useTArray: true });
  return { width: image.width, height: image.height, data: Uint8Array.from(image.data) };
}

test.each(['jpg', 'png'] as const)('a %s can be decoded, and begins as documented', (format) => {
  const bytes = imageOf(contract, contract.example, format);
  const magic = contract.output.mediaTypes[format]?.magic ?? 'missing';
  expect(Buffer.from(bytes).toString('hex').slice(0, magic.length)).toBe(magic);
  const image = decoded(format, bytes);
  expect(image.width * image.height * PIXEL[format]).toBe(image.data.length);
});

test.each(['jpg', 'png'] as const)(
  'equal inputs give equal %s bytes, others other pixels',
  (format) => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (one, other) => {
        fc.pre(one !== other);
        const of = (seed: number) => imageOf(contract, { ...contract.example, seed }, format);
        expect(of(one)).toEqual(of(one));
        expect(decoded(format, of(one)).data).not.toEqual(decoded(format, of(other)).data);
      }),
    );
  },
);

test('the order of members does not matter to a picture', () => {
  const turned = Object.fromEntries(Object.entries(contract.example).toReversed());
  expect(imageOf(contract, turned, 'png')).toEqual(imageOf(contract, contract.example, 'png'));
});

test('a JPEG has the colours that were written', () => {
  const blocks = fc.uint8Array({ minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(blocks, (means) => {
      const { data } = decodeJpeg(jpegOfBlocks(2, 2, means), {
        useTArray: true,
        colorTransform: false,
      });
      for (let block = 0; block < 4; block += 1) {
        const [row, column] = [block >> 1, block & 1];
        const place = (row * BLOCK * 2 * BLOCK + column * BLOCK) * 4;
        expect([...data.subarray(place, place + 3)]).toEqual([
          ...means.subarray(block * 3, block * 3 + 3),
        ]);
      }
    }),
  );
});

test.each([
  [{ output_format: 'png' }, 'png'],
  [{ output_format: 'jpg' }, 'jpg'],
  [{}, 'jpg'],
  [{ output_format: 'gif' }, 'jpg'],
  [{ output_format: 7 }, 'jpg'],
  [{ output_format: 'toString' }, 'jpg'],
])('the format of %j is %s', (inputs, format) => {
  expect(formatOf(contract, inputs)).toBe(format);
});
