import { readBody } from '../contract/body.ts';
import type { Contract } from '../contract/contract.ts';
import { milliseconds, usd } from '../units/units.ts';
import { nestsDeeperThan } from '../units/json.ts';
import type { Behaviour, Credentials, Identity } from './behaviour.ts';
import { coerced } from './coercion.ts';
import { formatOf } from './image.ts';
import { hexId, uuid } from './ids.ts';
import { inputReader } from './input.ts';
import { KEY_NAMES } from './keys.ts';
import { planner } from './plan.ts';
import type { Setting } from './setting.ts';
import { syncAnswer } from './sync-answer.ts';
import { troubleAnswer } from './trouble.ts';
import { seconds, stateName, submittedBody, viewBody } from './views.ts';

const FREE = usd(0);

/**
 * The behaviour that keeps every promise of the contract.
 * @param self the behaviour in force, of which this is the ground: what a defect replaced is
 *   replaced for the other functions too.
 */
export function cleanBehaviour(setting: Setting, self: () => Behaviour): Behaviour {
  const { contract, profile, accounts } = setting;
  const { gateway } = contract;
  const price = usd(contract.price.usd);
  const ids = setting.random('mock.ids');
  return {
    identify: (credentials) => identify(setting, credentials),
    knowsModel: (slug) => slug === contract.slug,
    mayRun: (account) => account !== accounts.forbidden,
    canPay: (account, at) => account.availableAt(at) >= price,
    read,
    inputs: (sent) => (profile.coerces ? coerced(contract, sent) : sent),
    faults: inputReader(contract),
    checksInput: profile.validation,
    refusalCost: () => FREE,
    trouble: (trouble) => troubleAnswer(gateway, profile, trouble),
    newId: () => (profile.ids === 'uuid' ? uuid(ids) : hexId(ids)),
    plan: planner(setting),
    cost: (_draft, outcome) =>
      outcome.kind === 'completed'
        ? { charged: price, stated: price }
        : { charged: FREE, stated: FREE },
    submitted: (job, origin) => submittedBody(contract, job, origin),
    state: (sight) => stateName(contract, sight, profile.showsRunning),
    httpStatus: (state, { view }) => httpStatus(contract, state, view),
    body: (state, sight) => viewBody(contract, self, state, sight),
    inferenceSeconds: (job) => seconds(job.endsAt - job.startsAt),
    format: (job) => formatOf(contract, job.inputs),
    retention: milliseconds(gateway.retentionMs),
    syncAnswer: (job) => syncAnswer(contract, self(), job),
  };
}

function identify(setting: Setting, { key }: Credentials): Identity {
  if (key === undefined) return { trouble: { reason: 'missing-key' } };
  const name = KEY_NAMES.find((candidate) => setting.keys[candidate] === key);
  return name === undefined || name === 'revoked'
    ? { trouble: { reason: 'refused-key' } }
    : { account: setting.accounts[name] };
}

/** Deeper than any payload is meant to be. */
const MOST_LEVELS = 100;

function read(text: string | undefined): ReturnType<Behaviour['read']> {
  if (text !== undefined && nestsDeeperThan(text, MOST_LEVELS))
    return { why: 'the body is nested too deeply' };
  return readBody(text);
}

function httpStatus(contract: Contract, state: string, view: keyof Contract['gateway']['routes']) {
  const { states, routes } = contract.gateway;
  return state === states.failed ? states.failedStatus : routes[view].success;
}
