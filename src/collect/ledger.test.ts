import { describe, expect, it } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import type { JsonValue } from '../units/json.ts';
import { askLedger } from './ledger.ts';
import { type Arrived, scriptedSession } from './scripted.fixture.ts';

const LEDGER = 'http://ledger.leadline.invalid/rows?team=depth';
const { max } = contract.gateway.ledger.perPage;
const rows = (count: number): JsonValue => Array.from({ length: count }, () => ({}));

async function asked(pages: readonly unknown[], ledger?: string): Promise<readonly Arrived[]> {
  const given = ledger === undefined ? {} : { ledger };
  const script = (_: Arrived, place: number) => ({ status: 200, body: pages[place] ?? rows(max) });
  const { session, clock, arrived } = scriptedSession(contract, script, given);
  await clock.activity(() => askLedger(session));
  return arrived;
}

/** An object in an object, and so on. */
function nested(depth: number): string {
  return '{"a":'.repeat(depth) + '[]' + '}'.repeat(depth);
}

describe('the request history', () => {
  it('is not asked where the target has none', async () => {
    expect(await asked([])).toEqual([]);
  });

  it('is asked page by page for the model’s rows, with the key, until a page is not full', async () => {
    const arrived = await asked([{ data: rows(max) }, { page: { items: rows(max) } }, []], LEDGER);
    expect(arrived.map(({ url }) => url)).toEqual(
      [1, 2, 3].map((page) => `${LEDGER}&page=${page}&per_page=${max}&model_name=${contract.slug}`),
    );
    const key = contract.gateway.authentication.header.toLowerCase();
    expect(arrived.every(({ headers }) => headers.has(key))).toBe(true);
  });

  it.each([[rows(max - 1)], [{ error: 'no' }], ['<html>'], [nested(40_000)]])(
    'is asked once where an answer is no full page (%#)',
    async (page) => {
      expect((await asked([page], LEDGER)).length).toBe(1);
    },
  );

  it('is not read for ever', async () => {
    expect((await asked([], LEDGER)).length).toBe(20);
  });
});
