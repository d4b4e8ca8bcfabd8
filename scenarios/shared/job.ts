import type { ScenarioSettings } from '../../src/load/protocol.ts';
import { nextTick } from './cadence.ts';
import { type Answer, call, type Caller } from './call.ts';
import { plannedStart, waitUntil } from './clock.ts';
import { stringAt } from './member.ts';
import { countEnd, countStart, type JobEnd } from './metrics.ts';
import { payloadOf, shareOf } from './payload.ts';

/**
 * The life of one job: submitted once whatever the answer, polled on the contract's cadence until
 * it ends or its deadline passes, and its result fetched once.
 * @param job its number in the run, from 0.
 */
export function runJob(caller: Caller, job: number): void {
  countStart();
  countEnd(lifeOf(caller, job));
}

function lifeOf(caller: Caller, job: number): JobEnd {
  const { settings } = caller;
  const submit = call(
    caller,
    {
      route: 'submit',
      body: JSON.stringify(payloadOf(settings.contract, settings.seed, job)),
      planned: plannedStart(settings.clock, settings.intervalMs, job),
      begins: job,
    },
    (text) => stringAt(text, settings.contract.gateway.names.id),
  );
  const id = stringAt(submit.text, settings.contract.gateway.names.id);
  if (!isSuccess(submit.status) || id === undefined) return endWithoutId(submit);
  const state = follow(caller, id, submit, shareOf(settings.seed, job));
  if (state === undefined) return 'timed_out';
  call(caller, { route: 'result', id });
  return state === settings.contract.gateway.states.completed ? 'finished' : 'failed';
}

/**
 * Polls until a terminal state, and gives it, or undefined where the deadline passed first; the
 * last poll is at the deadline. An answer that tells no state, such as a 429, waits for the next
 * tick like any other.
 * @param phase when the first poll is, as a share of the interval: evenly started jobs would
 *   otherwise all poll in step, and see their ends late by the same part of the interval.
 */
function follow(caller: Caller, id: string, submit: Answer, phase: number): string | undefined {
  const { clock, contract, deadlineMs } = caller.settings;
  const interval = contract.gateway.client.pollIntervalMs;
  const deadline = submit.t0 + deadlineMs;
  for (let tick = submit.t1 + phase * interval; ;) {
    const at = Math.min(tick, deadline);
    waitUntil(clock, at);
    const poll = call(caller, { route: 'status', id });
    const state = stringAt(poll.text, contract.gateway.names.state);
    if (poll.status !== undefined && isTerminal(caller.settings, state)) return state;
    if (at === deadline) return undefined;
    tick = nextTick(tick, interval, poll.t1);
  }
}

function endWithoutId({ status, sent }: Answer): JobEnd {
  const refused = status === undefined ? !sent : status >= 400 && status < 500;
  return refused ? 'refused' : 'ambiguous';
}

function isSuccess(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

function isTerminal({ contract }: ScenarioSettings, state: string | undefined): boolean {
  return contract.gateway.states.all.some(({ name, terminal }) => terminal && name === state);
}
