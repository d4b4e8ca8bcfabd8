import type { Contract, Payload } from '../contract/contract.ts';
import type { JsonValue } from '../units/json.ts';
import type { Arrival } from './arrival.ts';
import type { Behaviour } from './behaviour.ts';
import { coerced } from './coercion.ts';
import type { Trouble } from './trouble.ts';

type Read = { readonly payload: Payload } | { readonly trouble: Trouble };

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'multipart/form-data';

/** Reads what a submission carries. The synchronous route takes a form too. */
export async function readSubmission(
  contract: Contract,
  behaviour: Behaviour,
  arrival: Arrival,
  via: 'submit' | 'sync',
): Promise<Read> {
  const given = arrival.headers['content-type'];
  const type = given?.split(';')[0]?.trim().toLowerCase();
  if (given !== undefined && type === FORM_TYPE && via === 'sync') {
    return readForm(contract, given, arrival);
  }
  if (given === undefined || type !== JSON_TYPE || !isUtf8(given)) {
    return { trouble: { reason: 'content-type', given } };
  }
  const text = textOf(arrival.body);
  if (text === null) return { trouble: { reason: 'bad-body', why: 'the body is not UTF-8' } };
  const read = behaviour.read(text);
  return 'why' in read ? { trouble: { reason: 'bad-body', why: read.why } } : read;
}

function isUtf8(contentType: string): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
}

/** @returns null where the bytes are no text. */
function textOf(body: Uint8Array | undefined): string | undefined | null {
  if (body === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

/** The fields of a form are texts: they are taken for what their parameters are. */
async function readForm(
  contract: Contract,
  contentType: string,
  { body, origin }: Arrival,
): Promise<Read> {
  try {
    const bytes = Uint8Array.from(body ?? []);
    const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
    const fields = [...form].map(([name, value]) => [name, fieldOf(value, origin)] as const);
    return { payload: coerced(contract, Object.fromEntries(fields)) };
  } catch {
    return { trouble: { reason: 'bad-body', why: 'the body is not a form' } };
  }
}

/** A file stands in for the URL of a picture; where it would lie does not matter to anybody. */
function fieldOf(value: string | { readonly name: string }, origin: string): JsonValue {
  return typeof value === 'string' ? value : `${origin}/uploads/${encodeURIComponent(value.name)}`;
}
