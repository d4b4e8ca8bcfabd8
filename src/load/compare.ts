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
  const ratio = inUnitsOf(documentedMs, median);
  const documented = `the documented ${seconds(documentedMs, 2)} s`;
  return {
    documentedMs,
    compared,
    statement: statementOf(compared, median, ratio, documented),
    ratio,
  };
}

function statementOf(
  compared: string,
  median: Estimate,
  ratio: Estimate,
  documented: string,
): string {
  if (!isEstimated(median) || !isEstimated(ratio)) {
    const reason = isEstimated(median) ? '' : median.reason;
    return `${compared} median ${reason}; nothing to hold against ${documented}`;
  }
  const { value, low, high } = median;
  const measured = `${compared} median ${seconds(value, 1)} s [${seconds(low, 1)}, ${seconds(high, 1)}]`;
  if (ratio.low > 1) {
    return `${measured}: slower than ${documented} by ${range(ratio.low - 1, ratio.high - 1)}`;
  }
  if (ratio.high < 1) {
    return `${measured}: faster than ${documented} by ${range(1 - ratio.high, 1 - ratio.low)}`;
  }
  const [least, most] = [signed(ratio.low - 1), signed(ratio.high - 1)];
  return `${measured}: no difference from ${documented} can be told (${least} to ${most})`;
}

function seconds(milliseconds: number, digits: number): string {
  return (milliseconds / 1_000).toFixed(digits);
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
