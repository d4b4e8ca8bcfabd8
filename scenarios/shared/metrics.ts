import { Counter, Trend } from 'k6/metrics';
import type { Exchange } from '../../src/history/exchange.ts';

const RATE_LIMITED = 429;

/** How a job ended, as k6 counts it; the history tells more. */
export type JobEnd = 'refused' | 'ambiguous' | 'finished' | 'failed' | 'timed_out';

const started = new Counter('jobs_started');
const ended = new Counter('jobs_ended');
const rateLimited = new Counter('rate_limited');
const duration = new Trend('exchange_duration', true);

export function countStart(): void {
  started.add(1);
}

export function countEnd(end: JobEnd): void {
  ended.add(1, { end });
}

/** Polls are most of a run: measured by route, or they would hide everything else. */
export function measure(exchange: Omit<Exchange, 'seq'>): void {
  const tags = { name: exchange.route };
  duration.add(exchange.t1 - exchange.t0, tags);
  if (exchange.response?.status === RATE_LIMITED) rateLimited.add(1, tags);
}
