import { jsonOf } from '../history/exchange.ts';
import { isJsonObject, type JsonValue } from '../units/json.ts';
import type { Session } from './session.ts';

/** Enough for two thousand jobs. */
const MOST_PAGES = 20;

/** Asks the account's request history for the model's rows, where the target has one. */
export async function askLedger(session: Session): Promise<void> {
  const { contract, target } = session;
  if (target.ledger === undefined) return;
  const perPage = contract.gateway.ledger.perPage.max;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const url = new URL(target.ledger);
    url.searchParams.set('page', String(page));
    url.searchParams.set('per_page', String(perPage));
    url.searchParams.set('model_name', contract.slug);
    const exchange = await session.fetch('ledger', url.href, { key: 'valid' });
    if (longestArray(jsonOf(exchange.response)) < perPage) return;
  }
}

/** The length of the longest array in a page: the rows, whatever their member is called. */
function longestArray(value: JsonValue | undefined): number {
  if (Array.isArray(value)) return value.length;
  if (!isJsonObject(value)) return 0;
  return Math.max(0, ...Object.values(value).map((member) => longestArray(member)));
}
