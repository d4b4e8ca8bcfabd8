import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import type { Allowance } from '../collect/budget.ts';
import type { Means } from '../collect/plan.ts';
import { CONFIGURED_KEYS, type ConfiguredKey, type Keys, type Target } from '../collect/target.ts';
import type { Contract } from '../contract/contract.ts';
import { createMock, MOCK_EPOCH, MOCK_ORIGIN } from '../mock/mock.ts';
import { type Profile } from '../mock/profiles.ts';
import type { Clock } from '../units/clock.ts';
import { realClock } from '../units/real-clock.ts';
import { Redacted } from '../units/redacted.ts';
import { type Seed } from '../units/units.ts';
import { VirtualClock } from '../units/virtual-clock.ts';
import { clockLine } from '../wire/clock-line.ts';
import { ClockError, targetClock } from '../wire/target-clock.ts';
import { EXIT, UserError } from './exit.ts';
import type { ClockChoice } from './quantities.ts';
import type { ChosenTarget } from './choose-target.ts';

/** A target that can be talked to. */
export interface OpenTarget {
  readonly target: Target;
  readonly clock: Clock;
  readonly dispatcher: Dispatcher;
  readonly means: Means;
  close(): Promise<void>;
}

/** What an embedded mock is to be like. */
export interface MockChoice {
  readonly profile: Profile;
  readonly defects: readonly string[];
}

/** Longer than this nobody waits for a result to expire, in wall-clock milliseconds. */
const MOST_WAITING_MS = 300_000;

/** Opens what was chosen: the embedded mock, or a server at a URL. */
export async function openTarget(
  chosen: ChosenTarget,
  contract: Contract,
  seed: Seed,
  choice: ClockChoice | undefined,
  mock: MockChoice,
): Promise<OpenTarget> {
  return chosen.is === 'mock'
    ? openMock(contract, seed, choice ?? { rate: 0 }, mock, chosen.allowance)
    : openServer(chosen, contract, choice);
}

function openMock(
  contract: Contract,
  seed: Seed,
  { rate }: ClockChoice,
  { profile, defects }: MockChoice,
  allowance: Allowance,
): OpenTarget {
  const clock = rate === 0 ? new VirtualClock(MOCK_EPOCH, 'itself') : realClock(rate, MOCK_EPOCH);
  const mock = createMock({ contract, clock, seed, profile, defects, exchangeDurations: true });
  const keys = Object.fromEntries(
    CONFIGURED_KEYS.map((name) => [name, new Redacted(mock.keys[name])]),
  );
  const { blockedPrompt } = mock;
  const target: Target = {
    name: 'mock',
    baseUrl: MOCK_ORIGIN,
    keys,
    ledger: mock.description().ledger,
    blockedPrompt,
    headers: [],
  };
  return {
    target,
    clock,
    dispatcher: mock.dispatcher(),
    means: meansOf(target, clock, contract, allowance, false),
    close: () => mock.close(),
  };
}

async function openServer(
  chosen: Extract<ChosenTarget, { is: 'server' }>,
  contract: Contract,
  choice: ClockChoice | undefined,
): Promise<OpenTarget> {
  const { target, clockUrl, proxy, allowance, paid } = chosen;
  const agentOptions = { connect: { timeout: 10_000 }, headersTimeout: 0, bodyTimeout: 0 };
  const dispatcher =
    proxy === undefined ? new Agent(agentOptions) : new ProxyAgent({ uri: proxy, ...agentOptions });
  const clock = await clockOf(clockUrl, choice, dispatcher);
  return {
    target,
    clock,
    dispatcher,
    means: meansOf(target, clock, contract, allowance, paid),
    close: () => dispatcher.close(),
  };
}

async function clockOf(
  url: string | undefined,
  choice: ClockChoice | undefined,
  dispatcher: Dispatcher,
): Promise<Clock> {
  if (url === undefined) {
    const rate = choice?.rate ?? 1;
    if (rate > 0) return realClock(rate);
    throw new UserError(
      'virtual time needs a target that has a clock: set `clock` in its configuration, or leave --clock out.',
    );
  }
  try {
    return await targetClock(clockLine(url, dispatcher));
  } catch (error) {
    const why = error instanceof ClockError ? error.message : `${url} does not answer`;
    throw new UserError(`cannot use the target's clock: ${why}`, EXIT.unfinished, {
      cause: error,
    });
  }
}

function meansOf(
  { keys, blockedPrompt, ledger }: Target,
  { rate }: Pick<Clock, 'rate'>,
  { gateway }: Contract,
  allowance: Allowance,
  paid: boolean,
): Means {
  return {
    keys: presentKeys(keys),
    ...(blockedPrompt !== undefined && { blockedPrompt }),
    ledger: ledger !== undefined,
    canWait: rate === 0 || gateway.retentionMs / rate <= MOST_WAITING_MS,
    paid,
    allowance,
  };
}

/** What a run will have to work with, as far as it can be told without asking the target. */
export function meansBeforehand(
  chosen: ChosenTarget,
  contract: Contract,
  choice: ClockChoice | undefined,
  mock: MockChoice,
  seed: Seed,
): Means {
  if (chosen.is === 'mock') {
    return openMock(contract, seed, choice ?? { rate: 0 }, mock, chosen.allowance).means;
  }
  // Whether a target's own clock is virtual is not known before it is asked: likely it is.
  const rate = chosen.clockUrl === undefined ? (choice?.rate ?? 1) : 0;
  return meansOf(chosen.target, { rate }, contract, chosen.allowance, chosen.paid);
}

function presentKeys(keys: Keys): readonly ConfiguredKey[] {
  return CONFIGURED_KEYS.filter((name) => keys[name] !== undefined);
}
