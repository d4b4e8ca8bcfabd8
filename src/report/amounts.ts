import type { EstimateRecord } from '../record/run-record.ts';

/** A measured time to three digits: `41 ms`, `1.24 s`, `25.4 s`, `612 s`. */
export function measured(ms: number): string {
  if (Math.abs(ms) < 999.5) return `${digits(ms)} ms`;
  return `${digits(ms / 1_000)} s`;
}

/** How long something went on: `12 s`, `4 min 5 s`, `1 h 2 min`, `3 d 4 h`. */
export function lasting(ms: number): string {
  const seconds = Math.round(Math.max(0, ms) / 1_000);
  if (ms > 0 && ms < 1_000) return `${Math.ceil(ms)} ms`;
  const units = [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
    ['s', 1],
  ] as const;
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first === -1) return '0 s';
  let rest = seconds;
  const parts = units.slice(first, first + 2).map(([name, size]) => {
    const whole = Math.floor(rest / size);
    rest -= whole * size;
    return whole === 0 ? '' : `${whole} ${name}`;
  });
  return parts.filter((part) => part !== '').join(' ');
}

/** Money: `0.063 USD`, `2.52 USD`, `1,204.00 USD`. */
export function dollars(usd: number): string {
  const amount = usd.toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: usd < 10 ? 3 : 2,
  });
  return `${amount} USD`;
}

/** A count with thousands told apart: `12,408`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A count and what it counts: `1 job`, `12 jobs`. */
export function counted(value: number, thing: string, things = `${thing}s`): string {
  return `${count(value)} ${value === 1 ? thing : things}`;
}

/** An instant to the second: `2026-01-01 00:00:12 UTC`. */
export function instant(epochMs: number): string {
  const date = new Date(epochMs);
  if (Number.isNaN(date.getTime())) return String(epochMs);
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A share of a whole as per cent: `0%`, `2.5%`, `100%`. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '0%' : `${digits((100 * part) / whole)}%`;
}

/** A ratio: `1.03 ×`. */
export function ratio(value: number): string {
  return `${digits(value)} ×`;
}

/** An estimate with its interval, or why there is none: `25.4 s (24.9 s to 26.0 s)`. */
export function estimated(estimate: EstimateRecord, amount: (value: number) => string): string {
  if (!('value' in estimate)) return estimate.reason;
  const { value, low, high } = estimate;
  return `${amount(value)} (${amount(low)} to ${amount(high)})`;
}

/** Three significant digits, but no integer digit is ever lost. */
function digits(value: number): string {
  const size = Math.abs(value);
  if (size >= 99.95) return count(Math.round(value));
  if (size >= 9.995) return value.toFixed(1);
  return value === 0 ? '0' : value.toFixed(2);
}
