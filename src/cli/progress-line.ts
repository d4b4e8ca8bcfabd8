import type { Progress } from '../collect/collector.ts';
import type { Surroundings } from './surroundings.ts';

/** Shows how far a run is: one live line on a terminal, a line for each phase elsewhere. */
export interface ProgressLine {
  show(progress: Progress): void;
  /** Clears the live line. */
  end(): void;
}

/** At most so often is the live line drawn anew, in wall-clock milliseconds. */
const REDRAW_MS = 80;

/**
 * @param startedAt epoch milliseconds of the target.
 * @param planMs how long the plan takes, of the target's time.
 */
export function progressLine(
  { stderr, wall }: Surroundings,
  startedAt: number,
  planMs: number,
): ProgressLine {
  let drawn = 0;
  let isDrawn = false;
  const clear = (): void => {
    if (isDrawn) stderr.write('\r\u{1b}[2K');
    isDrawn = false;
  };
  return {
    show(progress) {
      const text = lineOf(progress, startedAt, planMs);
      if (!stderr.isTerminal) {
        if (progress.done === progress.total && progress.total > 0) stderr.write(`${text}\n`);
        return;
      }
      if (wall() - drawn < REDRAW_MS) return;
      drawn = wall();
      clear();
      stderr.write(text.slice(0, Math.max(20, stderr.width - 1)));
      isDrawn = true;
    },
    end: clear,
  };
}

function lineOf(
  { phase, done, total, now, committedUsd }: Progress,
  startedAt: number,
  planMs: number,
): string {
  const elapsed = now - startedAt;
  const left = Math.max(0, planMs - elapsed);
  return `  ${phase}: ${done}/${total} · ${clockTime(elapsed)} of the target's time, about ${clockTime(left)} left · ${committedUsd.toFixed(2)} USD`;
}

/** E.g. `1:02:03` or `2:03`. */
export function clockTime(span: number): string {
  const seconds = Math.max(0, Math.round(span / 1_000));
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours = 0, ...rest] = parts;
  const padded = rest.map((part) => String(part).padStart(2, '0'));
  return hours > 0 ? [hours, ...padded].join(':') : padded.join(':').replace(/^0/, '');
}
