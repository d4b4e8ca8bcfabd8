import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { expectationOf } from '../../src/contract/expectation.ts';
import type { Parameter } from '../../src/contract/parameter.ts';
import { payloadOf, shareOf } from './payload.ts';

const seeds = fc.integer({ min: 0, max: 0xffff_ffff });
const jobs = fc.nat(100_000);
const nonce = contract.roles.nonce;

function withNonce(parameter: Parameter): typeof contract {
  return {
    ...contract,
    parameters: [parameter],
    roles: { nonce: parameter.name },
    example: { [parameter.name]: parameter.default ?? 0, other: 'kept' },
  };
}

describe('a payload', () => {
  test("is the page's example but for the nonce, and valid", () => {
    fc.assert(
      fc.property(seeds, jobs, (seed, job) => {
        const payload = payloadOf(contract, seed, job);
        expect({ ...payload, [nonce]: contract.example[nonce] }).toEqual(contract.example);
        expect(expectationOf(contract, JSON.stringify(payload)).expect).toBe('accept');
      }),
    );
  });

  test('is like no other of its run', () => {
    fc.assert(
      fc.property(seeds, fc.uniqueArray(jobs, { maxLength: 50 }), (seed, some) => {
        const nonces = some.map((job) => payloadOf(contract, seed, job)[nonce]);
        expect(new Set(nonces).size).toBe(some.length);
      }),
    );
  });

  test('differs from run to run', () => {
    const firsts = Array.from({ length: 1_000 }, (_, seed) => payloadOf(contract, seed, 0)[nonce]);
    expect(new Set(firsts).size).toBe(1_000);
  });

  test("stays inside the nonce's documented range", () => {
    const narrow = withNonce({
      name: 'dice',
      type: 'integer',
      required: true,
      min: 1,
      max: 6,
      description: '',
    });
    fc.assert(
      fc.property(seeds, jobs, (seed, job) => {
        expect([1, 2, 3, 4, 5, 6]).toContain(payloadOf(narrow, seed, job)['dice']);
      }),
    );
  });

  test('takes a text for a nonce, too', () => {
    const text = withNonce({
      name: 'note',
      type: 'string',
      required: true,
      default: 'a cat',
      description: '',
    });
    const [one, two] = [payloadOf(text, 1, 0), payloadOf(text, 1, 1)];
    expect(one['note']).toMatch(/^a cat /u);
    expect(one['note']).not.toBe(two['note']);
    expect(one['other']).toBe('kept');
  });
});

test('the phases of jobs are spread evenly over the poll interval', () => {
  const shares = Array.from({ length: 4_000 }, (_, job) => shareOf(11, job));
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const within = shares.filter((share) => Math.floor(share * 10) === tenth).length;
    expect(within / shares.length).toBeGreaterThan(0.08);
    expect(within / shares.length).toBeLessThan(0.12);
  }
});
