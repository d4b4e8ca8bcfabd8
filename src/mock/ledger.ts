import type { JsonObject, JsonValue } from '../units/json.ts';
import type { EpochMs } from '../units/units.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import type { Arrival } from './arrival.ts';
import type { Behaviour } from './behaviour.ts';
import { type Job, phaseAt } from './job.ts';
import { type LedgerQuery, readQuery } from './ledger-query.ts';
import type { Setting } from './setting.ts';
import type { Trouble } from './trouble.ts';
import { outputUrl } from './urls.ts';
import { WIRE_NAMES } from './wire-names.ts';

const { ledger: names } = WIRE_NAMES;

/** The request history of one account: a page of it, or one row. */
export class LedgerDesk {
  readonly #setting: Setting;
  readonly #behaviour: Behaviour;

  constructor(setting: Setting, behaviour: Behaviour) {
    this.#setting = setting;
    this.#behaviour = behaviour;
  }

  /** Whether a path is the request history's. */
  serves(path: string): boolean {
    const own = this.#setting.contract.gateway.ledger.path;
    return path === own || path.startsWith(`${own}/`);
  }

  /** @param jobs all of the account's. */
  answer(jobs: readonly Job[], { url, at, origin }: Arrival): Answer | Trouble {
    const { contract, profile } = this.#setting;
    const { pathname, searchParams } = new URL(url);
    const landed = jobs.filter((job) => job.at + profile.ledgerDelayMs <= at);
    const id = pathname.slice(contract.gateway.ledger.path.length + 1);
    if (id !== '') {
      const job = landed.find((candidate) => encodeURIComponent(candidate.id) === id);
      return job === undefined
        ? { reason: 'unknown-job', id, wasKnown: false }
        : jsonAnswer(200, this.#row(job, at, origin));
    }
    const query = readQuery(contract.gateway, searchParams, at);
    if ('problems' in query) return { reason: 'bad-request', why: query.problems.join('; ') };
    const asked = landed.filter(
      ({ at: instant }) => instant >= query.from && instant < query.until,
    );
    return this.#page(
      asked.map((job) => this.#row(job, at, origin)),
      query,
    );
  }

  #page(all: readonly JsonObject[], query: LedgerQuery): Answer {
    const { row: members } = this.#setting.contract.gateway.ledger;
    const rows = all
      .filter((row) => query.state === undefined || row[members.state] === query.state)
      .filter((row) => textOf(row[members.model]).includes(query.model ?? ''))
      .toSorted((one, other) => compare(one[query.sortBy], other[query.sortBy]));
    if (!query.ascending) rows.reverse();
    const first = (query.page - 1) * query.perPage;
    return jsonAnswer(200, {
      [names.rows]: rows.slice(first, first + query.perPage),
      [names.page]: query.page,
      [names.perPage]: query.perPage,
      [names.total]: rows.length,
      [names.pages]: Math.ceil(rows.length / query.perPage),
    });
  }

  #row(job: Job, at: EpochMs, origin: string): JsonObject {
    const { states, ledger } = this.#setting.contract.gateway;
    const phase = phaseAt(job, at);
    const isOver = phase === 'completed' || phase === 'failed';
    const { completed, failed } = states;
    const pending = ledger.pending;
    const state = { queued: pending, running: pending, completed, failed }[phase];
    return {
      [ledger.row.id]: job.id,
      [ledger.row.model]: job.slug,
      [ledger.row.state]: state,
      [ledger.row.charge]: isOver ? job.charge.amount : 0,
      [ledger.row.request]: job.sent,
      [ledger.row.output]:
        phase === 'completed' ? outputUrl(job, this.#behaviour.format(job), origin) : null,
      [ledger.row.latencyMs]: isOver ? Math.round(job.endsAt - job.at) : null,
      [names.created]: new Date(job.at).toISOString(),
      [names.updated]: new Date(isOver ? job.endsAt : job.at).toISOString(),
      [ledger.row.error]: isOver && job.outcome.kind === 'failed' ? job.outcome.detail : null,
    };
  }
}

/** Rows of one instant keep their order: sorting is stable. */
function compare(one: JsonValue | undefined, other: JsonValue | undefined): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [first, second] = [textOf(one), textOf(other)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
