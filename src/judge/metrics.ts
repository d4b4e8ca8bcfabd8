import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../units/json.ts';
import { lifeJudge } from './life-judge.ts';
import { endOf } from './outcome.ts';
import type { Flaw } from './verdicts.ts';

/** A member of a body's metrics. */
export function metric(
  contract: Contract,
  body: JsonObject | undefined,
  name: string,
): JsonValue | undefined {
  const metrics = body?.[contract.gateway.names.metrics];
  return isJsonObject(metrics) ? metrics[name] : undefined;
}

/** Clocks of two machines: what a job may seem to take too long, in seconds and as a share. */
const TOLERANCE_S = 0.05;
const DRIFT = 0.001;

/** Judges the time that a job says its computation took. */
export const inferenceTime = lifeJudge((life, { contract }) => {
  const { completed } = contract.gateway.states;
  const { inferenceTime: name } = contract.gateway.names;
  const [accepted] = life.accepted;
  const end = endOf(contract, life);
  const done = life.eventful.filter(({ state, body }) => state === completed && body !== undefined);
  const results = done.filter(({ route }) => route === 'result');
  const longest = accepted && end && (end.t1 - accepted.t0) / 1_000;
  const flaws = done.flatMap(({ seq, body, route }): Flaw[] => {
    const stated = metric(contract, body, name);
    const seconds = secondsIn(stated);
    const exchanges = accepted === undefined ? [seq] : [accepted.seq, seq];
    if (seconds === undefined) {
      if (route !== 'result') return [];
      const summary = `The result of a ${completed} job has no number at metrics.${name}, which the page's own sample reads.`;
      return [{ cause: 'missing', summary, exchanges }];
    }
    if (seconds < 0) {
      return [{ cause: 'negative', summary: `metrics.${name} is ${seconds} s.`, exchanges }];
    }
    if (longest === undefined || end === undefined) return [];
    if (seconds <= longest * (1 + DRIFT) + TOLERANCE_S + precisionOf(seconds)) return [];
    const summary = `metrics.${name} is ${seconds} s, but the job was seen ${completed} at most ${longest.toFixed(2)} s after it was submitted.`;
    return [{ cause: 'too-long', summary, exchanges: [...exchanges, end.seq] }];
  });
  return { evidence: results.map(({ seq }) => seq), flaws };
}, 'no result of a completed job was fetched');

/** Whether it is written as a number or as a text makes no difference to who prints it. */
function secondsIn(stated: JsonValue | undefined): number | undefined {
  if (typeof stated === 'number') return stated;
  const seconds = typeof stated === 'string' && stated.trim() !== '' ? Number(stated) : Number.NaN;
  return Number.isFinite(seconds) ? seconds : undefined;
}

/** What may have been rounded up in a number of seconds: a whole second, a tenth, a hundredth. */
function precisionOf(seconds: number): number {
  const decimals = /\.(\d+)$/.exec(String(seconds))?.[1]?.length ?? 0;
  return 10 ** -decimals;
}
