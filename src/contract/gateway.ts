import type { Clause } from './clause.ts';

/** The service that all models of a vendor share: routes, states, names, errors. */
export interface Gateway {
  readonly name: string;
  /** The live API's origin, without a path. */
  readonly origin: string;
  readonly authentication: Authentication;
  readonly routes: Readonly<Record<GatewayRoute, RouteTemplate>>;
  readonly ledger: Ledger;
  readonly names: Names;
  readonly states: States;
  readonly errors: readonly ErrorCode[];
  /** How long a finished job's result is kept. */
  readonly retentionMs: number;
  /** What the vendor's own client does, and so what users depend on. */
  readonly client: Client;
  /** Origins on which outputs live; they get no key. */
  readonly outputOrigins: readonly string[];
  readonly clauses: readonly Clause[];
}

export type GatewayRoute = 'submit' | 'sync' | 'status' | 'result' | 'poll' | 'credits';

export interface RouteTemplate {
  readonly method: 'GET' | 'POST';
  /** `{slug}` and `{id}` stand for the model and the job. */
  readonly path: string;
  /** The status of a good answer. */
  readonly success: number;
}

export interface Authentication {
  /** The request header that carries the key. */
  readonly header: string;
  /** The shape of a key, as a regular expression. */
  readonly keyPattern: string;
  /** How long keys of that shape begin; what follows is `keyHexDigits` hex digits. */
  readonly keyPrefix: string;
  readonly keyHexDigits: number;
  /** What an answer says when there is no key at all, and when a key was refused. */
  readonly missingKeyText: string;
  readonly refusedKeyText: string;
}

/** The account's request history, on a host of its own in the live service. */
export interface Ledger {
  readonly origin: string;
  readonly path: string;
  /** Members of one row. */
  readonly row: {
    readonly id: string;
    readonly model: string;
    readonly state: string;
    readonly charge: string;
    readonly request: string;
    readonly output: string;
    readonly latencyMs: string;
    readonly error: string;
  };
  readonly perPage: { readonly default: number; readonly max: number };
  readonly windowDays: { readonly default: number; readonly max: number };
  /** How it calls a job that is neither completed nor failed. */
  readonly pending: string;
}

/** What the gateway calls the members of its bodies and its headers. */
export interface Names {
  readonly id: string;
  readonly state: string;
  readonly statusUrl: string;
  readonly responseUrl: string;
  readonly pollUrl: string;
  readonly output: string;
  readonly error: string;
  readonly errorDescription: string;
  readonly metrics: string;
  /** Members of `metrics`; times in seconds, money in credits (1 credit = 1 USD). */
  readonly cost: string;
  readonly remainingCredits: string;
  readonly inferenceTime: string;
  readonly queueTime: string;
  readonly totalTime: string;
  readonly retryCount: string;
  /** The member of the credits route's body. */
  readonly credits: string;
  /** Response headers of the synchronous route. */
  readonly headers: {
    readonly cost: string;
    readonly remainingCredits: string;
    readonly generationTime: string;
    readonly nonce: string;
    readonly id: string;
    readonly rateLimitReset: string;
  };
}

export interface States {
  readonly all: readonly StateName[];
  readonly initial: string;
  readonly running: string;
  readonly completed: string;
  readonly failed: string;
  /** Every legal step from one state to the next. */
  readonly transitions: readonly (readonly [from: string, to: string])[];
  /** The HTTP status under which a failed job is served, on the status and the result route. */
  readonly failedStatus: number;
}

export interface StateName {
  readonly name: string;
  readonly meaning: string;
  readonly terminal: boolean;
}

/** What an error status means here. */
export interface ErrorCode {
  readonly status: number;
  readonly role: ErrorRole;
  readonly title: string;
  readonly meaning: string;
  /** `page`: in the model page's table; `gateway`: documented or seen elsewhere. */
  readonly documented: 'page' | 'gateway';
}

export type ErrorRole =
  | 'bad-request'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'no-credits'
  | 'no-credits-seen'
  | 'rate-limited'
  | 'server-error'
  | 'bad-gateway'
  | 'timeout'
  | 'wrong-method'
  | 'retired';

export interface Client {
  readonly pollIntervalMs: number;
  readonly deadlineMs: number;
  /** After this long without an answer it gives up an HTTP request. */
  readonly timeoutMs: number;
  readonly userAgent: string;
}
