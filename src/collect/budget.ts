import { type Usd, usd } from '../units/units.ts';

/** What may be spent: the stricter of both holds. Absent means without limit. */
export interface Allowance {
  readonly jobs?: number;
  readonly usd?: Usd;
}

/**
 * The money of a run. Every POST that may run the model reserves a job's price before it is
 * sent; what is accepted, ambiguous or in flight never exceeds the allowance.
 */
export class Budget {
  readonly #most: number;
  readonly #price: Usd;
  #held = 0;

  constructor(allowance: Allowance, price: Usd) {
    this.#price = price;
    this.#most = jobsIn(allowance, price);
  }

  /** Jobs that may still be bought. */
  get left(): number {
    return this.#most - this.#held;
  }

  /** US dollars of all that is reserved, in flight or bought. */
  get committed(): Usd {
    return usd(this.#held * this.#price);
  }

  /** Sets a job's price aside; false where the allowance does not reach. */
  reserve(): boolean {
    if (this.left < 1) return false;
    this.#held += 1;
    return true;
  }

  /** Gives one back: it was refused, provably not sent, or failed, and so is not billed. */
  giveBack(): void {
    this.#held -= 1;
  }
}

/** How many jobs an allowance reaches for; infinite where it has no limit. */
export function jobsIn({ jobs, usd: dollars }: Allowance, price: Usd): number {
  // A price of 0.063 seven times is 0.44100000000000006: a hundredth of a cent is not a job.
  const affordable = dollars === undefined ? Infinity : Math.floor((dollars + 1e-4) / price);
  return Math.min(jobs ?? Infinity, affordable);
}
