/** Below this share of the likeliest count's probability, a count adds nothing to a double. */
const NEGLIGIBLE = 1e-22;

/** The counts of successes that matter, in ascending order, and the probability of each. */
export interface BinomialMass {
  /** The count to which `probabilities[0]` belongs. */
  readonly first: number;
  readonly probabilities: readonly number[];
}

/**
 * The binomial distribution, exact to rounding: begun at the likeliest count, continued by the
 * ratio of neighbours in both directions until it vanishes, and normalised at the end.
 * @param n trials, an integer of 0 or more.
 * @param p the chance of success, above 0 and below 1.
 */
export function binomialMass(n: number, p: number): BinomialMass {
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  const below: number[] = [];
  for (let k = mode, mass = 1; k > 0; k -= 1) {
    mass *= k / ((n - k + 1) * odds);
    if (mass < NEGLIGIBLE) break;
    below.push(mass);
  }
  const above: number[] = [];
  for (let k = mode, mass = 1; k < n; k += 1) {
    mass *= ((n - k) * odds) / (k + 1);
    if (mass < NEGLIGIBLE) break;
    above.push(mass);
  }
  const masses = [...below.toReversed(), 1, ...above];
  const total = masses.toSorted((a, b) => a - b).reduce((sum, mass) => sum + mass, 0);
  return { first: mode - below.length, probabilities: masses.map((mass) => mass / total) };
}
