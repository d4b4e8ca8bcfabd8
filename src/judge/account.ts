import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../units/json.ts';
import type { Observation } from './observation.ts';

/** What the credits route said at one time. */
export interface Balance {
  readonly seq: number;
  readonly t0: number;
  readonly t1: number;
  readonly credits: number;
}

/** What the request history says of one job; several rows of one id carry the same full cost. */
export interface LedgerRow {
  readonly seq: number;
  /** When the request history was asked. */
  readonly t0: number;
  readonly id: string;
  readonly state: string | undefined;
  /** US dollars. */
  readonly charge: number | undefined;
}

/** What a history tells of the paying account's money. */
export interface Account {
  readonly balances: Balance[];
  /** The rows of each job, one for each time that the request history was asked. */
  readonly ledger: Map<string, LedgerRow[]>;
}

export function noAccount(): Account {
  return { balances: [], ledger: new Map() };
}

/** Adds what an exchange tells of the account. */
export function observeAccount(
  account: Account,
  contract: Contract,
  { exchange, answer }: Observation,
): void {
  const { seq, t0, t1, key, route, response } = exchange;
  if (key !== 'valid' || response?.status !== 200) return;
  if (route === 'credits' && isJsonObject(answer)) {
    const credits = answer[contract.gateway.names.credits];
    if (typeof credits === 'number') account.balances.push({ seq, t0, t1, credits });
  }
  if (route === 'ledger') {
    for (const row of rowsOf(contract, answer)) {
      const read = ledgerRow(contract, row, seq, t0);
      if (read === undefined) continue;
      const rows = account.ledger.get(read.id) ?? [];
      // One row for each output, each with the full cost: they count once.
      if (rows.at(-1)?.seq !== seq) rows.push(read);
      account.ledger.set(read.id, rows);
    }
  }
}

/**
 * The rows of a request history's page: the one array of objects that carry an id, wherever it
 * stands, as its name is not documented; a single row is its own page.
 */
export function rowsOf(contract: Contract, answer: JsonValue | undefined): readonly JsonObject[] {
  const { id } = contract.gateway.ledger.row;
  const areRows = (value: JsonValue): value is readonly JsonObject[] =>
    Array.isArray(value) && value.every((row) => isJsonObject(row) && id in row);
  if (answer === undefined) return [];
  if (areRows(answer)) return answer;
  if (!isJsonObject(answer)) return [];
  if (id in answer) return [answer];
  for (const member of Object.values(answer)) {
    if (areRows(member) && member.length > 0) return member;
    if (isJsonObject(member)) {
      const within = rowsOf(contract, member);
      if (within.length > 0) return within;
    }
  }
  return [];
}

function ledgerRow(
  contract: Contract,
  row: JsonObject,
  seq: number,
  t0: number,
): LedgerRow | undefined {
  const names = contract.gateway.ledger.row;
  const id = row[names.id];
  if (typeof id !== 'string') return undefined;
  const state = row[names.state];
  return {
    seq,
    t0,
    id,
    state: typeof state === 'string' ? state : undefined,
    charge: amountIn(row[names.charge]),
  };
}

/** An amount of money, as a number or spelled as one. */
function amountIn(value: JsonValue | undefined): number | undefined {
  const amount =
    typeof value === 'string' && value.trim() !== '' ? Number(value) : (value ?? Number.NaN);
  return typeof amount === 'number' && Number.isFinite(amount) ? amount : undefined;
}
