import type { Names } from '../../contract/gateway.ts';
import type { Account } from '../account.ts';
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
    "Every third of an account's submits gets the id of the one before.",
    (next) => {
      const submits = new Map<Account, { readonly count: number; readonly last: string }>();
      return {
        newId: (draft) => {
          if (draft.via === 'sync') return next.newId(draft);
          const { count, last } = submits.get(draft.account) ?? { count: 0, last: '' };
          const id = count % 3 === 2 ? last : next.newId(draft);
          submits.set(draft.account, { count: count + 1, last: id });
          return id;
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
