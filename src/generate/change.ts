import type { Payload } from '../contract/contract.ts';
import type { Level } from './level.ts';

/** A payload with one member set, or left out. */
export function changed(payload: Payload, name: string, level: Level): Payload {
  if (level !== undefined) return { ...payload, [name]: level };
  return Object.fromEntries(Object.entries(payload).filter(([given]) => given !== name));
}
