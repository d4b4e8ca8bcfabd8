import { constants } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { buildK6, downloadK6, type Made } from './k6-making.ts';
import { FITTING, fits, machineName, versionIn } from './k6-release.ts';
import { type GivenSurroundings, type K6Surroundings, surroundings } from './k6-surroundings.ts';

/** Where a k6 came from. */
export type K6Origin = 'env' | 'path' | 'cache' | 'built' | 'downloaded';

/** A k6 that fits, or one sentence why there is none and how to get it. */
export type K6 =
  | {
      readonly found: true;
      readonly path: string;
      /** Without `v`. */
      readonly version: string;
      readonly how: K6Origin;
    }
  | { readonly found: false; readonly reason: string };

/** Told before each step that takes long: what is about to be done, in a few words. */
export type Announce = (step: string) => void;

const REMEDY = `install k6 ${FITTING} (grafana.com/docs/k6/latest/set-up/install-k6), or name one with K6_BIN`;

/**
 * Finds k6 without making one: what `K6_BIN` names, else the first on `PATH` whose version
 * fits, else the one that `acquireK6` left in the cache. A `K6_BIN` that does not fit is not
 * passed over.
 */
export async function locateK6(given: GivenSurroundings): Promise<K6> {
  const around = surroundings(given);
  return (
    (await located(around)) ?? {
      found: false,
      reason: `There is no k6, neither on PATH nor in ${cacheFolder(around)}: ${REMEDY}.`,
    }
  );
}

/**
 * Finds k6, or makes one: builds the pinned Go module, else fetches the official release and
 * checks its SHA-256. What was made is kept in the cache; several processes may do so at once.
 */
export async function acquireK6(
  given: GivenSurroundings,
  announce: Announce = () => {},
): Promise<K6> {
  const around = surroundings(given);
  const found = await located(around);
  if (found !== undefined) return found;
  const { version } = around.release;
  announce(`building k6 ${version} with Go`);
  const built = await made(around, 'built', buildK6);
  if (built.found) return built;
  announce(`fetching the official release of k6 ${version}`);
  const downloaded = await made(around, 'downloaded', downloadK6);
  if (downloaded.found) return downloaded;
  return {
    found: false,
    reason:
      `There is no k6: building it failed (${built.reason}) and so did fetching it ` +
      `(${downloaded.reason}); ${REMEDY}.`,
  };
}

async function located(around: K6Surroundings): Promise<K6 | undefined> {
  const named = around.env['K6_BIN'];
  if (named !== undefined && named !== '') return namedByUser(around, resolve(named));
  const onPath = (around.env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  for (const folder of onPath) {
    const k6 = await checked(around, join(folder, 'k6'), 'path');
    if (k6.found) return k6;
  }
  const cached = await checked(around, cachedFile(around), 'cache');
  return cached.found ? cached : undefined;
}

async function namedByUser(around: K6Surroundings, path: string): Promise<K6> {
  const k6 = await checked(around, path, 'env');
  return k6.found ? k6 : { found: false, reason: `K6_BIN does not fit: ${k6.reason}; ${REMEDY}.` };
}

const VERSION_LIMIT_MS = 30_000;

/** Whether a file is a k6 that fits. */
async function checked(around: K6Surroundings, path: string, how: K6Origin): Promise<K6> {
  const executable = await around.fs.access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!executable) return { found: false, reason: `${path} cannot be executed` };
  const ended = await around.run(path, ['version'], { env: around.env, within: VERSION_LIMIT_MS });
  if (!ended.exited) return { found: false, reason: ended.reason };
  const version = versionIn(ended.output);
  if (version === undefined) return { found: false, reason: `${path} names no version of k6` };
  if (fits(version)) return { found: true, path, version, how };
  return { found: false, reason: `${path} is k6 ${version}, not ${FITTING}` };
}

/** Makes k6 beside its place, and puts it there in one step, so that nobody sees half of it. */
async function made(
  around: K6Surroundings,
  how: K6Origin,
  make: (around: K6Surroundings, folder: string) => Promise<Made>,
): Promise<K6> {
  const place = cachedFile(around);
  let workshop: string | undefined;
  try {
    await around.fs.mkdir(dirname(place), { recursive: true });
    workshop = await around.fs.mkdtemp(join(dirname(place), 'making-'));
    const outcome = await make(around, workshop);
    if (!outcome.made) return { found: false, reason: outcome.reason };
    const k6 = await checked(around, outcome.file, how);
    if (!k6.found) return k6;
    await around.fs.rename(outcome.file, place);
    return { ...k6, path: place };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { found: false, reason };
  } finally {
    if (workshop !== undefined) await around.fs.rm(workshop, { recursive: true, force: true });
  }
}

function cachedFile({ env, home, platform, arch, release }: K6Surroundings): string {
  const name = `k6-v${release.version}-${machineName(platform, arch)}`;
  return join(cacheFolder({ env, home }), name, 'k6');
}

/** `LEADLINE_CACHE`, else `leadline` in `XDG_CACHE_HOME` or in `~/.cache`. */
function cacheFolder({ env, home }: Pick<K6Surroundings, 'env' | 'home'>): string {
  const own = env['LEADLINE_CACHE'];
  if (own !== undefined && own !== '') return resolve(own);
  const xdg = env['XDG_CACHE_HOME'];
  // A relative XDG_CACHE_HOME is to be ignored, says the XDG base directory specification.
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(home, '.cache'), 'leadline');
}
