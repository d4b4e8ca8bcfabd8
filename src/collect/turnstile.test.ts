import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLimiter } from '../limiter/limiter.ts';
import { type Milliseconds, milliseconds } from '../units/units.ts';
import { VirtualClock } from '../units/virtual-clock.ts';
import { Turnstile } from './turnstile.ts';

const never = new AbortController().signal;

interface Outcome {
  readonly wait: Milliseconds | undefined;
}

const waitFor = ({ wait }: Outcome): Milliseconds | undefined => wait;

describe('in front of a limiter', () => {
  const arrivals = fc.array(
    fc.record({ at: fc.nat(30_000), takes: fc.integer({ min: 1, max: 90 }) }),
    {
      minLength: 1,
      maxLength: 60,
    },
  );

  it('everybody gets through, and few are turned away', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('token-bucket', 'fixed-window', 'sliding-log'),
        fc.integer({ min: 1, max: 8 }),
        arrivals,
        async (kind, limit, requests) => {
          const clock = new VirtualClock(0, 'itself');
          const limiter = createLimiter({ class: kind, limit, windowMs: milliseconds(60_000) });
          const turnstile = new Turnstile(clock, never);
          let state = limiter.start;
          let turnedAway = 0;
          const send = async (takes: number): Promise<Outcome> => {
            const decision = limiter.decide(state, clock.now());
            state = decision.state;
            const answeredAt = clock.now() + takes;
            await clock.sleep(milliseconds(takes));
            if (decision.accepted) return { wait: undefined };
            turnedAway += 1;
            return { wait: milliseconds(Math.max(0, decision.resetAt - answeredAt)) };
          };
          const answers = await clock.activity(() =>
            clock.waitFor(
              Promise.all(
                requests.map(({ at, takes }) =>
                  clock.activity(async () => {
                    await clock.sleep(milliseconds(at));
                    return turnstile.pass({ send: () => send(takes), waitFor });
                  }),
                ),
              ),
            ),
          );
          expect(answers.filter(({ wait }) => wait !== undefined)).toEqual([]);
          // Those that were in flight when it closed, and then the first in line at each reset.
          expect(turnedAway).toBeLessThanOrEqual(2 * requests.length);
        },
      ),
    );
  });

  it('those who wait go in the order in which they came, one at a time', async () => {
    const clock = new VirtualClock(0, 'itself');
    const turnstile = new Turnstile(clock, never);
    const begun: string[] = [];
    let [inFlight, most] = [0, 0];
    const send = (name: string) => async (): Promise<Outcome> => {
      begun.push(`${name} ${clock.now()}`);
      inFlight += 1;
      most = Math.max(most, clock.now() >= 1_000 ? inFlight : 0);
      const isOpen = clock.now() >= 1_000;
      await clock.sleep(milliseconds(20));
      inFlight -= 1;
      return { wait: isOpen ? undefined : milliseconds(1_000 - clock.now()) };
    };
    await clock.activity(() =>
      clock.waitFor(
        Promise.all(
          ['a', 'b', 'c', 'd'].map((name, place) =>
            clock.activity(async () => {
              await clock.sleep(milliseconds(15 * place));
              await turnstile.pass({ send: send(name), waitFor });
            }),
          ),
        ),
      ),
    );
    // c and d come when a has been turned away: they are not even tried before the reset.
    expect(begun).toEqual(['a 0', 'b 15', 'a 1000', 'c 1020', 'b 1040', 'd 1060']);
    expect(most).toBe(1);
    begun.length = 0;
    await clock.activity(() => turnstile.pass({ send: send('e'), waitFor }));
    expect(begun).toEqual(['e 1080']);
  });

  it('gives up a request that is turned away for ever', async () => {
    const clock = new VirtualClock(0, 'itself');
    let sent = 0;
    const send = (): Promise<Outcome> => {
      sent += 1;
      return Promise.resolve({ wait: milliseconds(250) });
    };
    const answer = await clock.activity(() => new Turnstile(clock, never).pass({ send, waitFor }));
    expect(answer.wait).toBe(250);
    expect(sent).toBe(21);
    expect(clock.now()).toBe(20 * 250);
  });

  it('lets the others go on when one fails', async () => {
    const clock = new VirtualClock(0, 'itself');
    const turnstile = new Turnstile(clock, never);
    const failure = new Error('torn');
    const tries = (isTorn: boolean) => async (): Promise<Outcome> => {
      if (clock.now() === 0) return { wait: milliseconds(500) };
      await clock.sleep(milliseconds(1));
      if (isTorn) throw failure;
      return { wait: undefined };
    };
    const ends = await clock.activity(() =>
      clock.waitFor(
        Promise.allSettled(
          [true, false, true, false].map((isTorn) =>
            clock.activity(() => turnstile.pass({ send: tries(isTorn), waitFor })),
          ),
        ),
      ),
    );
    expect(ends.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });
});
