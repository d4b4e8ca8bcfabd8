import type { Contract } from '../contract/contract.ts';
import { type Estimate, inUnitsOf, isEstimated } from '../stats/estimate.ts';
import type { BaselineComparison } from './measurement.ts';

/**
 * Holds a measured median against the documented time. The page does not say which statistic its
 * time is; a typical job is read as the median one.
 * @param median in milliseconds.
 */
export function compareWithBaseline(
  contract: Contract,
  compared: BaselineComparison['compared'],
  median: Estimate,
): BaselineComparison {
  const documentedMs = contract.latency.typicalMs;
  return {
    documentedMs,
    compared,
    statement: `${compared} median ${statementOf(median, documentedMs)}`,
    ratio: inUnitsOf(documentedMs, median),
  };
}

function statementOf(median: Estimate, documentedMs: number): string {
  const digits = digitsFor(documentedMs);
  const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(digits);
  const documented = `the documented ${(documentedMs / 1_000).toFixed(digits + 1)} s`;
  if (!isEstimated(median)) return `${median.reason}; nothing to hold against ${documented}`;
  const measured = `${seconds(median.value)} s [${seconds(median.low)}, ${seconds(median.high)}]`;
  const low = median.low / documentedMs - 1;
  const high = median.high / documentedMs - 1;
  if (low > 0) return `${measured}: slower than ${documented} by ${range(low, high)}`;
  if (high < 0) return `${measured}: faster than ${documented} by ${range(-high, -low)}`;
  return `${measured}: no difference from ${documented} can be told (${signed(low)} to ${signed(high)})`;
}

/** So that a tenth of the documented time still shows. */
function digitsFor(documentedMs: number): number {
  if (documentedMs >= 10_000) return 1;
  return documentedMs >= 1_000 ? 2 : 3;
}

/** E.g. `1.4–4.9%`. */
function range(low: number, high: number): string {
  return `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}%`;
}

/** E.g. `+1.4%`, with a real minus sign. */
function signed(share: number): string {
  const percent = (share * 100).toFixed(1);
  return percent.startsWith('-') ? `−${percent.slice(1)}%` : `+${percent}%`;
}
