import { milliseconds } from '../../units/units.ts';
import type { Job } from '../job.ts';
import { type Defect, gatewayDefect } from './defect.ts';
import { wasBlocked, withoutMember } from './bodies.ts';

/** Defects of the states that a job goes through. */
export const LIFECYCLE_DEFECTS: readonly Defect[] = [
  gatewayDefect(
    'unknown-state',
    'state.known',
    'A running job is in a state that is not documented.',
    (next, { contract }) => ({
      state: (sight) => {
        const state = next.state(sight);
        return state === contract.gateway.states.running ? 'RUNNING' : state;
      },
    }),
  ),
  gatewayDefect(
    'state-goes-back',
    'state.order',
    'Half-way through a job is queued again.',
    (next, { contract }) => ({
      state: (sight) => {
        const state = next.state(sight);
        const { initial, running } = contract.gateway.states;
        const { startsAt, endsAt } = sight.job;
        return state === running && sight.at > (startsAt + endsAt) / 2 ? initial : state;
      },
    }),
  ),
  gatewayDefect(
    'completed-turns-failed',
    'state.terminal-is-final',
    'A job whose result was fetched has failed ever after.',
    (next, { contract }) => {
      const { completed, failed } = contract.gateway.states;
      const fetched = new WeakSet<Job>();
      return {
        state: (sight) => {
          const state = next.state(sight);
          if (state !== completed) return state;
          if (fetched.has(sight.job)) return failed;
          if (sight.view === 'result') fetched.add(sight.job);
          return state;
        },
      };
    },
  ),
  gatewayDefect(
    'failed-as-200',
    'state.failed-is-422',
    'A failed job is served as HTTP 200.',
    (next, { contract }) => ({
      httpStatus: (state, sight) =>
        state === contract.gateway.states.failed ? 200 : next.httpStatus(state, sight),
    }),
  ),
  gatewayDefect(
    'completed-as-422',
    'state.failed-is-422',
    'The result of a completed job is served as HTTP 422.',
    (next, { contract }) => ({
      httpStatus: (state, sight) => {
        const { completed, failedStatus } = contract.gateway.states;
        return state === completed && sight.view === 'result'
          ? failedStatus
          : next.httpStatus(state, sight);
      },
    }),
  ),
  gatewayDefect(
    'failed-without-detail',
    'state.failed-has-detail',
    'A failed job does not say why.',
    (next, { contract }) => ({
      body: (state, sight) => {
        const body = next.body(state, sight);
        const { names, states } = contract.gateway;
        return state === states.failed ? withoutMember(body, names.error) : body;
      },
    }),
  ),
  gatewayDefect(
    'block-as-state',
    'state.block-is-failed',
    'A content block is a state of its own.',
    (next, { contract }) => ({
      state: (sight) => {
        const state = next.state(sight);
        const isOver = state === contract.gateway.states.failed;
        return isOver && wasBlocked(sight.job) ? 'BLOCKED' : state;
      },
    }),
  ),
  gatewayDefect(
    'block-completes',
    'state.block-is-failed',
    'What the safety system refuses completes.',
    (next) => ({
      plan: (draft) => {
        const plan = next.plan(draft);
        const isBlock = plan.outcome.kind === 'failed' && plan.outcome.cause === 'blocked';
        return isBlock ? { ...plan, outcome: { kind: 'completed' } } : plan;
      },
    }),
  ),
  gatewayDefect(
    'routes-disagree',
    'state.routes-agree',
    'The result route calls a job failed that the status route calls completed.',
    (next, { contract }) => ({
      state: (sight) => {
        const state = next.state(sight);
        const { completed, failed } = contract.gateway.states;
        return state === completed && sight.view === 'result' ? failed : state;
      },
    }),
  ),
  gatewayDefect(
    'never-finishes',
    'state.in-time',
    'Every fourth job takes longer than any client waits.',
    (next, { contract }) => ({
      plan: (draft) => {
        const plan = next.plan(draft);
        const isHit =
          draft.number % 4 === 0 && draft.via === 'submit' && plan.outcome.kind === 'completed';
        const service = milliseconds(2 * contract.gateway.client.deadlineMs);
        return isHit ? { ...plan, service } : plan;
      },
    }),
  ),
];
