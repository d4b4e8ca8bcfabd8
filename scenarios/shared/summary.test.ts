import { expect, test } from 'vitest';
import { type SummaryData, summaryOf } from './summary.ts';

test('holds the verdicts on thresholds in a fixed order, and nothing else', () => {
  const data: unknown = {
    setup_data: { key: 'a secret' },
    metrics: {
      http_reqs: { values: { count: 3 } },
      jobs_started: { values: {}, thresholds: { 'count==3': { ok: true } } },
      dropped_iterations: { values: {}, thresholds: { 'count==0': { ok: false } } },
    },
  };
  expect(summaryOf(data as SummaryData)).toEqual({
    thresholds: [
      { metric: 'dropped_iterations', threshold: 'count==0', ok: false },
      { metric: 'jobs_started', threshold: 'count==3', ok: true },
    ],
  });
});
