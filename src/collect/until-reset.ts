import { headerOf, type Message } from '../history/exchange.ts';
import { type EpochMs, type Milliseconds, milliseconds } from '../units/units.ts';

const LEAST_MS = 250;
const USUAL_MS = 10_000;
const MOST_MS = 3_600_000;

/**
 * How long to wait after a 429: until the reset that the answer names, else what `Retry-After`
 * says, else ten seconds; between a quarter of a second and an hour.
 * @param reset an ISO 8601 instant (a missing zone means UTC), or epoch seconds or milliseconds.
 * @param now by the target's clock.
 */
export function untilReset(answer: Message, reset: string | undefined, now: EpochMs): Milliseconds {
  const instant = reset === undefined ? Number.NaN : instantOf(reset);
  const after = Number(headerOf(answer, 'retry-after') ?? Number.NaN) * 1_000;
  const wait = [instant - now, after, USUAL_MS].find((span) => Number.isFinite(span));
  return milliseconds(Math.min(MOST_MS, Math.max(LEAST_MS, wait ?? USUAL_MS)));
}

/** Seconds since the epoch have ten digits until 2286, milliseconds thirteen. */
const FIRST_MILLISECONDS = 1e11;

function instantOf(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) {
    return number < FIRST_MILLISECONDS ? number * 1_000 : number;
  }
  const hasZone = /(?:z|[+-]\d{2}:?\d{2}|gmt|utc)$/i.test(text.trim());
  return Date.parse(hasZone ? text : `${text.trim().replace(' ', 'T')}Z`);
}
