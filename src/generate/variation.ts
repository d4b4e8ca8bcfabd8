import type { Contract, Payload } from '../contract/contract.ts';
import type { Expectation } from '../contract/expectation.ts';
import type { JsonValue } from '../units/json.ts';
import type { Case, CaseKind } from './case.ts';
import { changed } from './change.ts';
import { fitted } from './company.ts';
import type { Level } from './level.ts';

/** The example with one thing changed: what a case is about, before it has a nonce. */
export interface Variation {
  readonly kind: CaseKind;
  /** What is changed: a parameter, or a field that the page does not name. */
  readonly parameter: string;
  /** What it becomes; `undefined` leaves it out. */
  readonly level: Level;
  /** The last part of the id, where the kind does not say it all. */
  readonly label?: string;
  /** What else has to be so for the change to be what it is. */
  readonly context?: Payload;
  readonly class: string;
  readonly expect: Expectation;
  readonly why: string;
}

/** The case that a variation makes of the contract's example. */
export function caseOf(contract: Contract, variation: Variation, nonce: () => JsonValue): Case {
  const { kind, parameter, level, label, context = {}, expect, why } = variation;
  const about = contract.roles.nonce === parameter ? {} : { [contract.roles.nonce]: nonce() };
  return {
    id: [parameter, kind, label].filter((part) => part !== undefined).join('.'),
    route: 'submit',
    kind,
    parameter,
    class: variation.class,
    expect,
    why,
    payload: fitted(
      contract,
      changed({ ...contract.example, ...context, ...about }, parameter, level),
      [parameter, ...Object.keys(context)],
    ),
  };
}
