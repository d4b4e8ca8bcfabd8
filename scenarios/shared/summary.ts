import type { ScenarioSummary, ThresholdResult } from '../../src/load/protocol.ts';

/** The part of k6's summary data that is read here. */
export interface SummaryData {
  readonly metrics: Readonly<
    Record<string, { readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>> }>
  >;
}

/**
 * The verdicts on the thresholds, and nothing else of k6's summary: its percentiles mix what must
 * be told apart, and it repeats what `setup` returned.
 */
export function summaryOf(data: SummaryData): ScenarioSummary {
  const thresholds = Object.entries(data.metrics)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([metric, { thresholds: results = {} }]) =>
      Object.entries(results).map(([threshold, { ok }]): ThresholdResult => ({
        metric,
        threshold,
        ok,
      })),
    );
  return { thresholds };
}
