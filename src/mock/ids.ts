import type { Random } from '../units/random.ts';

/** A UUID v4. */
export function uuid(random: Random): string {
  const bytes = Uint8Array.from({ length: 16 }, () => random.integer(0, 255));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/** 32 hex digits without dashes, as some gateways write their ids. */
export function hexId(random: Random): string {
  return uuid(random).replaceAll('-', '');
}
