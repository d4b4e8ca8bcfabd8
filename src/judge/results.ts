import type { Contract } from '../contract/contract.ts';
import { isHttpUrl } from '../contract/http-url.ts';
import type { JobLife, Sighting } from '../history/life.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../units/json.ts';
import type { Judge } from './judge.ts';
import { type Jobs, jobs } from './jobs.ts';
import { lifeJudge } from './life-judge.ts';
import { endOf, statusOf } from './outcome.ts';
import { isTerminal } from './stages.ts';
import { type Flaw, listed, record } from './verdicts.ts';

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
      return life.eventful.filter(
        (one) =>
          one.route === 'result' &&
          one.status !== statusOf(state.contract, 'rate-limited') &&
          life.accepted.length === 1 &&
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

/** Judges that a result does not change; that a state does not is another promise. */
export const resultIsStable = lifeJudge((life, { contract }) => {
  const results = life.eventful.filter(
    ({ route, state }) => route === 'result' && isTerminal(contract, state),
  );
  const evidence: number[] = [];
  const flaws: Flaw[] = [];
  for (const [first, ...later] of Map.groupBy(results, ({ state }) => state).values()) {
    if (first === undefined || later.length === 0) continue;
    for (const { seq } of later) evidence.push(seq);
    const wanted = canonical(contract, first.body);
    const changed = later.find(({ body }) => canonical(contract, body) !== wanted);
    if (changed === undefined) continue;
    const members = differing(contract, first.body, changed.body);
    const summary = `The result of a finished job changed between two fetches: ${listed(members)}.`;
    flaws.push({ cause: 'changed', summary, exchanges: [first.seq, changed.seq] });
  }
  return { evidence, flaws };
}, 'no result was fetched twice');

/**
 * The URLs, or whatever texts stand where outputs should: at the documented member, or at another
 * that lists things with a URL each.
 */
export function outputsIn({ gateway }: Contract, body: JsonObject | undefined): readonly string[] {
  const output = body?.[gateway.names.output];
  const documented = [output].flat().flatMap(outputIn);
  if (documented.length > 0) return documented;
  return Object.values(body ?? {}).flatMap((member: JsonValue) =>
    Array.isArray(member) ? member.flatMap(urlIn) : [],
  );
}

function outputIn(one: JsonValue | undefined): readonly string[] {
  if (typeof one === 'string') return one === '' ? [] : [one];
  if (!isJsonObject(one)) return [];
  const url = urlIn(one);
  return url.length > 0 || Object.keys(one).length === 0 ? url : ['an object'];
}

function urlIn(one: JsonValue): readonly string[] {
  return isJsonObject(one) && typeof one['url'] === 'string' && one['url'] !== ''
    ? [one['url']]
    : [];
}

export function resultsIn({ eventful }: JobLife, state: string): readonly Sighting[] {
  return eventful.filter((one) => one.route === 'result' && one.state === state);
}

/**
 * A body but for what may rightly change: the balance, which other jobs draw on too, and the
 * queries of URLs, in which a signature is made anew each time.
 */
function canonical(contract: Contract, body: JsonObject | undefined): string {
  const { metrics, remainingCredits } = contract.gateway.names;
  const sorted = (value: JsonValue, within: string): JsonValue => {
    if (Array.isArray(value)) return value.map((member: JsonValue) => sorted(member, within));
    if (typeof value === 'string' && isHttpUrl(value)) return value.split('?', 1)[0] ?? value;
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
