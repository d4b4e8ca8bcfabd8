import { Agent } from 'undici';
import { afterEach, describe, expect, it, test } from 'vitest';
import { milliseconds } from '../units/units.ts';
import { clockLine } from './clock-line.ts';
import { type Hostility, hostileServer, whole } from './fixtures/hostile-server.ts';
import { ClockError, type ClockLine } from './target-clock.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function lineTo(
  answer: Hostility,
): Promise<{ line: ClockLine; requests: readonly string[] }> {
  const server = await hostileServer(answer);
  const dispatcher = new Agent();
  closing.push(
    () => dispatcher.destroy(),
    () => server.close(),
  );
  return {
    line: clockLine(`${server.origin}/__clock?of=mock`, dispatcher),
    requests: server.requests,
  };
}

describe('a clock line', () => {
  it('reads with GET, and moves with POST, once each', async () => {
    const { line, requests } = await lineTo((socket) => socket.write(whole('{"now":5}')));
    expect(await line.read()).toEqual({ now: 5 });
    expect(await line.advance(milliseconds(250))).toEqual({ now: 5 });
    expect(requests).toHaveLength(2);
    expect(requests[0]).toMatch(/^GET \/__clock\?of=mock HTTP/);
    expect(requests[1]).toMatch(/^POST \/__clock\?of=mock HTTP/);
    expect(requests[1]).toContain('content-type: application/json');
    expect(requests[1]?.endsWith('{"advance_ms":250}')).toBe(true);
  });

  test.each<[string, Hostility, RegExp]>([
    ['another status', (socket) => socket.write(whole('gone', [], '404 No')), /answered 404: gone/],
    ['what is not JSON', (socket) => socket.write(whole('<p>')), /not JSON: <p>/],
  ])('says so when it is answered with %s', async (_, answer, expected) => {
    const { line } = await lineTo(answer);
    await expect(line.read()).rejects.toThrow(ClockError);
    await expect(line.advance(milliseconds(1))).rejects.toThrow(expected);
  });

  it('fails where nobody answers', async () => {
    const { line } = await lineTo((socket) => socket.destroy());
    await expect(line.read()).rejects.toThrow(/closed/);
  });
});
