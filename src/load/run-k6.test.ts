import { expect, test } from 'vitest';
import { argumentsOf, environmentOf, runK6 } from './run-k6.ts';

const command = {
  path: '/bin/k6',
  script: '/scenarios/baseline.ts',
  consoleFile: '/out/console',
  environment: { LEADLINE_KEY: 'a-secret' },
  inherited: {},
};

test("k6's arguments hold no secret, and it opens no port and sends no report", () => {
  const given = argumentsOf(command);
  expect(given.join(' ')).not.toContain('a-secret');
  expect(given).toContain('--no-usage-report');
  expect(given).toContain('--address=');
  expect(given.at(-1)).toBe(command.script);
});

test('k6 gets no variables of ours that could change the run, and none of our other secrets', () => {
  const environment = environmentOf({
    PATH: '/bin',
    HTTPS_PROXY: 'http://proxy:3128',
    K6_DURATION: '1s',
    K6_OUT: 'cloud',
    SOME_API_KEY: 'another secret',
    HOME: undefined,
  });
  expect(environment).toEqual({
    PATH: '/bin',
    HTTPS_PROXY: 'http://proxy:3128',
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
  });
});

test('nothing is started once the run is called off', async () => {
  const signal = AbortSignal.abort(new Error('called off'));
  await expect(runK6({ ...command, path: '/no/such/k6', signal })).rejects.toThrow('called off');
});

test('a k6 that is not there is an error', async () => {
  await expect(runK6({ ...command, path: '/no/such/k6' })).rejects.toThrow('ENOENT');
});
