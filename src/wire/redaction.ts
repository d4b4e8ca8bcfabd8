import type { Body, HeaderList } from '../history/exchange.ts';
import type { Redacted } from '../units/redacted.ts';

const REDACTED = '[redacted]';

/** Takes secrets out of texts, in every spelling in which a server may send them back. */
export interface Redactor {
  text(value: string): string;
  headers(list: HeaderList): HeaderList;
  body(body: Body): Body;
  /** Whether a secret stands in these bytes, in any spelling. */
  isIn(bytes: Uint8Array): boolean;
}

/** A redactor of these secrets: as they are, and base64-, URL-, JSON- and HTML-escaped. */
export function redactorOf(secrets: readonly Redacted[]): Redactor {
  const spellings = [...new Set(secrets.flatMap((secret) => spellingsOf(secret.reveal())))]
    .filter((spelling) => spelling !== '')
    .toSorted((one, other) => other.length - one.length);
  const asBytes = spellings.map((spelling) => latin1(Buffer.from(spelling, 'utf8')));
  const text = (value: string): string => without(spellings, value);
  return {
    text,
    headers: (list) => list.map(([name, value]) => [text(name), text(value)] as const),
    body(body) {
      if ('text' in body) return { text: text(body.text) };
      const clean = without(asBytes, latin1(Buffer.from(body.base64, 'base64')));
      return { base64: Buffer.from(clean, 'latin1').toString('base64') };
    },
    isIn(bytes) {
      const said = latin1(bytes);
      return asBytes.some((spelling) => said.includes(spelling));
    },
  };
}

function without(spellings: readonly string[], value: string): string {
  let clean = value;
  for (const spelling of spellings) clean = clean.replaceAll(spelling, REDACTED);
  return clean;
}

/** One character for each byte, so that bytes can be searched like a text. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function spellingsOf(secret: string): readonly string[] {
  return [secret, ...escaped(secret), ...base64(Buffer.from(secret, 'utf8'))];
}

/** As it may stand in a URL, in a form, in JSON and in a page. */
function escaped(secret: string): readonly string[] {
  const inUrl = encodeURIComponent(secret.toWellFormed());
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inAscii = inJson.replaceAll(/[\u{80}-\u{10FFFF}]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => unicodeEscape(character, at)).join(''),
  );
  return [
    inUrl,
    inUrl.replaceAll(/%../g, (hex) => hex.toLowerCase()),
    new URLSearchParams([['', secret]]).toString().slice('='.length),
    inJson,
    inAscii,
    inJson.replaceAll('/', '\\/'),
    inAscii.replaceAll('/', '\\/'),
    inHtml(secret, '&#39;'),
    inHtml(secret, '&#x27;'),
  ];
}

function unicodeEscape(character: string, at: number): string {
  return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
}

function inHtml(secret: string, apostrophe: string): string {
  return secret
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", apostrophe);
}

/** Shorter than this, the middle of a secret's base64 could stand anywhere by chance. */
const LEAST_BASE64 = 8;

/**
 * The base64 of a longer text that has the secret in it begins at one of three offsets; the
 * characters that also depend on the neighbours are left off at both ends.
 */
function base64(bytes: Buffer): readonly string[] {
  const within = [0, 1, 2]
    .map((offset) =>
      Buffer.concat([Buffer.alloc(offset), bytes])
        .toString('base64')
        .replaceAll('=', '')
        .slice(Math.ceil((offset * 8) / 6), -1),
    )
    .filter(({ length }) => length >= LEAST_BASE64);
  return [bytes.toString('base64'), ...within].flatMap((spelling) => [
    spelling,
    spelling.replaceAll('+', '-').replaceAll('/', '_'),
    spelling.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  ]);
}
