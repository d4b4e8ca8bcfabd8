import type { Contract } from '../contract/contract.ts';
import { bytesOf, type Exchange, type HeaderList, type KeyKind } from '../history/exchange.ts';
import { isPrintable, printableLine } from './printable.ts';
import type { ReplayedJob } from './replay-steps.ts';
import { fitsInWord, printBytes, shellWord } from './shell.ts';

/** The environment variable that holds a key, or undefined where the kind needs none. */
export function keyVariable(kind: KeyKind): string | undefined {
  switch (kind) {
    case 'valid':
    case 'bearer':
      return 'LEADLINE_KEY';
    case 'other':
    case 'forbidden':
    case 'broke':
    case 'revoked':
      return `LEADLINE_KEY_${kind.toUpperCase()}`;
    case 'none':
    case 'wrong':
      return undefined;
  }
}

/** The curl arguments that carry a key of that kind: shell words, each ready to be written. */
export function keyArguments(contract: Contract, kind: KeyKind): readonly string[] {
  const { header, keyPrefix, keyHexDigits } = contract.gateway.authentication;
  const variable = keyVariable(kind);
  if (kind === 'bearer') return ['-H', `"authorization: Bearer $${variable}"`];
  if (variable !== undefined) return ['-H', `${shellWord(`${header}: `)}"$${variable}"`];
  if (kind === 'none') return [];
  return ['-H', shellWord(`${header}: ${keyPrefix}${'0'.repeat(keyHexDigits)}`)];
}

/** Keys that are nearly the valid one, made of it by the shell; told apart by the planner's note. */
const NEAR_MISSES: Readonly<Record<string, string>> = {
  prefix: `"$(printf %s "$LEADLINE_KEY" | cut -c "1-$(((\${#LEADLINE_KEY} + 1) / 2))")"`,
  longer: '"$LEADLINE_KEY"0',
  changed:
    '"$(case $LEADLINE_KEY in *0) echo "${LEADLINE_KEY%?}1" ;; *) echo "${LEADLINE_KEY%?}0" ;; esac)"',
  empty: "''",
};

/** The shell word of a near miss, or undefined where a request had none. */
function nearMissWord({ key, case: note }: Exchange): string | undefined {
  const [, how = ''] = /^key\.(\w+)\./.exec(note?.id ?? '') ?? [];
  return key === 'wrong' && Object.hasOwn(NEAR_MISSES, how) ? NEAR_MISSES[how] : undefined;
}

/** The environment variable that the key of a recorded request comes from. */
export function keyVariableOf(exchange: Exchange): string | undefined {
  return nearMissWord(exchange) === undefined ? keyVariable(exchange.key) : 'LEADLINE_KEY';
}

/** The curl arguments that carry the key of a recorded request. */
export function keyArgumentsOf(contract: Contract, exchange: Exchange): readonly string[] {
  const word = nearMissWord(exchange);
  const { header } = contract.gateway.authentication;
  // curl leaves out a header that ends with a colon; a semicolon stands for one without a value.
  if (word === NEAR_MISSES['empty']) return ['-H', shellWord(`${header};`)];
  return word === undefined
    ? keyArguments(contract, exchange.key)
    : ['-H', `${shellWord(`${header}: `)}${word}`];
}

/** Where a script sends what was recorded: jobs made anew, and the origin that `$BASE` replaces. */
export interface Destination {
  readonly origin: string;
  readonly jobs: readonly ReplayedJob[];
}

/** A recorded URL as a shell word, with `$BASE` for its origin and the new ids for the recorded. */
export function urlWord(url: string, { origin, jobs }: Destination): string {
  if (!URL.canParse(url)) return shellWord(printableLine(url));
  const { href } = new URL(url);
  const own = href.startsWith(`${origin}/`);
  const [path = '', ...query] = (own ? href.slice(origin.length) : href).split('?');
  const variables = new Map(jobs.map(({ id, variable }) => [encodeURIComponent(id), variable]));
  let word = own ? '"$BASE"' : '';
  let literal = '';
  for (const [place, segment] of path.split('/').entries()) {
    if (place > 0) literal += '/';
    const variable = variables.get(encodeURIComponent(decoded(segment)));
    if (variable === undefined) {
      literal += segment;
    } else {
      word += `${shellWord(literal)}"$${variable}"`;
      literal = '';
    }
  }
  literal += query.map((part) => `?${part}`).join('');
  return literal === '' ? word : word + shellWord(literal);
}

/** How a request's body is handed to curl. */
export type BodyWords =
  | { readonly kind: 'none' }
  | { readonly kind: 'not-kept' }
  | { readonly kind: 'word'; readonly arguments: readonly string[] }
  /** A command whose output is the body; curl reads it from its standard input. */
  | { readonly kind: 'piped'; readonly command: string; readonly arguments: readonly string[] };

/** Methods of which servers expect a body, be it an empty one. */
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/** The body of a recorded request, byte for byte. */
export function bodyWords({ method, request }: Exchange): BodyWords {
  if (request.bytes === 0 && !WITH_BODY.has(method)) return { kind: 'none' };
  const bytes = bytesOf(request);
  if (bytes === undefined) return { kind: 'not-kept' };
  const text = request.body !== undefined && 'text' in request.body ? request.body.text : '';
  // curl takes what follows an @ for the name of a file.
  const isWord = Buffer.from(text).equals(bytes) && !text.startsWith('@') && fitsInWord(text);
  if (isWord) return { kind: 'word', arguments: ['--data-binary', shellWord(text)] };
  return { kind: 'piped', command: printBytes(bytes), arguments: ['--data-binary', '@-'] };
}

/** What curl and the network set by themselves, and what says only who asks. */
const OWN_HEADERS = new Set([
  'accept',
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'expect',
  'host',
  'transfer-encoding',
  'user-agent',
]);
const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;

/** The curl arguments for the recorded headers; keys are never among them. */
export function headerArguments(
  contract: Contract,
  headers: HeaderList,
  hasBody: boolean,
): readonly string[] {
  const keyHeader = contract.gateway.authentication.header.toLowerCase();
  const wanted = headers.filter(([name, value]) => {
    const lower = name.toLowerCase();
    const isSecret = lower === keyHeader || value.includes('[redacted]');
    const isText = TOKEN.test(name) && isPrintable(value) && !value.includes('\n');
    return isText && !isSecret && !OWN_HEADERS.has(lower);
  });
  const hasType = wanted.some(([name]) => name.toLowerCase() === 'content-type');
  return [
    ...wanted.flatMap(([name, value]) => [
      '-H',
      shellWord(value === '' ? `${name};` : `${name}: ${value}`),
    ]),
    // Without this curl would call every body a form.
    ...(hasType || !hasBody ? [] : ['-H', shellWord('content-type:')]),
  ];
}

/** The curl arguments for a method; by itself curl makes any request with a body a POST. */
export function methodArguments(method: string, hasBody: boolean): readonly string[] {
  if (method === 'HEAD') return ['-I'];
  const isDefault = method === 'GET' && !hasBody;
  return isDefault || !TOKEN.test(method)
    ? []
    : ['-X', /^[A-Z]+$/.test(method) ? method : shellWord(method)];
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
