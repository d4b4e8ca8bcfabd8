import type { ErrorRole, Gateway } from '../contract/gateway.ts';
import type { EpochMs } from '../units/units.ts';
import { type Answer, htmlAnswer, jsonAnswer } from './answer.ts';
import type { InputFault } from './input.ts';
import type { Profile } from './profiles.ts';
import { WIRE_NAMES } from './wire-names.ts';

/** Why a request is refused. */
export type Trouble =
  | { readonly reason: 'missing-key' }
  | { readonly reason: 'refused-key' }
  | { readonly reason: 'forbidden' }
  | { readonly reason: 'unknown-route' }
  | { readonly reason: 'unknown-model'; readonly slug: string }
  | {
      readonly reason: 'unknown-job';
      readonly id: string;
      /** Whether it was somebody's: it expired, or it is not the asker's. */
      readonly wasKnown: boolean;
    }
  | { readonly reason: 'wrong-method' }
  | { readonly reason: 'content-type'; readonly given: string | undefined }
  | { readonly reason: 'bad-body'; readonly why: string }
  | { readonly reason: 'bad-request'; readonly why: string; readonly status?: number }
  | { readonly reason: 'invalid-input'; readonly faults: readonly InputFault[] }
  | { readonly reason: 'no-credits' }
  | { readonly reason: 'rate-limited'; readonly resetAt: EpochMs }
  | { readonly reason: 'given-up' };

/** Statuses of a gateway whose table does not name a role. */
const USUAL_STATUS: Readonly<Record<ErrorRole, number>> = {
  'bad-request': 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'no-credits': 406,
  'no-credits-seen': 402,
  'rate-limited': 429,
  'server-error': 500,
  'bad-gateway': 502,
  timeout: 504,
  'wrong-method': 405,
  retired: 410,
};

export function statusOf(gateway: Gateway, role: ErrorRole): number {
  return gateway.errors.find((code) => code.role === role)?.status ?? USUAL_STATUS[role];
}

const MAX_SHOWN = 100;

function shown(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}

/** The answer to trouble, as the gateway documents it. */
export function troubleAnswer(gateway: Gateway, profile: Profile, trouble: Trouble): Answer {
  const status = (role: ErrorRole): number => statusOf(gateway, role);
  const plain = (role: ErrorRole, text: string): Answer =>
    jsonAnswer(status(role), { [gateway.names.error]: text });
  switch (trouble.reason) {
    case 'missing-key':
      return envelope(gateway, 'unauthorized', gateway.authentication.missingKeyText);
    case 'refused-key':
      return envelope(gateway, 'unauthorized', gateway.authentication.refusedKeyText);
    case 'forbidden':
      return envelope(gateway, 'forbidden', 'This account may not use this model');
    case 'unknown-route':
      return plain('not-found', 'Endpoint not found');
    case 'unknown-model':
      return plain('not-found', `Model ${shown(trouble.slug)} not found`);
    case 'unknown-job':
      return plain('not-found', `Request ${shown(trouble.id)} not found`);
    case 'wrong-method':
      return htmlAnswer(status('wrong-method'), `${status('wrong-method')} Not Allowed`);
    case 'content-type':
      return plain('no-credits', contentTypeText(trouble.given));
    case 'bad-body':
      return plain('bad-request', `Invalid request body: ${trouble.why}`);
    case 'bad-request':
      return jsonAnswer(trouble.status ?? status('bad-request'), {
        [gateway.names.error]: trouble.why,
      });
    case 'invalid-input':
      return plain(profile.refusal, describeFaults(trouble.faults));
    case 'no-credits':
      return plain('no-credits', 'Insufficient credits to run this model');
    case 'rate-limited':
      return jsonAnswer(
        status('rate-limited'),
        { [gateway.names.error]: 'Too many requests' },
        { [gateway.names.headers.rateLimitReset]: new Date(trouble.resetAt).toISOString() },
      );
    case 'given-up':
      return plain('timeout', 'The model did not answer in time');
  }
}

/** What is wrong with an input, in one line that names every parameter at fault. */
export function describeFaults(faults: readonly InputFault[]): string {
  return `Invalid parameters: ${faults.map(({ detail }) => detail).join('; ')}`;
}

function contentTypeText(given: string | undefined): string {
  return given === undefined
    ? 'Content-Type header is missing'
    : `Content-Type ${shown(given)} is not supported`;
}

function envelope(gateway: Gateway, role: 'unauthorized' | 'forbidden', text: string): Answer {
  const status = statusOf(gateway, role);
  return jsonAnswer(status, {
    [gateway.names.error]: role,
    [gateway.names.errorDescription]: text,
    [WIRE_NAMES.statusCode]: status,
  });
}
