import { contract } from '../../specs/flux-depth-pro.ts';
import type { ScenarioEnvironment, ScenarioSettings } from '../../src/load/protocol.ts';

/** What a scenario does that is run by hand: ten jobs, three seconds apart, in real time. */
const BY_HAND: ScenarioSettings = {
  contract,
  baseUrl: '',
  headers: [],
  seed: 0,
  jobs: 10,
  intervalMs: 3_000,
  deadlineMs: contract.gateway.client.deadlineMs,
  virtualUsers: 11,
  clock: { rate: 1, wall: 0, target: 0 },
};

/**
 * The settings of a run. k6 opens files while it initialises only, so this is for then.
 * @param read gives a file's text.
 */
export function settingsOf(
  environment: ScenarioEnvironment,
  read: (path: string) => string,
): ScenarioSettings {
  const path = environment.LEADLINE_SETTINGS;
  if (path !== undefined) return JSON.parse(read(path)) as ScenarioSettings;
  return { ...BY_HAND, baseUrl: environment.LEADLINE_BASE_URL ?? '' };
}
