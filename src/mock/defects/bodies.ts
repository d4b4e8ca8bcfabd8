import type { Contract } from '../../contract/contract.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../units/json.ts';
import type { Job } from '../job.ts';

export function withoutMember(body: JsonObject, name: string): JsonObject {
  const { [name]: _, ...rest } = body;
  return rest;
}

/** A body with one of its metrics changed. */
export function withMetric(
  { gateway }: Contract,
  body: JsonObject,
  name: string,
  value: JsonValue,
): JsonObject {
  const { metrics } = gateway.names;
  const before = body[metrics];
  return { ...body, [metrics]: { ...(isJsonObject(before) ? before : {}), [name]: value } };
}

export function wasBlocked({ outcome }: Job): boolean {
  return outcome.kind === 'failed' && outcome.cause === 'blocked';
}
