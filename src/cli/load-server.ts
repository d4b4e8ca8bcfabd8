import { createMock, MOCK_EPOCH } from '../mock/mock.ts';
import type { LoadTarget } from '../load/baseline.ts';
import { realClock } from '../units/real-clock.ts';
import { Redacted } from '../units/redacted.ts';
import { EXIT, UserError } from './exit.ts';
import { openTarget } from './open-target.ts';
import type { Prepared } from './prepare.ts';
import type { ClockChoice } from './quantities.ts';

/** What k6 loads: a server on a socket, whose time runs. */
export interface LoadServer extends LoadTarget {
  close(): Promise<void>;
}

/** A job of 25 s is over in a quarter of one, and a poll a second is one each 10 ms. */
const USUAL_RATE = 100;

/**
 * Opens what is to be loaded; the mock gets a socket of its own, on loopback.
 * @throws UserError for virtual time, which k6 cannot follow.
 */
export async function openLoadServer(
  prepared: Prepared,
  choice: ClockChoice | undefined,
): Promise<LoadServer> {
  if (choice?.rate === 0) throw new UserError(VIRTUAL);
  return prepared.chosen.is === 'mock'
    ? mockServer(prepared, choice?.rate ?? USUAL_RATE)
    : realServer(prepared, choice);
}

const VIRTUAL =
  'k6 makes load in real time: a virtual clock cannot be loaded. Use --clock real or fast=N, or a target whose clock runs.';

async function mockServer({ contract, seed, mock }: Prepared, rate: number): Promise<LoadServer> {
  const clock = realClock(rate, MOCK_EPOCH);
  const server = createMock({ contract, clock, seed, ...mock });
  const baseUrl = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    name: 'mock',
    baseUrl,
    key: new Redacted(server.keys.valid),
    clock,
    close: () => server.close(),
  };
}

async function realServer(
  { chosen, contract, seed, mock }: Prepared,
  choice: ClockChoice | undefined,
): Promise<LoadServer> {
  const open = await openTarget(chosen, contract, seed, choice, mock);
  const { name, baseUrl, keys } = open.target;
  const { clock } = open;
  if (clock.rate === 0 || keys.valid === undefined) {
    await open.close();
    const why = clock.rate === 0 ? VIRTUAL : `the target ${name} has no valid key.`;
    throw new UserError(why, EXIT.usage);
  }
  return { name, baseUrl, key: keys.valid, clock, close: () => open.close() };
}
