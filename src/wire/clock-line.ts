import type { Dispatcher } from 'undici';
import type { Milliseconds } from '../units/units.ts';
import { ClockError, type ClockLine } from './target-clock.ts';

const PATIENCE_MS = 10_000;

/** The clock protocol over HTTP. */
export function clockLine(url: string, dispatcher: Dispatcher): ClockLine {
  const { origin, pathname, search } = new URL(url);
  const ask = async (method: 'GET' | 'POST', body?: string): Promise<unknown> => {
    const response = await dispatcher.request({
      origin,
      path: pathname + search,
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body ?? null,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.body.text();
    if (response.statusCode !== 200) {
      throw new ClockError(
        `${method} ${url} answered ${response.statusCode}: ${text.slice(0, 120)}`,
      );
    }
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw new ClockError(`${method} ${url} answered what is not JSON: ${text.slice(0, 120)}`, {
        cause: error,
      });
    }
  };
  return {
    read: () => ask('GET'),
    advance: (span: Milliseconds) => ask('POST', JSON.stringify({ advance_ms: span })),
  };
}
