import type { Exchange } from '../history/exchange.ts';
import { milliseconds } from '../units/units.ts';
import { type AcceptedJob, bodyOf, type End, isTerminal, stateIn } from './follow.ts';
import type { Session } from './session.ts';

/** A server could name any number of outputs. */
const MOST_OUTPUTS = 8;

/**
 * Asks for the result of a job that has just been accepted, and for its status at the URL that
 * came with the acceptance, if that leads to the target.
 * @returns whether the result was asked for before there was one.
 */
export async function askEarly(
  session: Session,
  job: AcceptedJob,
  accepted: Exchange,
): Promise<boolean> {
  const { contract, clock, signal, target } = session;
  await clock.sleep(milliseconds(1), signal);
  const result = await session.get('result', { id: job.id }, about(job));
  const given = bodyOf(accepted)?.[contract.gateway.names.statusUrl];
  if (isUrlOf(given, [target.baseUrl])) await session.fetch('status', given, about(job));
  const wasAnswered = result.response !== undefined && result.response.status !== 429;
  return wasAnswered && !isTerminal(contract, stateIn(contract, result));
}

/** Fetches what an ended job has to show, and asks again: final states stay, results are stable. */
export async function inspect(session: Session, job: AcceptedJob, end: End): Promise<void> {
  const { clock, contract, signal } = session;
  const { id } = job;
  // Apart in time, if only just, so that it is plain which came first.
  await clock.sleep(milliseconds(1), signal);
  const result = await session.get('result', { id }, about(job));
  if (end.is === 'completed') await fetchOutputs(session, job, result);
  await clock.sleep(milliseconds(contract.gateway.client.pollIntervalMs), signal);
  await askAgain(session, job);
}

/** Asks for a job on both routes. */
export async function askAgain(session: Session, job: AcceptedJob): Promise<void> {
  await session.get('status', { id: job.id }, about(job));
  await session.get('result', { id: job.id }, about(job));
}

/** Outputs are fetched without a key, and only from the target or where the contract says they live. */
async function fetchOutputs(session: Session, job: AcceptedJob, result: Exchange): Promise<void> {
  const { contract, target } = session;
  const output = bodyOf(result)?.[contract.gateway.names.output];
  const named: readonly unknown[] = Array.isArray(output) ? output : [output];
  const origins = [target.baseUrl, ...contract.gateway.outputOrigins];
  const urls = named.filter((url) => isUrlOf(url, origins)).slice(0, MOST_OUTPUTS);
  for (const url of urls) await session.fetch('output', url, { ...about(job), key: 'none' });
}

/** Whether a value that a server gave is a URL on one of these origins. */
function isUrlOf(value: unknown, origins: readonly string[]): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { origin } = new URL(value);
  return origins.some((own) => new URL(own).origin === origin);
}

function about({ id, key, note }: AcceptedJob) {
  return { job: id, key, note };
}
