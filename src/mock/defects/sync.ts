import { jsonAnswer } from '../answer.ts';
import { outputUrl } from '../urls.ts';
import { type Defect, gatewayDefect } from './defect.ts';
import { anotherFormat } from './results.ts';

/** Defects of the synchronous route. */
export const SYNC_DEFECTS: readonly Defect[] = [
  gatewayDefect(
    'sync-json-instead-of-image',
    'sync.returns-output',
    'A synchronous call answers with the URL of the output instead of the output.',
    (next, { contract }) => ({
      syncAnswer: (job, origin) => {
        const { status, headers } = next.syncAnswer(job, origin);
        const url = outputUrl(job, next.format(job), origin);
        const answer = jsonAnswer(status, { [contract.gateway.names.output]: url });
        return { ...answer, headers: { ...headers, ...answer.headers } };
      },
    }),
  ),
  gatewayDefect(
    'sync-wrong-format',
    'sync.returns-output',
    'A synchronous call answers in another format than was asked for.',
    (next, { contract }) => ({
      format: (job) => {
        const format = next.format(job);
        return job.via === 'sync' ? anotherFormat(contract, format) : format;
      },
    }),
  ),
  gatewayDefect(
    'sync-without-accounting',
    'sync.accounting',
    'A synchronous answer says nothing of cost, balance, time and id.',
    (next) => ({
      syncAnswer: (job, origin) => {
        const { status, headers, body } = next.syncAnswer(job, origin);
        const type = headers['content-type'];
        return { status, headers: type === undefined ? {} : { 'content-type': type }, body };
      },
    }),
  ),
];
