import { type Contract, defaultOf, type MediaType } from '../contract/contract.ts';
import type { Judge } from './judge.ts';
import { type Jobs, jobs, type Output } from './jobs.ts';
import { isOutage, statusOf } from './outcome.ts';
import { outputsIn, resultsIn } from './results.ts';
import type { Submission } from './submission.ts';
import { decide, type Flaw } from './verdicts.ts';

/** Judges that the output is what was asked for, by media type and by its first bytes. */
export const outputMediaType: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const evidence: number[] = [];
    const flaws: Flaw[] = [];
    const { contract } = state;
    const byUrl = Map.groupBy(state.outputs, ({ url }) => url);
    for (const submission of state.submissions) {
      const expected = mediaTypeFor(contract, submission);
      const life = submission.id === undefined ? undefined : state.lives.byId.get(submission.id);
      if (expected === undefined || life === undefined || life.accepted.length > 1) continue;
      const [result] = resultsIn(life, contract.gateway.states.completed);
      for (const url of outputsIn(contract, result?.body)) {
        for (const output of byUrl.get(url) ?? []) {
          const media = mediaIn(contract, expected, output);
          if (media === 'unclear') continue;
          evidence.push(output.seq);
          if (media === 'as expected') continue;
          const shown = result === undefined ? [] : [result.seq];
          flaws.push({ ...media, exchanges: [submission.seq, ...shown, output.seq] });
        }
      }
    }
    return decide(evidence, flaws, 'no output was fetched');
  },
};

/** What was asked for, by the parameter that decides it, or by its default. */
export function mediaTypeFor(
  contract: Contract,
  { payload }: Pick<Submission, 'payload'>,
): MediaType | undefined {
  const { parameter, mediaTypes } = contract.output;
  const asked = payload?.[parameter] ?? defaultOf(contract, parameter);
  return typeof asked === 'string' && Object.hasOwn(mediaTypes, asked)
    ? mediaTypes[asked]
    : undefined;
}

/** What an answer is, held against the media that was expected. */
export type Media = 'as expected' | 'unclear' | Pick<Flaw, 'cause' | 'summary'>;

/**
 * Holds an answer against the media that was expected. Its bytes tell what it is; what it calls
 * itself counts where that is another documented type, or where the bytes are not there.
 */
export function mediaIn(
  contract: Contract,
  expected: MediaType,
  { status, mediaType, bytes }: Pick<Output, 'status' | 'mediaType' | 'bytes'>,
): Media {
  if (status !== 200) return elsewhere(contract, status);
  const begins = bytes && Buffer.from(bytes).toString('hex');
  if (begins !== undefined && !begins.startsWith(expected.magic)) {
    const summary = `The output should be ${expected.type}, but its bytes begin with ${begins.slice(0, 16) || 'nothing'}.`;
    return { cause: 'wrong-bytes', summary };
  }
  const given = mediaType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (given === expected.type) return 'as expected';
  const isAnother = Object.values(contract.output.mediaTypes).some(({ type }) => type === given);
  if (!isAnother && begins !== undefined) return 'as expected';
  if (!isAnother && saysNothing(given, expected)) return 'unclear';
  const summary = `The output is served as ${given}. Documented for what was asked: ${expected.type}.`;
  return { cause: 'wrong-media-type', summary };
}

/** An answer that is no output: one that leads elsewhere, or that is not there for the moment. */
function elsewhere(contract: Contract, status: number): Media {
  const passing = status < 400 || status === statusOf(contract, 'rate-limited');
  if (passing || isOutage(contract, status)) return 'unclear';
  return { cause: `answered-${status}`, summary: `The output's URL was answered ${status}.` };
}

/** Storage calls what it holds anything at all, or by a name that is not the registered one. */
function saysNothing(given: string, expected: MediaType): boolean {
  const [kind] = expected.type.split('/');
  return given === '' || given.endsWith('/octet-stream') || given.startsWith(`${kind}/`);
}
