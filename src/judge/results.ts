import type { Contract, MediaType } from '../contract/contract.ts';
import type { JobLife, Sighting } from '../history/life.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../units/json.ts';
import type { Judge } from './judge.ts';
import { type Jobs, jobs, type Output, type Submission } from './jobs.ts';
import { lifeJudge, NOTHING } from './life-judge.ts';
import { endOf, isTerminal } from './outcome.ts';
import { decide, type Flaw, listed, record } from './verdicts.ts';

const NO_RESULT = 'no result of a completed job was fetched';

/** Judges that a completed job has an output. */
export const outputWhenCompleted = lifeJudge((life, { contract }) => {
  const results = resultsIn(life, contract.gateway.states.completed);
  const empty = results.find(({ body }) => outputsIn(contract, body).length === 0);
  const evidence = results.map(({ seq }) => seq);
  if (empty === undefined) return { evidence, flaws: [] };
  const summary = `The result of a ${contract.gateway.states.completed} job has no \`${contract.gateway.names.output}\`. Documented: the result body is ready.`;
  return { evidence, flaws: [{ cause: 'no-output', summary, exchanges: [empty.seq] }] };
}, NO_RESULT);

/** Judges that a failed job has none. */
export const noOutputWhenFailed = lifeJudge((life, { contract }) => {
  const results = resultsIn(life, contract.gateway.states.failed);
  const full = results.find(({ body }) => outputsIn(contract, body).length > 0);
  const evidence = results.map(({ seq }) => seq);
  if (full === undefined) return { evidence, flaws: [] };
  const summary = `The result of a ${contract.gateway.states.failed} job has an output.`;
  return { evidence, flaws: [{ cause: 'output', summary, exchanges: [full.seq] }] };
}, 'no result of a failed job was fetched');

/** Records what the result route answers too early. */
export const beforeCompleted: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const early = [...state.lives.byId.values()].flatMap((life) => {
      const end = endOf(state.contract, life);
      return life.sightings.filter(
        (one) =>
          one.route === 'result' &&
          life.accepted.length > 0 &&
          !isTerminal(state.contract, one.state) &&
          (end === undefined || one.t0 < end.t1),
      );
    });
    const words = early.map(({ status, state: named, body }) => {
      const output = outputsIn(state.contract, body).length > 0 ? 'with' : 'without';
      return `${status}, state ${named ?? 'not told'}, ${output} output`;
    });
    return record(
      early.map(({ seq }) => seq),
      `before a job has finished its result route answers: ${listed(words)}`,
      'no result was asked for before its job had finished',
    );
  },
};

/** Judges that a result does not change. */
export const resultIsStable = lifeJudge((life, { contract }) => {
  const results = life.sightings.filter(
    ({ route, state }) => route === 'result' && isTerminal(contract, state),
  );
  const [first, ...later] = results;
  if (first === undefined) return NOTHING;
  const evidence = later.map(({ seq }) => seq);
  const wanted = canonical(contract, first.body);
  const changed = later.find(
    ({ body, state }) => state === first.state && canonical(contract, body) !== wanted,
  );
  if (changed === undefined) return { evidence, flaws: [] };
  const members = differing(contract, first.body, changed.body);
  const summary = `The result of a finished job changed between two fetches: ${listed(members)}.`;
  const flaw = { cause: 'changed', summary, exchanges: [first.seq, changed.seq] };
  return { evidence, flaws: [flaw] };
}, 'no result was fetched twice');

/** Judges that the output is what was asked for, by media type and by its first bytes. */
export const outputMediaType: Judge<Jobs> = {
  fold: jobs,
  finish(state) {
    const evidence: number[] = [];
    const flaws: Flaw[] = [];
    const byUrl = Map.groupBy(state.outputs, ({ url }) => url);
    for (const submission of state.submissions) {
      const expected = mediaTypeFor(state.contract, submission);
      const life = submission.id === undefined ? undefined : state.lives.byId.get(submission.id);
      // Jobs that share an id cannot be told apart.
      if (expected === undefined || life?.accepted.length !== 1) continue;
      const [result] = resultsIn(life, state.contract.gateway.states.completed);
      for (const url of outputsIn(state.contract, result?.body)) {
        for (const output of byUrl.get(url) ?? []) {
          evidence.push(output.seq);
          const flaw = mediaTypeFlaw(expected, output);
          if (flaw === undefined) continue;
          flaws.push({
            ...flaw,
            exchanges: [submission.seq, result?.seq ?? output.seq, output.seq],
          });
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
  const fallback = contract.parameters.find(({ name }) => name === parameter)?.default;
  const asked = payload?.[parameter] ?? fallback;
  return typeof asked === 'string' ? mediaTypes[asked] : undefined;
}

/** How an answer is not the media that was expected, or undefined where it is. */
export function mediaTypeFlaw(
  expected: MediaType,
  { status, mediaType, bytes }: Pick<Output, 'status' | 'mediaType' | 'bytes'>,
): Pick<Flaw, 'cause' | 'summary'> | undefined {
  if (status !== 200) {
    return { cause: `answered-${status}`, summary: `The output's URL was answered ${status}.` };
  }
  if (bytes !== undefined && !Buffer.from(bytes).toString('hex').startsWith(expected.magic)) {
    const start = Buffer.from(bytes).toString('hex').slice(0, 16);
    const summary = `The output should be ${expected.type}, but its bytes begin with ${start || 'nothing'}.`;
    return { cause: 'wrong-bytes', summary };
  }
  const given = mediaType?.split(';')[0]?.trim().toLowerCase();
  if (given === expected.type) return undefined;
  const summary = `The output is served as ${given ?? 'no media type at all'}. Documented for what was asked: ${expected.type}.`;
  return { cause: 'wrong-media-type', summary };
}

/** Clocks of two machines and rounding to hundredths: what a job may seem to take too long, in ms. */
const TOLERANCE_MS = 50;

/** Judges the time that a job says its computation took. */
export const inferenceTime = lifeJudge((life, { contract }) => {
  const { completed } = contract.gateway.states;
  const { inferenceTime: name } = contract.gateway.names;
  const [accepted] = life.accepted;
  const end = endOf(contract, life);
  const done = life.sightings.filter(
    ({ state, body }) => state === completed && body !== undefined,
  );
  const results = done.filter(({ route }) => route === 'result');
  const longest = accepted && end && (end.t1 - accepted.t0 + TOLERANCE_MS) / 1000;
  const flaws = done.flatMap(({ seq, body, route }): Flaw[] => {
    const seconds = metric(contract, body, name);
    const exchanges = accepted === undefined ? [seq] : [accepted.seq, seq];
    if (typeof seconds !== 'number') {
      if (route !== 'result') return [];
      const summary = `The result of a ${completed} job has no number at metrics.${name}, which the page's own sample reads.`;
      return [{ cause: 'missing', summary, exchanges }];
    }
    if (seconds < 0) {
      return [{ cause: 'negative', summary: `metrics.${name} is ${seconds} s.`, exchanges }];
    }
    if (longest === undefined || end === undefined || seconds <= longest) return [];
    const summary = `metrics.${name} is ${seconds} s, but the job was seen ${completed} at most ${longest.toFixed(2)} s after it was submitted.`;
    return [{ cause: 'too-long', summary, exchanges: [...exchanges, end.seq] }];
  });
  return { evidence: results.map(({ seq }) => seq), flaws };
}, NO_RESULT);

/** A member of a body's metrics. */
export function metric(
  contract: Contract,
  body: JsonObject | undefined,
  name: string,
): JsonValue | undefined {
  const metrics = body?.[contract.gateway.names.metrics];
  return isJsonObject(metrics) ? metrics[name] : undefined;
}

/** The URLs, or whatever texts stand where outputs should. */
function outputsIn({ gateway }: Contract, body: JsonObject | undefined): readonly string[] {
  const output = body?.[gateway.names.output];
  const all = Array.isArray(output) ? output : [output];
  return all.flatMap((one: JsonValue | undefined) => {
    if (typeof one === 'string') return one === '' ? [] : [one];
    if (isJsonObject(one)) return typeof one['url'] === 'string' ? [one['url']] : ['an object'];
    return [];
  });
}

function resultsIn({ sightings }: JobLife, state: string): readonly Sighting[] {
  return sightings.filter((one) => one.route === 'result' && one.state === state);
}

/** A body but for what may rightly change: the balance, which other jobs draw on too. */
function canonical(contract: Contract, body: JsonObject | undefined): string {
  const { metrics, remainingCredits } = contract.gateway.names;
  const sorted = (value: JsonValue, within: string): JsonValue => {
    if (Array.isArray(value)) return value.map((member: JsonValue) => sorted(member, within));
    if (!isJsonObject(value)) return value;
    const members = Object.entries(value).filter(
      ([name]) => !(within === metrics && name === remainingCredits),
    );
    const inOrder = members.toSorted(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(inOrder.map(([name, member]) => [name, sorted(member, name)]));
  };
  return JSON.stringify(sorted(body ?? {}, ''));
}

function differing(
  contract: Contract,
  one: JsonObject = {},
  other: JsonObject = {},
): readonly string[] {
  const same = (name: string): boolean =>
    canonical(contract, { [name]: one[name] ?? null }) ===
    canonical(contract, { [name]: other[name] ?? null });
  return Object.keys({ ...one, ...other }).filter((name) => !same(name));
}
