import exec from 'k6/execution';
import type { Options } from 'k6/options';
import { callerOf } from './shared/call.ts';
import { accounting, evenArrivals } from './shared/executor.ts';
import { runJob } from './shared/job.ts';
import { settingsOf } from './shared/settings.ts';
import { type SummaryData, summaryOf } from './shared/summary.ts';

/**
 * Steady load: jobs started evenly, whatever becomes of them (an open model), the page's own
 * example each. Its console is a history; see `src/load/protocol.ts`.
 */
const settings = settingsOf(__ENV, (path) => open(path));
const caller = callerOf(settings, __ENV['LEADLINE_KEY'] ?? '');

export const options: Options = {
  scenarios: { baseline: evenArrivals(settings) },
  thresholds: accounting(settings.jobs),
};

export default function baseline(): void {
  if (settings.baseUrl === '') exec.test.abort('no target: set LEADLINE_BASE_URL');
  const job = exec.scenario.iterationInTest;
  if (job < settings.jobs) runJob(caller, job);
}

export function handleSummary(data: SummaryData): Record<string, string> {
  return { [__ENV['LEADLINE_SUMMARY'] ?? 'stdout']: `${JSON.stringify(summaryOf(data))}\n` };
}
