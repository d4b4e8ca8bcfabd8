import type { Contract } from '../../contract/contract.ts';
import { milliseconds } from '../../units/units.ts';
import { outputUrl } from '../urls.ts';
import { WIRE_NAMES } from '../wire-names.ts';
import { withMetric, withoutMember } from './bodies.ts';
import { type Defect, gatewayDefect } from './defect.ts';

const YEAR_MS = 365 * 86_400_000;

/** Defects of results: what is in them, and how long they are kept. */
export const RESULT_DEFECTS: readonly Defect[] = [
  gatewayDefect(
    'output-missing',
    'result.output-when-completed',
    'The result of a completed job has no output.',
    (next, { contract }) => ({
      body: (state, sight) => {
        const body = next.body(state, sight);
        const { names, states } = contract.gateway;
        if (state !== states.completed) return body;
        return withoutMember(withoutMember(body, names.output), WIRE_NAMES.images.list);
      },
    }),
  ),
  gatewayDefect(
    'output-when-failed',
    'result.no-output-when-failed',
    'The body of a failed job has an output.',
    (next, { contract }) => ({
      body: (state, sight) => {
        const body = next.body(state, sight);
        const { names, states } = contract.gateway;
        if (state !== states.failed || sight.view === 'status') return body;
        return {
          ...body,
          [names.output]: outputUrl(sight.job, next.format(sight.job), sight.origin),
        };
      },
    }),
  ),
  gatewayDefect(
    'result-changes',
    'result.stable',
    'A result states another total time whenever it is fetched.',
    (next, { contract }) => ({
      body: (state, sight) => {
        const body = next.body(state, sight);
        const { names, states } = contract.gateway;
        if (state !== states.completed || sight.view === 'status') return body;
        const total = Math.round(sight.at - sight.job.at) / 1000;
        return withMetric(contract, body, names.totalTime, total);
      },
    }),
  ),
  gatewayDefect(
    'wrong-media-type',
    'result.media-type',
    'The output has another format than was asked for.',
    (next, { contract }) => ({
      format: (job) => {
        const format = next.format(job);
        return job.via === 'submit' ? anotherFormat(contract, format) : format;
      },
    }),
  ),
  gatewayDefect(
    'inference-time-missing',
    'result.inference-time',
    'The metrics of a completed job do not say how long it ran.',
    () => ({ inferenceSeconds: () => undefined }),
  ),
  gatewayDefect(
    'inference-time-negative',
    'result.inference-time',
    'The time that a job ran is stated with the wrong sign.',
    timesFactor(-1),
  ),
  gatewayDefect(
    'inference-time-too-long',
    'result.inference-time',
    'The time that a job ran is stated in another unit.',
    timesFactor(1000),
  ),
  gatewayDefect(
    'expires-early',
    'retention.kept',
    'A result is kept for a quarter of the documented time.',
    ({ retention }) => ({ retention: milliseconds(retention / 4) }),
  ),
  gatewayDefect('never-expires', 'retention.expires', 'A result is kept for a year.', () => ({
    retention: milliseconds(YEAR_MS),
  })),
];

/** @returns the format itself where there is only one. */
export function anotherFormat({ output }: Contract, format: string): string {
  return Object.keys(output.mediaTypes).find((other) => other !== format) ?? format;
}

function timesFactor(factor: number): Defect['change'] {
  return (next) => ({
    inferenceSeconds: (job) => {
      const stated = next.inferenceSeconds(job);
      return stated === undefined ? undefined : stated * factor;
    },
  });
}
