const REDACTED = '[redacted]';

/**
 * A secret that cannot be printed by accident: string conversion, JSON and
 * `util.inspect` all show `[redacted]`. The value leaves through `reveal` alone.
 */
export class Redacted {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The secret itself. Only the wire, which puts it into a header, may need it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }
}
