import type { Behaviour } from '../behaviour.ts';
import type { Setting } from '../setting.ts';
import { answerOf } from './answers.ts';
import { type Defect, gatewayDefect } from './defect.ts';

/** Defects of keys, permissions and balances. */
export const AUTHENTICATION_DEFECTS: readonly Defect[] = [
  gatewayDefect(
    'missing-key-accepted',
    'auth.missing-key',
    'A request without a key is served as the first account.',
    (next, { accounts }) => ({
      identify: (credentials) =>
        credentials.key === undefined && credentials.bearer === undefined
          ? { account: accounts.valid }
          : next.identify(credentials),
    }),
  ),
  gatewayDefect(
    'wrong-key-accepted',
    'auth.wrong-key',
    "A key that is nobody's is served as the first account.",
    (next, { accounts, keys }) => ({
      identify: (credentials) =>
        credentials.key !== undefined && !Object.values(keys).includes(credentials.key)
          ? { account: accounts.valid }
          : next.identify(credentials),
    }),
  ),
  gatewayDefect(
    'key-compared-to-its-length',
    'auth.wrong-key',
    'A key is compared only as far as it goes: the beginning of one is taken for it.',
    (next, { keys }) => ({
      identify: (credentials) => {
        const meant = Object.values(keys).find(
          (key) => credentials.key !== undefined && key.startsWith(credentials.key),
        );
        return next.identify(meant === undefined ? credentials : { ...credentials, key: meant });
      },
    }),
  ),
  gatewayDefect(
    'key-may-go-on',
    'auth.wrong-key',
    'Whatever follows a key is passed over.',
    (next, { keys }) => ({
      identify: (credentials) => {
        const meant = Object.values(keys).find((key) => credentials.key?.startsWith(key));
        return next.identify(meant === undefined ? credentials : { ...credentials, key: meant });
      },
    }),
  ),
  gatewayDefect(
    'wrong-key-as-403',
    'auth.wrong-key',
    'A refused key is answered 403.',
    answerOf('refused-key', () => ({ status: 403 })),
  ),
  gatewayDefect(
    'bearer-accepted',
    'auth.bearer',
    'The key is taken as a bearer token too.',
    (next) => ({
      identify: ({ key, bearer }) => next.identify({ key: key ?? bearer, bearer }),
    }),
  ),
  gatewayDefect(
    'revoked-accepted',
    'auth.revoked-key',
    'A revoked key still works.',
    (next, { accounts, keys }) => ({
      identify: (credentials) =>
        credentials.key === keys.revoked
          ? { account: accounts.revoked }
          : next.identify(credentials),
    }),
  ),
  gatewayDefect(
    'forbidden-accepted',
    'auth.forbidden-key',
    'An account that may not call the model can.',
    () => ({ mayRun: () => true }),
  ),
  gatewayDefect(
    'forbidden-as-401',
    'auth.forbidden-key',
    'An account that may not call the model is answered as one whose key is refused.',
    forbiddenAsRefused,
  ),
  gatewayDefect(
    'broke-accepted',
    'auth.empty-balance',
    'An account without credits gets its jobs done.',
    () => ({ canPay: () => true }),
  ),
  gatewayDefect(
    'broke-402',
    'auth.empty-balance-code',
    'An empty balance is answered 402.',
    answerOf('no-credits', () => ({ status: 402 })),
  ),
];

function forbiddenAsRefused(next: Behaviour, _setting: Setting): Partial<Behaviour> {
  return {
    trouble: (trouble) =>
      next.trouble(trouble.reason === 'forbidden' ? { reason: 'refused-key' } : trouble),
  };
}
