import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { progress } from './progress.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function screen(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

test('without a terminal says what begins, that it goes on every 15 s, and how it ended', () => {
  const out = screen(false);
  const shown = progress('building', out);
  vi.advanceTimersByTime(32_000);
  shown.end('built');
  vi.advanceTimersByTime(60_000);
  expect(out.written).toEqual([
    'set-up: building …\n',
    'set-up: still building, 15 s\n',
    'set-up: still building, 30 s\n',
    'set-up: built (32 s)\n',
  ]);
});

test('on a terminal counts the seconds in place', () => {
  const out = screen(true);
  const shown = progress('building', out);
  vi.advanceTimersByTime(2_000);
  shown.end('built');
  expect(out.written).toEqual([
    '\r\u001B[Kset-up: building … 0 s',
    '\r\u001B[Kset-up: building … 1 s',
    '\r\u001B[Kset-up: building … 2 s',
    '\r\u001B[Kset-up: built (2 s)\n',
  ]);
});

test('says what comes next, and counts from the beginning of all', () => {
  const out = screen(false);
  const shown = progress('building', out);
  vi.advanceTimersByTime(10_000);
  shown.now('fetching');
  vi.advanceTimersByTime(16_000);
  shown.end('fetched');
  expect(out.written).toEqual([
    'set-up: building …\n',
    'set-up: fetching …\n',
    'set-up: still fetching, 25 s\n',
    'set-up: fetched (26 s)\n',
  ]);
});
