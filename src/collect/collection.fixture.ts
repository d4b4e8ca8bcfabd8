import type { Dispatcher } from 'undici';
import type { Clause } from '../contract/clause.ts';
import { clausesOf } from '../contract/clauses.ts';
import type { Contract } from '../contract/contract.ts';
import type { Exchange, HistoryHeader } from '../history/exchange.ts';
import type { Clock } from '../units/clock.ts';
import { Redacted } from '../units/redacted.ts';
import { seed as asSeed } from '../units/units.ts';
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
  });
  return { run, collected, header, exchanges };
}
