import type { Clock } from '../units/clock.ts';
import { type Usd, usd } from '../units/units.ts';

/** What may be spent: the stricter of both holds. Absent means without limit. */
export interface Allowance {
  readonly jobs?: number;
  readonly usd?: Usd;
}

/** A job's price, set aside. The first of the two calls decides; later ones do nothing. */
export interface Reservation {
  /** It was accepted, or whether it was cannot be told: its price stays charged. */
  keep(): void;
  /** It was refused, provably not sent, or failed, and so is not billed. */
  giveBack(): void;
}

/**
 * The money of a run. Every POST that may run the model reserves a job's price before it is
 * sent; what is accepted, ambiguous or in flight never exceeds the allowance.
 */
export class Budget {
  readonly #most: number;
  readonly #price: Usd;
  readonly #isTimeUp: () => boolean;
  /** Prices set aside or charged. */
  #held = 0;
  /** Those of them that may still be given back. */
  #undecided = 0;
  #decision = Promise.withResolvers<void>();

  /** @param isTimeUp whether the run's time is over, which ends it as an empty purse does. */
  constructor(allowance: Allowance, price: Usd, isTimeUp: () => boolean = () => false) {
    this.#most = jobsIn(allowance, price);
    this.#price = price;
    this.#isTimeUp = isTimeUp;
  }

  get isTimeUp(): boolean {
    return this.#isTimeUp();
  }

  /** Jobs that may still be bought. */
  get left(): number {
    return Math.max(0, this.#most - this.#held);
  }

  /** US dollars of all that is in flight, was accepted, or may have been. */
  get committed(): Usd {
    return usd(this.#held * this.#price);
  }

  /**
   * Sets a job's price aside. While all is set aside and some of it may come back, it waits;
   * called from inside an activity of the clock.
   * @returns undefined once the allowance or the run's time is used up.
   */
  async reserve(clock: Clock): Promise<Reservation | undefined> {
    while (this.left < 1) {
      if (this.#undecided === 0) return undefined;
      await clock.waitFor(this.#decision.promise);
    }
    return this.isTimeUp ? undefined : this.charge();
  }

  /** Charges for a job that nobody asked for, whether the allowance reaches for it or not. */
  charge(): Reservation {
    this.#held += 1;
    this.#undecided += 1;
    let isDecided = false;
    const decide = (isFree: boolean): void => {
      if (isDecided) return;
      isDecided = true;
      this.#undecided -= 1;
      if (isFree) this.#held -= 1;
      this.#decision.resolve();
      this.#decision = Promise.withResolvers<void>();
    };
    return { keep: () => decide(false), giveBack: () => decide(true) };
  }
}

/** A sum in binary fractions may miss a whole number of prices by so much of one. */
const DUST = 1e-9;

/** How many jobs an allowance reaches for: a whole number, or infinite where it has no limit. */
export function jobsIn({ jobs = Infinity, usd: dollars }: Allowance, price: Usd): number {
  const affordable = dollars === undefined || price === 0 ? Infinity : dollars / price + DUST;
  return Math.floor(Math.min(jobs, affordable));
}
