import type { JsonObject, JsonValue } from '../units/json.ts';
import type { Clause } from './clause.ts';
import type { Gateway } from './gateway.ts';
import type { Parameter } from './parameter.ts';

/** The JSON object that a submit sends. */
export type Payload = JsonObject;

/**
 * What the documentation of one model promises, as data. A contract is one file in `specs/`;
 * everything else (schemas, mock, cases, clauses, thresholds, docs) derives from it.
 */
export interface Contract {
  /** How `--spec` names it. */
  readonly name: string;
  /** How the routes name the model: `{slug}` of their paths. */
  readonly slug: string;
  readonly title: string;
  /** The page that makes the promises. */
  readonly source: string;
  readonly parameters: readonly Parameter[];
  readonly roles: Roles;
  /** The page's own payload: known to be valid, all that it refers to exists. */
  readonly example: Payload;
  readonly output: Output;
  readonly latency: Latency;
  readonly price: Price;
  readonly gateway: Gateway;
  /** Promises of this page alone; those of parameters and of the gateway are derived. */
  readonly clauses: readonly Clause[];
}

/** Which parameter does what; each names a parameter of the contract. */
export interface Roles {
  /** The one that tells two otherwise equal paid jobs apart. */
  readonly nonce: string;
  /** The text that a safety system may block. */
  readonly text?: string;
  /** The one that makes a job take longer. */
  readonly work?: string;
  /** How permissive the safety system is; higher blocks less. */
  readonly tolerance?: string;
}

/** What a completed job yields. */
export interface Output {
  readonly kind: 'image';
  /** Media types by the value of `parameter`, which an absent parameter's default also picks. */
  readonly parameter: string;
  readonly mediaTypes: Readonly<Record<string, MediaType>>;
}

/** A media type, and the bytes (in hex) with which a file of it begins. */
export interface MediaType {
  readonly type: string;
  readonly magic: string;
}

/** How long a job takes, as documented. */
export interface Latency {
  /** Milliseconds. */
  readonly typicalMs: number;
  readonly source: string;
}

/** What a completed job costs. */
export interface Price {
  readonly usd: number;
  readonly source: string;
}

/** The value that leaving a parameter out stands for, or undefined. */
export function defaultOf(contract: Contract, parameter: string): JsonValue | undefined {
  return contract.parameters.find(({ name }) => name === parameter)?.default;
}
