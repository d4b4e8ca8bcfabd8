import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochMs, usd } from '../units/units.ts';
import { Account } from './account.ts';

const charges = fc.array(
  fc.record({ cents: fc.integer({ min: 0, max: 100 }), at: fc.integer({ min: 0, max: 1000 }) }),
  { maxLength: 40 },
);
const START = 1000;

test('the balance at an instant is what was there less what was charged by then', () => {
  fc.assert(
    fc.property(charges, fc.integer({ min: 0, max: 1000 }), (program, at) => {
      const account = new Account('valid', usd(START));
      for (const one of program) account.charge(usd(one.cents / 100), epochMs(one.at));
      const total = (those: typeof program): number =>
        those.reduce((sum, { cents }) => sum + cents, 0) / 100;
      const due = program.filter((one) => one.at <= at);
      expect(account.balanceAt(epochMs(at))).toBeCloseTo(START - total(due), 9);
      expect(account.availableAt(epochMs(at))).toBeCloseTo(START - total(program), 9);
    }),
  );
});

test('every charge knows the balance that it left, in order of time', () => {
  fc.assert(
    fc.property(charges, (program) => {
      const account = new Account('valid', usd(START));
      const made = program.map(({ cents, at }) => account.charge(usd(cents / 100), epochMs(at)));
      expect(made.every(({ balanceAfter }) => balanceAfter === undefined)).toBe(true);
      account.balanceAt(epochMs(1000));
      let left = START;
      for (const { amount, balanceAfter } of made.toSorted((one, other) => one.at - other.at)) {
        left -= amount;
        expect(balanceAfter).toBeCloseTo(left, 9);
      }
    }),
  );
});

test('sums of prices come out even', () => {
  const account = new Account('valid', usd(10_000));
  for (let job = 0; job < 1000; job += 1) account.charge(usd(0.063), epochMs(job));
  expect(account.balanceAt(epochMs(1000))).toBe(9937);
});
