// @ts-check

/** How often a line says that work goes on, where nobody watches a terminal. */
const LINE_EVERY_MS = 15_000;
const TICK_MS = 1000;

/**
 * Shows that something long is going on: on a terminal a line that counts the seconds, elsewhere
 * a line at the beginning and every 15 s.
 *
 * @param {string} doing e.g. `installing dependencies`
 * @param {{ isTTY?: boolean, write(text: string): unknown }} [out]
 * @param {() => number} [now] milliseconds
 * @returns {{ now(doing: string): void, end(done: string): void }} `now` names the next thing;
 *   `end` takes the line away and says what was done, and how long it took
 */
export function progress(doing, out = process.stdout, now = Date.now) {
  const begun = now();
  let step = doing;
  let saidAt = begun;
  const seconds = () => Math.round((now() - begun) / 1000);
  const announce = () => {
    saidAt = now();
    if (!out.isTTY) out.write(`set-up: ${step} …\n`);
    else out.write(`\r\u001B[Kset-up: ${step} … ${seconds()} s`);
  };
  announce();
  const timer = setInterval(() => {
    if (out.isTTY) announce();
    else if (now() - saidAt >= LINE_EVERY_MS) {
      saidAt = now();
      out.write(`set-up: still ${step}, ${seconds()} s\n`);
    }
  }, TICK_MS);
  return {
    now(next) {
      step = next;
      announce();
    },
    end(done) {
      clearInterval(timer);
      out.write(`${out.isTTY ? '\r\u001B[K' : ''}set-up: ${done} (${seconds()} s)\n`);
    },
  };
}
