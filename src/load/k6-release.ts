/** An official release: where its archives are and what they must hash to. */
export interface K6Release {
  /** Without `v`. */
  readonly version: string;
  /** The folder of the archives. */
  readonly url: string;
  /** SHA-256, in hexadecimal, by archive name. */
  readonly checksums: Readonly<Record<string, string>>;
}

/**
 * The version that `tools/k6/go.mod` pins.
 *
 * The checksums are those of the release's own `k6-v2.2.0-checksums.txt`, copied from projects
 * that pin them too (each found in at least two that are independent of each other).
 */
export const K6_RELEASE: K6Release = {
  version: '2.2.0',
  url: 'https://github.com/grafana/k6/releases/download/v2.2.0',
  checksums: {
    'k6-v2.2.0-linux-amd64.tar.gz':
      'b5a8003c86f35f5cd5ceef1490312c48e587696c94d998cefc6d7b3b4cb1597d',
    'k6-v2.2.0-linux-arm64.tar.gz':
      '4ecd64cadcc792402d16293836115480419c4447c032858f564852d98f1bf54c',
    'k6-v2.2.0-macos-amd64.zip': '45a08590511c8a6a9c6331645e60c41624924e848e29472e87c60ac956d50372',
    'k6-v2.2.0-macos-arm64.zip': '37a028506bf13578de66c906296803775df28cc2504b1a8c5d786b2803e757c7',
  },
};

/** The lowest k6 that fits; the highest is below the next major version. */
const LOWEST = { major: 2, minor: 2 } as const;

/** What fits, in words. */
export const FITTING = `${LOWEST.major}.${LOWEST.minor}.0 or newer, below ${LOWEST.major + 1}`;

/** The version in what `k6 version` prints, without `v`; undefined where there is none. */
export function versionIn(printed: string): string | undefined {
  return /\bv(\d+\.\d+\.\d+(?:-[\w.]+)?)/.exec(printed)?.[1];
}

/** Whether scenarios run on this version. @param version e.g. `2.2.0` or `2.3.0-rc.1`. */
export function fits(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.-]/).map(Number);
  const isPreview = version.includes('-');
  if (major !== LOWEST.major || minor < LOWEST.minor) return false;
  return minor > LOWEST.minor || patch > 0 || !isPreview;
}

/** Go's names of what Node calls `linux`/`darwin` and `x64`/`arm64`, e.g. `linux-amd64`. */
export function machineName(platform: string, arch: string): string {
  return `${platform}-${arch === 'x64' ? 'amd64' : arch}`;
}

/** The archive for a machine, or undefined where the release has none that we know. */
export function archiveFor(
  release: K6Release,
  platform: string,
  arch: string,
): { readonly name: string; readonly checksum: string; readonly member: string } | undefined {
  const stem = `k6-v${release.version}-${machineName(platform, arch).replace('darwin', 'macos')}`;
  const name = platform === 'darwin' ? `${stem}.zip` : `${stem}.tar.gz`;
  const checksum = release.checksums[name];
  return checksum === undefined ? undefined : { name, checksum, member: `${stem}/k6` };
}
