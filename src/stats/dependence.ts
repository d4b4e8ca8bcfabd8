/**
 * The rank of each value, 1 for the lowest; equal values share the mean of their ranks, so that
 * what follows depends on their order alone and not on outliers.
 */
export function ranksOf(values: readonly number[]): readonly number[] {
  const order = values
    .map((value, place) => ({ value, place }))
    .toSorted((a, b) => a.value - b.value);
  const ranks = Array.from<number>({ length: values.length });
  for (let begin = 0; begin < order.length;) {
    let end = begin + 1;
    while (end < order.length && order[end]?.value === order[begin]?.value) end += 1;
    for (const { place } of order.slice(begin, end)) ranks[place] = (begin + 1 + end) / 2;
    begin = end;
  }
  return ranks;
}

/**
 * The correlation of a series with itself, `lag` places later: -1 to 1; 0 where nothing varies.
 * @param lag an integer, 0 or more.
 */
export function autocorrelation(series: readonly number[], lag: number): number {
  const deviations = fromMean(series);
  const variance = productAt(deviations, 0);
  return variance === 0 ? 0 : productAt(deviations, lag) / variance;
}

/** One-sided 95% point of the standard normal distribution. */
const SUSPICIOUS = 1.645;

/**
 * Whether neighbours in a series are more alike than chance makes them: a one-sided test at 5% of
 * the lag-1 rank correlation (von Neumann's ratio of ranks, by its normal approximation).
 */
export function neighboursAreAlike(series: readonly number[]): boolean {
  return autocorrelation(ranksOf(series), 1) * Math.sqrt(series.length) > SUSPICIOUS;
}

/**
 * How many values of a series carry as much as one independent value: the integrated
 * autocorrelation time, summed over pairs of lags for as long as they stay positive and fall
 * (Geyer's initial monotone sequence). At least 1. Too small for series shorter than some 50
 * times the result; lags beyond a tenth of the series are left out.
 */
export function autocorrelationTime(series: readonly number[]): number {
  const deviations = fromMean(series);
  const variance = productAt(deviations, 0);
  if (variance === 0) return 1;
  let sum = 0;
  let previous = Number.POSITIVE_INFINITY;
  for (let lag = 0; lag + 1 < series.length / 10; lag += 2) {
    const pair = productAt(deviations, lag) + productAt(deviations, lag + 1);
    if (pair <= 0) break;
    previous = Math.min(pair, previous);
    sum += previous;
  }
  return Math.max(1, (2 * sum) / variance - 1);
}

function fromMean(series: readonly number[]): readonly number[] {
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
  return series.map((value) => value - mean);
}

/** The mean product of deviations `lag` apart, over the length of the whole. */
function productAt(deviations: readonly number[], lag: number): number {
  let sum = 0;
  for (let place = lag; place < deviations.length; place += 1) {
    sum += (deviations[place] ?? 0) * (deviations[place - lag] ?? 0);
  }
  return sum / deviations.length;
}
