import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { archiveFor, fits, K6_RELEASE, machineName, versionIn } from './k6-release.ts';

test.each([
  ['k6 v2.2.0 (go1.26.8, linux/amd64)\n', '2.2.0'],
  ['k6 v2.3.0-rc.1 (commit/ab12cd34ef, go1.26.8, darwin/arm64)', '2.3.0-rc.1'],
  ['k6 v2.4.1 (go1.27.0, linux/arm64)\nExtensions:\n  github.com/x/y v0.1.0, k6/x/y [js]', '2.4.1'],
  ['something else', undefined],
  ['', undefined],
])('reads the version from %j', (printed, version) => {
  expect(versionIn(printed)).toBe(version);
});

test.each(['2.2.0', '2.2.1', '2.2.1-rc.1', '2.3.0-rc.1', '2.10.0'])('%s fits', (version) => {
  expect(fits(version)).toBe(true);
});

test.each(['0.59.0', '1.4.2', '2.1.9', '2.2.0-rc.1', '3.0.0', '3.2.0'])(
  '%s does not fit',
  (version) => {
    expect(fits(version)).toBe(false);
  },
);

test('names machines as Go does', () => {
  expect(machineName('linux', 'x64')).toBe('linux-amd64');
  expect(machineName('darwin', 'arm64')).toBe('darwin-arm64');
});

test('knows an archive with its checksum for each machine that Node 24 and k6 share', () => {
  for (const platform of ['linux', 'darwin']) {
    for (const arch of ['x64', 'arm64']) {
      expect(archiveFor(K6_RELEASE, platform, arch)?.checksum).toMatch(/^[0-9a-f]{64}$/);
    }
  }
  expect(archiveFor(K6_RELEASE, 'darwin', 'arm64')).toMatchObject({
    name: 'k6-v2.2.0-macos-arm64.zip',
    member: 'k6-v2.2.0-macos-arm64/k6',
  });
  expect(archiveFor(K6_RELEASE, 'sunos', 'x64')).toBeUndefined();
});

test('the release is the version that the Go module pins', async () => {
  const goMod = await readFile(new URL('../../tools/k6/go.mod', import.meta.url), 'utf8');
  expect(goMod).toContain(`require go.k6.io/k6/v2 v${K6_RELEASE.version}\n`);
  expect(K6_RELEASE.url).toContain(`/v${K6_RELEASE.version}`);
  expect(fits(K6_RELEASE.version)).toBe(true);
});
