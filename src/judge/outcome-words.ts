import type { Outcome } from './outcome.ts';

/** An outcome in a few words, for a report. */
export function described(outcome: Outcome): string {
  switch (outcome.is) {
    case 'refused':
      return `refused at the door with ${outcome.status}`;
    case 'late':
      return 'accepted, then rejected inside the job';
    case 'completed':
      return 'accepted, ran and completed';
    case 'pending':
      return 'accepted, its end was not seen';
    case 'server-error':
      return `answered ${outcome.status}`;
    case 'turned-away':
      return `turned away with ${outcome.status}, for another reason`;
    case 'ambiguous':
      return 'no usable answer';
  }
}
