import type { Answer } from './answer.ts';
import type { Behaviour } from './behaviour.ts';
import type { Arrival } from './arrival.ts';
import type { Job } from './job.ts';
import type { Setting } from './setting.ts';
import type { Trouble } from './trouble.ts';

export function ledgerAnswer(
  _setting: Setting,
  _behaviour: Behaviour,
  _jobs: readonly Job[],
  _arrival: Arrival,
): Answer | Trouble {
  return { reason: 'unknown-route' };
}
