import { z } from 'zod';
import type { Gateway } from '../contract/gateway.ts';
import type { EpochMs } from '../units/units.ts';
import { WIRE_NAMES } from './wire-names.ts';

const DAY_MS = 86_400_000;
const { ledger: names } = WIRE_NAMES;

/** What part of a request history is asked for. */
export interface LedgerQuery {
  readonly page: number;
  readonly perPage: number;
  /** The first instant, and the first one after the last. */
  readonly from: number;
  readonly until: number;
  /** A part of the model's name. */
  readonly model: string | undefined;
  readonly state: string | undefined;
  /** The member of a row to sort by. */
  readonly sortBy: string;
  readonly ascending: boolean;
}

/** Reads a query. @returns all that is wrong with it, if anything is. */
export function readQuery(
  gateway: Gateway,
  search: URLSearchParams,
  now: EpochMs,
): LedgerQuery | { readonly problems: readonly string[] } {
  const read = querySchema(gateway).safeParse(Object.fromEntries(search));
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return { problems };
  }
  const { windowDays } = gateway.ledger;
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const lastDay = read.data[names.to] ?? today;
  const firstDay = read.data[names.from] ?? lastDay - windowDays.default * DAY_MS;
  const days = (lastDay - firstDay) / DAY_MS;
  if (days < 0) return { problems: [`${names.from}: after ${names.to}`] };
  if (days > windowDays.max) {
    return { problems: [`${names.from}: more than ${windowDays.max} days before ${names.to}`] };
  }
  return {
    page: read.data[names.page],
    perPage: read.data[names.perPage] ?? gateway.ledger.perPage.default,
    from: firstDay,
    until: lastDay + DAY_MS,
    model: read.data[names.model],
    state: read.data[names.state],
    sortBy: read.data[names.sortBy],
    ascending: read.data[names.sortOrder] === 'asc',
  };
}

const day = z.iso
  .date({ error: 'expected a day, YYYY-MM-DD' })
  .transform((text) => Date.parse(`${text}T00:00:00Z`));

function querySchema({ ledger, states }: Gateway) {
  const whole = z.coerce.number().int();
  return z.object({
    [names.page]: whole.min(1).default(1),
    [names.perPage]: whole.min(1).max(ledger.perPage.max).optional(),
    [names.from]: day.optional(),
    [names.to]: day.optional(),
    [names.model]: z.string().optional(),
    [names.state]: z.enum([states.completed, states.failed, ledger.pending]).optional(),
    [names.sortBy]: z
      .enum([names.created, ledger.row.model, ledger.row.charge])
      .default(names.created),
    [names.sortOrder]: z.enum(['asc', 'desc']).default('desc'),
  });
}
