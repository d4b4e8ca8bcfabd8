import { milliseconds } from '../units/units.ts';
import { askAgain } from './inspection.ts';
import type { Session } from './session.ts';
import type { FollowedJob } from './submission.ts';

/** How long before the end of the retention a job is asked for. */
const BEFORE_MS = 30_000;
/** How long after it: the promise is an hour, not to the second. */
const AFTER_MS = 61_000;

/** Asks for a completed and for a failed job just before their retention ends, and after. */
export async function watchRetention(
  session: Session,
  jobs: readonly FollowedJob[],
): Promise<void> {
  const { retentionMs } = session.contract.gateway;
  const looks = (['completed', 'failed'] as const).flatMap((ended) => {
    const job = jobs.findLast(({ end }) => end.is === ended);
    if (job === undefined || job.end.is === 'lost') return [];
    return [
      { job, at: job.accepted.t0 + retentionMs - BEFORE_MS },
      { job, at: job.end.at + retentionMs + AFTER_MS },
    ];
  });
  for (const { job, at } of looks.toSorted((one, other) => one.at - other.at)) {
    const wait = Math.max(1, at - session.clock.now());
    await session.clock.sleep(milliseconds(wait), session.signal);
    await askAgain(session, job);
  }
}
