import type { Body, HeaderList } from '../history/exchange.ts';
import type { Redacted } from '../units/redacted.ts';

const REDACTED = '[redacted]';

/** Takes secrets out of texts, in every spelling in which a server may send them back. */
export interface Redactor {
  text(value: string): string;
  headers(list: HeaderList): HeaderList;
  body(body: Body): Body;
}

/** A redactor of these secrets: as they are, and base64-, URL- and JSON-escaped. */
export function redactorOf(secrets: readonly Redacted[]): Redactor {
  const spellings = [...new Set(secrets.flatMap((secret) => spellingsOf(secret.reveal())))]
    .filter((spelling) => spelling !== '')
    .toSorted((one, other) => other.length - one.length);
  const text = (value: string): string => {
    let clean = value;
    for (const spelling of spellings) clean = clean.replaceAll(spelling, REDACTED);
    return clean;
  };
  return {
    text,
    headers: (list) => list.map(([name, value]) => [name, text(value)] as const),
    body: (body) => ('text' in body ? { text: text(body.text) } : body),
  };
}

function spellingsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  // The base64 of a longer text that has the secret in it begins at one of three offsets; the
  // characters that also depend on the neighbours are left off at both ends.
  const within = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '')
      .slice(Math.ceil((offset * 8) / 6), -1),
  );
  const long = within.filter((spelling) => spelling.length >= 8);
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    ...long,
  ];
}
