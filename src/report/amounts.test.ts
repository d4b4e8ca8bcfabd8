import { expect, test } from 'vitest';
import {
  counted,
  dollars,
  estimated,
  instant,
  lasting,
  measured,
  ratio,
  share,
} from './amounts.ts';

test.each([
  [measured, 0, '0 ms'],
  [measured, 0.412, '0.41 ms'],
  [measured, 41.24, '41.2 ms'],
  [measured, 412.4, '412 ms'],
  [measured, 999.7, '1.00 s'],
  [measured, 25_350, '25.4 s'],
  [measured, 612_400, '612 s'],
  [measured, 3_600_000, '3,600 s'],
  [measured, -40, '-40.0 ms'],
  [lasting, 0, '0 s'],
  [lasting, -5, '0 s'],
  [lasting, 12, '12 ms'],
  [lasting, 12_400, '12 s'],
  [lasting, 60_000, '1 min'],
  [lasting, 245_000, '4 min 5 s'],
  [lasting, 3_742_000, '1 h 2 min'],
  [lasting, 90_000_000, '1 d 1 h'],
  [dollars, 0, '0.00 USD'],
  [dollars, 0.063, '0.063 USD'],
  [dollars, 2.52, '2.52 USD'],
  [dollars, 1_204, '1,204.00 USD'],
  [instant, Date.UTC(2026, 0, 1, 0, 0, 12), '2026-01-01 00:00:12 UTC'],
  [instant, 1e300, '1e+300'],
  [ratio, 1.034, '1.03 ×'],
])('%o of %d is %s', (amount, value, text) => {
  expect(amount(value)).toBe(text);
});

test('one is told from many', () => {
  expect(counted(1, 'job')).toBe('1 job');
  expect(counted(12_408, 'job')).toBe('12,408 jobs');
});

test('a share of nothing is none', () => {
  expect(share(0, 0)).toBe('0%');
  expect(share(9, 214)).toBe('4.21%');
  expect(share(3, 3)).toBe('100%');
});

test('an estimate has its interval, or says why it has none', () => {
  expect(estimated({ value: 2_000, low: 1_500, high: 3_000, n: 9 }, measured)).toBe(
    '2.00 s (1.50 s to 3.00 s)',
  );
  expect(estimated({ reason: 'not estimable: 3 of 72 jobs' }, measured)).toBe(
    'not estimable: 3 of 72 jobs',
  );
});
