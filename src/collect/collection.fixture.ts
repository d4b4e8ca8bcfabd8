import type { Dispatcher } from 'undici';
import type { Clause } from '../contract/clause.ts';
import { clausesOf } from '../contract/clauses.ts';
import type { Contract } from '../contract/contract.ts';
import { type Exchange, type HistoryHeader, jsonOf } from '../history/exchange.ts';
import { isSuccess, issuedId } from '../history/life.ts';
import type { Clock } from '../units/clock.ts';
import { Redacted } from '../units/redacted.ts';
import { type Milliseconds, type RequestsPerMinute, seed as asSeed } from '../units/units.ts';
import { redactorOf } from '../wire/redaction.ts';
import { createWire, WIRE_LIMITS } from '../wire/wire.ts';
import type { Allowance } from './budget.ts';
import { collect, type Collected, type Progress } from './collector.ts';
import { type Means, type PlannedRun, planRun } from './plan.ts';
import { CONFIGURED_KEYS, type ConfiguredKey, type Target } from './target.ts';

/** What a test collects from. */
export interface Server {
  readonly clock: Clock;
  readonly dispatcher: Dispatcher;
  readonly target: Target;
}

/** How a test collects; without limits and from a target that costs nothing, unless it says so. */
export interface Choice {
  readonly seed?: number;
  readonly clauses?: readonly Clause[];
  readonly allowance?: Allowance;
  readonly paid?: boolean;
  readonly canWait?: boolean;
  readonly concurrency?: number;
  readonly rpm?: RequestsPerMinute;
  readonly time?: Milliseconds;
  readonly signal?: AbortSignal;
  readonly onExchange?: (exchange: Exchange) => void;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Collection {
  readonly run: PlannedRun;
  readonly collected: Collected;
  readonly header: HistoryHeader;
  readonly exchanges: readonly Exchange[];
}

/** What a test needs of a mock; the collector's room may not import it. */
interface EmbeddedMock {
  readonly keys: Readonly<Record<ConfiguredKey, string>>;
  readonly blockedPrompt: string;
  dispatcher(): Dispatcher;
  description(): { readonly baseUrl: string; readonly ledger: string };
}

/** A mock, with every key that it has. */
export function serverOf(mock: EmbeddedMock, clock: Clock): Server {
  const { baseUrl, ledger } = mock.description();
  const { blockedPrompt } = mock;
  const keys = keysOf(mock.keys);
  const target: Target = { name: 'mock', baseUrl, keys, ledger, blockedPrompt, headers: [] };
  return { clock, dispatcher: mock.dispatcher(), target };
}

/** Keys as a test writes them. */
export function keysOf(texts: Readonly<Partial<Record<ConfiguredKey, string>>>): Target['keys'] {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, new Redacted(text)]),
  );
}

/** What a run against a target has to work with. */
export function meansOf({ keys, blockedPrompt, ledger }: Target, choice: Choice = {}): Means {
  return {
    keys: CONFIGURED_KEYS.filter((name) => keys[name] !== undefined),
    ...(blockedPrompt !== undefined && { blockedPrompt }),
    ledger: ledger !== undefined,
    canWait: choice.canWait ?? true,
    paid: choice.paid ?? false,
    allowance: choice.allowance ?? {},
  };
}

/** Plans and collects, as `check` does. */
export async function collectFrom(
  contract: Contract,
  { clock, dispatcher, target }: Server,
  choice: Choice = {},
): Promise<Collection> {
  const { clauses = clausesOf(contract), concurrency = 10 } = choice;
  const seed = asSeed(choice.seed ?? 1);
  const run = planRun(contract, clauses, seed, meansOf(target, choice), concurrency);
  const exchanges: Exchange[] = [];
  const wire = createWire({
    dispatcher,
    clock,
    redactor: redactorOf(Object.values(target.keys)),
    limits: WIRE_LIMITS,
    log: (exchange) => {
      exchanges.push(exchange);
      choice.onExchange?.(exchange);
    },
  });
  const header: HistoryHeader = {
    history: 1,
    spec: contract.name,
    target: target.name,
    seed,
    startedAt: clock.now(),
    rate: clock.rate,
    ...(target.blockedPrompt !== undefined && { blockedPrompt: target.blockedPrompt }),
  };
  const signal = choice.signal ?? new AbortController().signal;
  const onProgress = choice.onProgress ?? (() => undefined);
  const collected = await collect({
    contract,
    target,
    wire,
    clock,
    seed,
    run,
    concurrency,
    signal,
    onProgress,
    ...(choice.rpm !== undefined && { rpm: choice.rpm }),
    ...(choice.time !== undefined && { time: choice.time }),
  });
  return { run, collected, header, exchanges };
}

/** What was POSTed to the model itself by an account of the user's: what could be billed. */
export function paidPosts(contract: Contract, exchanges: readonly Exchange[]): readonly Exchange[] {
  return exchanges.filter(
    ({ method, key, url }) =>
      method === 'POST' && key !== 'none' && key !== 'wrong' && url.endsWith(`/${contract.slug}`),
  );
}

/** How many of them the server took that did not fail later on. */
export function billed(contract: Contract, exchanges: readonly Exchange[]): number {
  const { failedStatus } = contract.gateway.states;
  const failed = new Set(
    exchanges
      .filter(({ route, response }) => route === 'status' && response?.status === failedStatus)
      .map(({ job }) => job),
  );
  return paidPosts(contract, exchanges).filter((post) => {
    const isTaken = isSuccess(post.response?.status ?? 0);
    return isTaken && !failed.has(issuedId(contract, post, jsonOf(post.response)) ?? '');
  }).length;
}
