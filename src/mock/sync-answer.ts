import { type Contract, defaultOf } from '../contract/contract.ts';
import { type Answer, bytesAnswer } from './answer.ts';
import type { Behaviour } from './behaviour.ts';
import { imageOf, mediaTypeOf } from './image.ts';
import type { Job } from './job.ts';
import { seconds } from './views.ts';

/** The synchronous answer to a completed job: the output itself, the accounting in its headers. */
export function syncAnswer(contract: Contract, behaviour: Behaviour, job: Job): Answer {
  const { headers } = contract.gateway.names;
  const format = behaviour.format(job);
  const type = mediaTypeOf(contract, format);
  const { nonce } = contract.roles;
  const value = job.inputs[nonce] ?? defaultOf(contract, nonce);
  return bytesAnswer(type, imageOf(contract, job.inputs, format), {
    [headers.cost]: String(job.statedCost),
    [headers.remainingCredits]: String(job.charge.balanceAfter ?? 0),
    [headers.generationTime]: String(
      behaviour.inferenceSeconds(job) ?? seconds(job.endsAt - job.startsAt),
    ),
    [headers.id]: job.id,
    ...(value === undefined ? {} : { [headers.nonce]: JSON.stringify(value) }),
  });
}
