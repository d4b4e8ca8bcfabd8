import type { Payload } from '../contract/contract.ts';
import type { Behaviour } from './behaviour.ts';
import type { Arrival } from './arrival.ts';
import type { Trouble } from './trouble.ts';

type Read = { readonly payload: Payload } | { readonly trouble: Trouble };

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'multipart/form-data';

/** Reads what a submission carries. The synchronous route takes a form too. */
export async function readSubmission(
  behaviour: Behaviour,
  { headers, body }: Pick<Arrival, 'headers' | 'body'>,
  via: 'submit' | 'sync',
): Promise<Read> {
  const given = headers['content-type'];
  const type = given?.split(';')[0]?.trim().toLowerCase();
  if (type === FORM_TYPE && via === 'sync') return readForm(given ?? '', body);
  if (type !== JSON_TYPE || !isUtf8(given ?? '')) {
    return { trouble: { reason: 'content-type', given } };
  }
  const text = textOf(body);
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

/** A form's fields are texts that spell JSON where they can; a file stands for itself by name. */
async function readForm(contentType: string, body: Uint8Array | undefined): Promise<Read> {
  try {
    const bytes = Uint8Array.from(body ?? []);
    const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
    const fields = [...form.entries()].map(([name, value]) => [name, fieldValue(value)] as const);
    return { payload: Object.fromEntries(fields) };
  } catch {
    return { trouble: { reason: 'bad-body', why: 'the body is not a form' } };
  }
}

function fieldValue(value: string | { readonly name: string }): string {
  return typeof value === 'string' ? value : value.name;
}
