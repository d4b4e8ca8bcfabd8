import { CLOCK_PATH } from './clock-control.ts';
import { type FixtureName, fixtureUrls } from './fixtures.ts';
import { DISPATCH } from './job-book.ts';
import type { Keys } from './keys.ts';
import type { RateLimit } from './rate-gate.ts';
import { FIXED_SHARE } from './service-time.ts';
import type { Setting } from './setting.ts';

/** What a client of a mock has to know, and what a measurement of it should find. */
export interface MockDescription {
  readonly baseUrl: string;
  /** The URL of its clock. */
  readonly clock: string;
  readonly keys: Keys;
  readonly blockedPrompt: string;
  /** The URL of the account's request history. */
  readonly ledger: string;
  /** Pictures that inputs can point at. */
  readonly images: Readonly<Record<FixtureName, string>>;
  readonly truth: Truth;
}

/** The parameters that measurements should recover. Times in milliseconds of the target. */
export interface Truth {
  readonly profile: string;
  readonly defects: readonly string[];
  /** At the default of the parameter that stands for work. */
  readonly serviceMedianMs: number;
  /** The standard deviation of the logarithm of service times. */
  readonly serviceSigma: number;
  /** The share of the median that does not grow with the work. */
  readonly serviceFixedShare: number;
  readonly workers: number;
  /** Between a submission and the earliest start of its job. */
  readonly dispatchMs: number;
  readonly priceUsd: number;
  readonly retentionMs: number;
  readonly syncGiveUpMs: number;
  readonly validation: 'door' | 'late';
  /** Of each key; null where there is none. */
  readonly limiter: RateLimit | null;
}

export interface Described {
  readonly setting: Setting;
  readonly baseUrl: string;
  readonly workers: number;
  readonly limiter: RateLimit | undefined;
  readonly defects: readonly string[];
}

export function describeMock(described: Described): MockDescription {
  const { setting, baseUrl, workers, limiter, defects } = described;
  const { contract, profile, keys, blockedPrompt } = setting;
  return {
    baseUrl,
    clock: baseUrl + CLOCK_PATH,
    keys,
    blockedPrompt,
    ledger: baseUrl + contract.gateway.ledger.path,
    images: fixtureUrls(baseUrl),
    truth: {
      profile: profile.id,
      defects,
      serviceMedianMs: contract.latency.typicalMs * profile.slowdown,
      serviceSigma: profile.sigma,
      serviceFixedShare: FIXED_SHARE,
      workers,
      dispatchMs: DISPATCH,
      priceUsd: contract.price.usd,
      retentionMs: contract.gateway.retentionMs,
      syncGiveUpMs: profile.syncGiveUpMs,
      validation: profile.validation,
      limiter: limiter ?? null,
    },
  };
}
