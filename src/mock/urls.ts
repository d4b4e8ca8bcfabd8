import type { Contract } from '../contract/contract.ts';
import { pathOf } from '../contract/routes.ts';
import type { Job } from './job.ts';

export const OUTPUTS = '/outputs/';

export function statusUrl(contract: Contract, job: Job, origin: string): string {
  return origin + pathOf(contract, 'status', { id: job.id });
}

export function responseUrl(contract: Contract, job: Job, origin: string): string {
  return origin + pathOf(contract, 'result', { id: job.id });
}

export function pollUrl(contract: Contract, job: Job, origin: string): string {
  return origin + pathOf(contract, 'poll', { id: job.id });
}

/** @param format a value of the contract's output parameter; it becomes the file's ending. */
export function outputUrl(job: Job, format: string, origin: string): string {
  return `${origin}${OUTPUTS}${outputName(job, format)}`;
}

export function outputName(job: Job, format: string): string {
  return `${job.id}.${format}`;
}
