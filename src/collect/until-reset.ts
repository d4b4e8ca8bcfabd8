import { headerOf, type Message } from '../history/exchange.ts';
import { type EpochMs, type Milliseconds, milliseconds } from '../units/units.ts';

const LEAST_MS = 250;
const USUAL_MS = 10_000;
const MOST_MS = 3_600_000;

/**
 * How long to wait after a 429: until the reset that the answer names, else what `Retry-After`
 * says, else ten seconds; between a quarter of a second and an hour. An instant that is over
 * tells nothing: the limiter has just said no.
 * @param reset an ISO 8601 instant (a missing zone means UTC), or epoch seconds or milliseconds.
 * @param now by the target's clock.
 */
export function untilReset(answer: Message, reset: string | undefined, now: EpochMs): Milliseconds {
  const retryAfter = headerOf(answer, 'retry-after');
  const wait = [
    reset === undefined ? undefined : spanUntil(instantOf(reset), now),
    retryAfter === undefined ? undefined : secondsOrDate(retryAfter, now),
  ].find((span) => span !== undefined);
  return milliseconds(Math.min(MOST_MS, Math.max(LEAST_MS, wait ?? USUAL_MS)));
}

function secondsOrDate(text: string, now: EpochMs): number | undefined {
  return /^\s*\d+\s*$/.test(text) ? Number(text) * 1_000 : spanUntil(Date.parse(text), now);
}

/** @returns undefined where the instant is none, or over. */
function spanUntil(instant: number, now: EpochMs): number | undefined {
  const span = instant - now;
  return span >= 0 ? span : undefined;
}

/** Seconds since the epoch have ten digits until 2286, milliseconds thirteen. */
const FIRST_MILLISECONDS = 1e11;

/** @returns NaN where the text is no instant. */
function instantOf(text: string): number {
  const given = text.trim();
  if (/^\d+(?:\.\d+)?$/.test(given)) {
    const number = Number(given);
    return number < FIRST_MILLISECONDS ? number * 1_000 : number;
  }
  const hasZone = /(?:z|[+-]\d{2}:?\d{2}|gmt|utc)$/i.test(given);
  return Date.parse(hasZone ? given : `${given.replace(' ', 'T')}Z`);
}
