import type { Dispatcher } from 'undici';
import type { Contract } from '../contract/contract.ts';
import type { Clock } from '../units/clock.ts';
import { randomStream } from '../units/random.ts';
import { milliseconds, type Seed, type Usd, usd } from '../units/units.ts';
import { Account } from './account.ts';
import { createApp } from './app.ts';
import { behaviourOf } from './defects/defects.ts';
import { describeMock, type MockDescription } from './description.ts';
import { InProcessDispatcher } from './dispatcher.ts';
import { GatewayService } from './gateway-service.ts';
import { JobBook } from './job-book.ts';
import { type KeyName, type Keys, keysOf } from './keys.ts';
import { DEFAULT_PROFILE, type Profile } from './profiles.ts';
import { createGate, type RateLimit } from './rate-gate.ts';
import type { Setting } from './setting.ts';

/** How the embedded mock is called. */
export const MOCK_ORIGIN = 'http://mock.leadline.invalid';

/** When the embedded mock's virtual time begins: 2026-01-01T00:00:00Z. */
export const MOCK_EPOCH = Date.UTC(2026, 0, 1);

const BLOCKED_PROMPT = 'a scene that the safety system refuses';
const CREDITS = usd(10_000);

export interface MockOptions {
  readonly contract: Contract;
  readonly clock: Clock;
  readonly seed: Seed;
  /** By default `strict`. */
  readonly profile?: Profile;
  /** Ids of seeded defects, from `listDefects`. */
  readonly defects?: readonly string[];
  /** 1 or more; by default the profile's. */
  readonly workers?: number;
  /** What every account but `broke` begins with; by default 10,000. */
  readonly credits?: Usd;
  /** In front of every key; by default the profile's, if it has one. */
  readonly limiter?: RateLimit;
  /** Whether every exchange takes a seeded time above 0; by default it takes none. */
  readonly exchangeDurations?: boolean;
}

/** A server of a contract. */
export interface Mock {
  readonly keys: Keys;
  /** A text that the safety system refuses, at the default tolerance. */
  readonly blockedPrompt: string;
  /** Serves `MOCK_ORIGIN` in process. */
  dispatcher(): Dispatcher;
  /** Serves on a socket; port 0 takes a free one. @returns the base URL. */
  listen(at: { readonly host: string; readonly port: number }): Promise<string>;
  description(): MockDescription;
  close(): Promise<void>;
}

/** @throws RangeError when there are fewer than one worker or a defect is unknown. */
export function createMock(options: MockOptions): Mock {
  const setting = settingOf(options);
  const { profile } = setting;
  const defects = options.defects ?? [];
  const behaviour = behaviourOf(setting, defects);
  const workers = options.workers ?? profile.workers;
  const limiter = options.limiter ?? profile.limiter;
  const jobs = new JobBook(behaviour, workers, milliseconds(profile.syncGiveUpMs));
  const service = new GatewayService(setting, behaviour, jobs, createGate(limiter));
  const app = createApp({
    clock: options.clock,
    origin: MOCK_ORIGIN,
    handle: (arrival) => service.handle(arrival),
    malformed: (status, why) => behaviour.trouble({ reason: 'bad-request', status, why }),
    delay: options.exchangeDurations === true ? exchangeDelay(setting) : () => 0,
  });
  let baseUrl = MOCK_ORIGIN;
  return {
    keys: setting.keys,
    blockedPrompt: setting.blockedPrompt,
    dispatcher: () => new InProcessDispatcher(app, MOCK_ORIGIN),
    listen: async (at) => {
      baseUrl = await app.listen(at);
      return baseUrl;
    },
    description: () => describeMock({ setting, baseUrl, workers, limiter, defects }),
    close: () => app.close(),
  };
}

function settingOf(options: MockOptions): Setting {
  const { contract, seed, profile = DEFAULT_PROFILE, credits = CREDITS } = options;
  const funded = (name: KeyName): Account => new Account(name, credits);
  return {
    contract,
    profile,
    seed,
    keys: keysOf(contract.gateway.authentication, seed),
    accounts: {
      valid: funded('valid'),
      other: funded('other'),
      forbidden: funded('forbidden'),
      broke: new Account('broke', usd(0)),
      revoked: funded('revoked'),
    },
    blockedPrompt: BLOCKED_PROMPT,
    random: (purpose) => randomStream(seed, purpose),
  };
}

/** Times spread evenly over orders of magnitude, drawn in the order in which requests come. */
function exchangeDelay({ profile, random }: Setting): () => number {
  const stream = random('mock.exchanges');
  // An exchange has two parts: until the gateway acts, and until the answer is there.
  const low = Math.log(profile.exchangeMs.min / 2);
  const high = Math.log(profile.exchangeMs.max / 2);
  return () => Math.exp(low + (high - low) * stream.next());
}
