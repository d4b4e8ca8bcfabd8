import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gateway } from '../../specs/gateway.ts';
import type { Contract } from '../contract/contract.ts';
import { FORMATS } from '../contract/format.ts';
import { KIND } from '../contract/kind-schema.ts';
import { ASPECTS } from '../contract/parameter.ts';
import { listDefects } from '../mock/defects/defects.ts';
import { DEFAULT_PROFILE } from '../mock/profiles.ts';
import { seed } from '../units/units.ts';
import { clearProfile, proveDefect } from './prove-run.ts';
import { loadSpec } from './specs.ts';

const SPECS = new URL('../../specs/', import.meta.url).href;
const guide = await readFile(new URL('../../docs/your-own-contract.md', import.meta.url), 'utf8');

describe('the contract of the guide', () => {
  let folder = '';
  let contract: Contract | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leadline-guide-'));
    const [, code = ''] = /^```ts\n(.*?)^```$/ms.exec(guide) ?? [];
    const file = join(folder, 'poster.ts');
    await writeFile(file, code.replace("'./gateway.ts'", `'${SPECS}gateway.ts'`));
    contract = await loadSpec(file, folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is one', () => {
    expect(contract).toMatchObject({ name: 'poster', gateway });
  });

  it('is kept by the mock that is made from it', async () => {
    if (contract === undefined) throw new Error('no contract');
    const cleared = await clearProfile(contract, DEFAULT_PROFILE, seed(7));
    expect(cleared).toMatchObject({ mustBroken: [], shouldBroken: [] });
  });

  it.each([
    'text.length-ignored',
    'ink.pattern-ignored',
    'width.multiple-ignored',
    'image.required-if-ignored',
    'tags.items-ignored',
  ])('finds the defect %s', async (id) => {
    if (contract === undefined) throw new Error('no contract');
    const defect = listDefects(contract).find((one) => one.id === id);
    if (defect === undefined) throw new Error(`no defect ${id}`);
    expect(await proveDefect(contract, defect, seed(7))).toMatchObject({ caught: true });
  });
});

describe('the guide', () => {
  it.each([...Object.keys(KIND), ...FORMATS, ...ASPECTS])('explains %s', (word) => {
    expect(guide).toContain(`\`${word}\``);
  });

  it.each(Object.values(KIND).flatMap((members) => Object.keys(members)))(
    'names the member %s',
    (word) => {
      expect(guide).toContain(`\`${word}\``);
    },
  );
});
