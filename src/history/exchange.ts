import type { Expectation } from '../contract/expectation.ts';
import { type JsonValue, nestsDeeperThan, parseJson } from '../units/json.ts';

/** The first line of a history. Instants are epoch milliseconds of the target's time. */
export interface HistoryHeader {
  /** The version of the format. */
  readonly history: 1;
  /** The contract's name. */
  readonly spec: string;
  readonly target: string;
  readonly seed: number;
  readonly startedAt: number;
  /** Target milliseconds in one wall-clock millisecond; 0 means virtual time. */
  readonly rate: number;
  /** A prompt that the target's safety system refuses, where one is known. */
  readonly blockedPrompt?: string;
}

export const ROUTES = [
  'submit',
  'status',
  'result',
  'sync',
  'poll',
  'credits',
  'ledger',
  'output',
  'other',
] as const;
export type Route = (typeof ROUTES)[number];

/**
 * Whose key a request carried. `none`: no key at all; `wrong`: well-formed but nobody's;
 * `bearer`: the valid one in the wrong header; the rest are the target's configured keys.
 */
export const KEY_KINDS = [
  'valid',
  'other',
  'forbidden',
  'broke',
  'revoked',
  'none',
  'wrong',
  'bearer',
] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** `[name, value]` in the order on the wire; a repeated header has a pair each. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** The content of a message; absent where it is empty or above the limit of what is kept. */
export type Body = { readonly text: string } | { readonly base64: string };

export interface Message {
  readonly headers: HeaderList;
  readonly body?: Body;
  /** Bytes of the body, kept or not. */
  readonly bytes: number;
  /** Hex SHA-256 of the body, where the body itself is not kept. */
  readonly sha256?: string;
}

export interface ResponseMessage extends Message {
  readonly status: number;
}

/** Why there is no (whole) answer. */
export const WIRE_ERROR_KINDS = [
  'refused',
  'unresolved',
  'connect-timeout',
  'timeout',
  'reset',
  'truncated',
  'too-large',
  'malformed',
  'cut',
  'other',
] as const;
export type WireErrorKind = (typeof WIRE_ERROR_KINDS)[number];

export interface WireError {
  readonly kind: WireErrorKind;
  /** Whether the request can have reached the server. */
  readonly sent: 'yes' | 'no' | 'maybe';
}

/** What the planner meant with an exchange: commentary, never evidence. */
export interface CaseNote {
  readonly id: string;
  readonly parameter?: string;
  readonly kind: string;
  readonly expect: Expectation;
}

/** One request and its answer, or why there was none. One line of a history. */
export interface Exchange {
  /** Unique in a file. */
  readonly seq: number;
  /** When the request was begun. */
  readonly t0: number;
  /** When the answer was there in full, or given up. */
  readonly t1: number;
  readonly route: Route;
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly key: KeyKind;
  /** The job that it is about, where it is about one. */
  readonly job?: string;
  readonly case?: CaseNote;
  readonly request: Message;
  readonly response?: ResponseMessage;
  readonly error?: WireError;
  /** When it was meant to begin, where that was planned beforehand. */
  readonly planned?: number;
}

export interface History {
  readonly header: HistoryHeader;
  readonly exchanges: readonly Exchange[];
}

/** The first value of a header, by its name in any case. */
export function headerOf(message: Message, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return message.headers.find(([given]) => given.toLowerCase() === wanted)?.[1];
}

/** A body's bytes, or undefined where they were not kept. An empty body is zero bytes. */
export function bytesOf(message: Message): Uint8Array | undefined {
  if (message.body === undefined) return message.bytes === 0 ? new Uint8Array() : undefined;
  return 'text' in message.body
    ? new TextEncoder().encode(message.body.text)
    : Uint8Array.from(Buffer.from(message.body.base64, 'base64'));
}

/** Whatever reads an answer walks it by recursion; nothing that is meant to be read nests deeper. */
const DEEPEST = 200;

/**
 * A body's JSON, or undefined where it has none (or none that can be walked). A byte order mark,
 * which JSON does not allow but clients pass over, is passed over.
 */
export function jsonOf(message: Message | undefined): JsonValue | undefined {
  if (message?.body === undefined || !('text' in message.body)) return undefined;
  const text = message.body.text.replace(/^\u{FEFF}/u, '');
  return nestsDeeperThan(text, DEEPEST) ? undefined : parseJson(text);
}

/**
 * Whether all of an answer is there to be read: it came whole, and its body was kept. Of any
 * other answer only the status and the headers can be relied on, and JSON that parses.
 */
export function isWhole({ response, error }: Pick<Exchange, 'response' | 'error'>): boolean {
  if (response === undefined || error !== undefined) return false;
  return response.body !== undefined || response.bytes === 0;
}
