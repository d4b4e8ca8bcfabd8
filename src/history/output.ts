import type { Contract } from '../contract/contract.ts';
import { bytesOf, headerOf, type Message } from './exchange.ts';

/**
 * Whether an answer carries an output of the model at all: it begins like one of the documented
 * media types, or is called one of that kind where its bytes were not kept. A success that
 * carries anything else says nothing of a job.
 */
export function carriesOutput({ output }: Contract, answer: Message): boolean {
  const known = Object.values(output.mediaTypes);
  const bytes = bytesOf(answer);
  if (bytes !== undefined) {
    const begins = Buffer.from(bytes.subarray(0, 16)).toString('hex');
    return known.some(({ magic }) => begins.startsWith(magic));
  }
  const type = headerOf(answer, 'content-type') ?? '';
  return known.some((one) => type.startsWith(`${one.type.split('/')[0]}/`));
}
