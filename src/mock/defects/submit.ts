import type { Names } from '../../contract/gateway.ts';
import { type Defect, gatewayDefect } from './defect.ts';

/** Defects of the answer to a submit. */
export const SUBMIT_DEFECTS: readonly Defect[] = [
  gatewayDefect(
    'submit-without-status-url',
    'submit.answer',
    "A submit's answer has no URL to poll.",
    without('statusUrl'),
  ),
  gatewayDefect(
    'submit-without-response-url',
    'submit.answer',
    "A submit's answer has no URL of the result.",
    without('responseUrl'),
  ),
  gatewayDefect(
    'submit-without-id',
    'submit.answer',
    "A submit's answer has no id.",
    without('id'),
  ),
  gatewayDefect(
    'submit-as-processing',
    'submit.queued',
    "A submit's answer says that the job runs already.",
    (next, { contract }) => ({
      submitted: (job, origin) => ({
        ...next.submitted(job, origin),
        [contract.gateway.names.state]: contract.gateway.states.running,
      }),
    }),
  ),
  gatewayDefect(
    'relative-urls',
    'submit.urls',
    "The URLs in a submit's answer are paths.",
    relocated(''),
  ),
  gatewayDefect(
    'foreign-status-url',
    'submit.urls',
    "The URLs in a submit's answer lead to another host.",
    relocated('https://elsewhere.invalid'),
  ),
  gatewayDefect(
    'duplicate-ids',
    'submit.distinct-ids',
    'Every third job gets the id of the one before.',
    (next) => {
      let count = 0;
      let last = '';
      return {
        newId: () => {
          count += 1;
          if (count % 3 !== 0) last = next.newId();
          return last;
        },
      };
    },
  ),
];

function without(member: keyof Names & ('id' | 'statusUrl' | 'responseUrl')): Defect['change'] {
  return (next, { contract }) => ({
    submitted: (job, origin) => {
      const { [contract.gateway.names[member]]: _, ...rest } = next.submitted(job, origin);
      return rest;
    },
  });
}

function relocated(elsewhere: string): Defect['change'] {
  return (next) => ({ submitted: (job) => next.submitted(job, elsewhere) });
}
