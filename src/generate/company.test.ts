import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { gateway } from '../../specs/gateway.ts';
import { relationFaults } from '../contract/relations.ts';
import type { Payload } from '../contract/contract.ts';
import { anyPayloadArbitrary } from './arbitraries.ts';
import { fitted } from './company.ts';
import { smallContracts } from './contracts.fixture.ts';

const [, , contract] = smallContracts(gateway);
if (contract === undefined) throw new Error('no contract');

const faultsOf = (payload: Payload): readonly string[] =>
  contract.parameters.flatMap((parameter) =>
    relationFaults(parameter, payload).map(({ why }) => why),
  );

it('any payload can be made to keep company as it must, and stays so', () => {
  fc.assert(
    fc.property(anyPayloadArbitrary(contract), (payload) => {
      const once = fitted(contract, payload, []);
      expect(faultsOf(once)).toEqual([]);
      expect(fitted(contract, once, [])).toEqual(once);
      expect(faultsOf(payload).length === 0 ? once : payload).toEqual(payload);
    }),
  );
});

it.each<[string, Payload, readonly string[], Payload]>([
  ['adds what is required', { mode: 'repaint' }, ['mode'], { mode: 'repaint', mask: 'URL' }],
  ['changes what requires it', { mode: 'repaint' }, ['mask'], { mode: 'draw' }],
  ['drops the other', { crop: {}, aspect: '1:1' }, ['crop'], { crop: {} }],
  ['drops the one', { crop: {}, aspect: '1:1' }, ['aspect'], { aspect: '1:1' }],
  [
    'leaves what is pinned',
    { crop: {}, aspect: '1:1' },
    ['crop', 'aspect'],
    { crop: {}, aspect: '1:1' },
  ],
])('%s: %j, with %j pinned', (_, payload, pinned, expected) => {
  const mask = 'https://host.invalid/file-1';
  const wanted = 'mask' in expected ? { ...expected, mask } : expected;
  expect(fitted(contract, payload, pinned)).toEqual(wanted);
});
