import type { Contract } from '../contract/contract.ts';
import { bytesOf, headerOf, jsonOf } from '../history/exchange.ts';
import { isSuccess } from '../history/life.ts';
import { isJsonObject } from '../units/json.ts';
import { type Answered, exchangeJudge } from './exchange-judge.ts';
import { type Media, mediaIn, mediaTypeFor } from './media.ts';

const NO_CALL = 'no synchronous call succeeded';

/** Judges that a synchronous call returns the output itself. */
export const syncOutput = exchangeJudge({
  applies: (answered, contract) =>
    isGoodCall(answered) && mediaOf(answered, contract) !== 'unclear',
  flaw(answered, contract) {
    const media = mediaOf(answered, contract);
    return typeof media === 'string' ? undefined : media;
  },
  lacking: NO_CALL,
});

function mediaOf({ exchange, status }: Answered, contract: Contract): Media {
  const { response, request, error } = exchange;
  const payload = jsonOf(request);
  const expected = mediaTypeFor(contract, {
    payload: isJsonObject(payload) ? payload : undefined,
  });
  if (expected === undefined || response === undefined || error !== undefined) return 'unclear';
  const mediaType = headerOf(response, 'content-type');
  return mediaIn(contract, expected, { status, mediaType, bytes: bytesOf(response)?.slice(0, 16) });
}

/** Judges that a synchronous answer carries its accounting. */
export const syncAccounting = exchangeJudge({
  applies: isGoodCall,
  flaw({ exchange }, contract) {
    const { response } = exchange;
    if (response === undefined) return undefined;
    const { cost, remainingCredits, generationTime, id } = contract.gateway.names.headers;
    const missing = [cost, remainingCredits, generationTime, id].filter(
      (name) => (headerOf(response, name) ?? '') === '',
    );
    if (missing.length === 0) return undefined;
    return {
      cause: `without-${missing.join('-')}`,
      summary: `A synchronous answer came without ${missing.join(', ')}.`,
    };
  },
  lacking: NO_CALL,
});

function isGoodCall({ exchange, reading, status }: Answered): boolean {
  return (
    exchange.route === 'sync' &&
    exchange.key === 'valid' &&
    reading?.expect === 'accept' &&
    isSuccess(status)
  );
}
