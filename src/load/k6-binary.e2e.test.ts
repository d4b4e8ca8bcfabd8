import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireK6, locateK6 } from './k6-binary.ts';

const STEM = 'k6-v2.2.0-linux-amd64';
const SCRIPT = '#!/bin/sh\necho "k6 v2.2.0 (go1.26.8, linux/amd64)"\n';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadline-k6-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** A release like the official one, whose k6 is a shell script. */
async function packRelease(): Promise<Buffer> {
  await mkdir(join(folder, STEM));
  await writeFile(join(folder, STEM, 'k6'), SCRIPT, { mode: 0o755 });
  execFileSync('tar', ['-czf', `${STEM}.tar.gz`, STEM], { cwd: folder });
  return readFile(join(folder, `${STEM}.tar.gz`));
}

/** A PATH on which tar is found and Go is not. */
async function pathWithTarAlone(): Promise<string> {
  await mkdir(join(folder, 'bin'));
  const forward = '#!/bin/sh\nPATH=/usr/bin:/bin exec tar "$@"\n';
  await writeFile(join(folder, 'bin/tar'), forward, { mode: 0o755 });
  return join(folder, 'bin');
}

const machine = { platform: 'linux', arch: 'x64' };

test('fetches, checks, unpacks and runs a release from a real server, through a redirect', async () => {
  const archive = await packRelease();
  const server = createServer((request, response) => {
    if (request.url === `/elsewhere/${STEM}.tar.gz`) response.end(archive);
    else response.writeHead(302, { location: `/elsewhere${request.url}` }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const given = {
    ...machine,
    env: { PATH: await pathWithTarAlone(), LEADLINE_CACHE: join(folder, 'cache') },
    release: {
      version: '2.2.0',
      url: `http://127.0.0.1:${port}`,
      checksums: { [`${STEM}.tar.gz`]: createHash('sha256').update(archive).digest('hex') },
    },
  };
  try {
    const k6 = await acquireK6(given);
    expect(k6).toMatchObject({ found: true, how: 'downloaded', version: '2.2.0' });
    expect(await locateK6(given)).toMatchObject({ found: true, how: 'cache' });
  } finally {
    server.close();
  }
});

test('says that Go and network are missing where they are', async () => {
  const k6 = await acquireK6({
    ...machine,
    env: { PATH: join(folder, 'nothing'), LEADLINE_CACHE: join(folder, 'cache') },
    release: {
      version: '2.2.0',
      // A port that nothing listens on: connections are refused at once.
      url: 'http://127.0.0.1:9',
      checksums: { [`${STEM}.tar.gz`]: '0'.repeat(64) },
    },
  });
  const reason = k6.found ? `found ${k6.path}` : k6.reason;
  expect(reason).toContain('go is not installed');
  expect(reason).toContain('could not be fetched');
});
