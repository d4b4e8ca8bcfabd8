import type { LoadRecord } from '../record/run-record.ts';
import { counted, lasting } from './amounts.ts';

type Limiter = LoadRecord['limiter'];

/** What is known of the rate limiter, in a sentence or two. */
export function limiterSentence(limiter: Limiter): string {
  return `${limiterVerdict(limiter)} ${resetSentence(limiter)}`.trim();
}

function limiterVerdict(limiter: Limiter): string {
  switch (limiter.verdict) {
    case 'not-seen':
      return 'No rate limiter was seen.';
    case 'undetermined': {
      const { candidates } = limiter;
      if (candidates.length === 0) return 'A rate limiter was seen, and no known model fits it.';
      const models = candidates.map((candidate) => modelWords(candidate));
      return `A rate limiter was seen; its answers fit ${models.join(', or ')}.`;
    }
    case 'named': {
      const scope = limiter.scope === undefined ? '' : `, for each ${limiter.scope}`;
      return `The rate limiter is ${modelWords(limiter)}${scope}.`;
    }
  }
}

const KINDS: Readonly<Record<NonNullable<Limiter['class']>, string>> = {
  'fixed-window': 'a fixed window',
  'fixed-window-first': 'a fixed window that begins with a request',
  'sliding-log': 'a sliding log',
  'sliding-counter': 'a sliding counter',
  'token-bucket': 'a token bucket',
  concurrency: 'a limit on unfinished jobs',
};

/** E.g. `a fixed window of 50 requests in 1 min, counting submit and status`. */
export function modelWords(
  model: Pick<Limiter['candidates'][number], 'class' | 'limit' | 'windowMs' | 'counts'> | Limiter,
): string {
  const { class: kind, limit, windowMs, counts = [] } = model;
  const amount = limit === undefined ? '' : ` of ${counted(limit, 'request')}`;
  const window = windowMs === undefined ? '' : ` in ${lasting(windowMs)}`;
  const counting = counts.length === 0 ? '' : `, counting ${counts.join(' and ')}`;
  return `${kind === undefined ? 'of no known kind' : KINDS[kind]}${amount}${window}${counting}`;
}

function resetSentence({ resetHeader, verdict }: Limiter): string {
  switch (resetHeader) {
    case 'true':
      return 'Its reset header tells the truth.';
    case 'wrong':
      return 'Its reset header is wrong.';
    case 'absent':
      return 'It sends no reset header.';
    case 'not-seen':
      return verdict === 'not-seen' ? '' : 'Its reset header could not be checked.';
  }
}
