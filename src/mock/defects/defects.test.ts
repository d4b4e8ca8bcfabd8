import { describe, expect, test } from 'vitest';
import { contract } from '../../../specs/flux-depth-pro.ts';
import { clausesOf } from '../../contract/clauses.ts';
import type { Payload } from '../../contract/contract.ts';
import { GATEWAY_RULES } from '../../contract/clause.ts';
import type { JsonValue } from '../../units/json.ts';
import { seed } from '../../units/units.ts';
import { VirtualClock } from '../../units/virtual-clock.ts';
import { type Client, type Reply, mocksOf } from '../mock.fixture.ts';
import { createMock, MOCK_EPOCH } from '../mock.ts';
import { listDefects, UnknownDefect } from './defects.ts';

const { embedded } = mocksOf(contract);

const EXAMPLE = contract.example;
const DEFECTS = listDefects(contract);
const UNKNOWN_ID = '00000000-0000-4000-8000-0123456789ab';
const MINUTE = 60_000;

/** Values that each aspect of a parameter forbids. */
const FORBIDDEN: readonly (readonly [string, string, JsonValue])[] = [
  ['control_image', 'type', 7],
  ['control_image', 'uri', 'cat.jpg'],
  ['prompt', 'type', ['a']],
  ['guidance', 'type', true],
  ['guidance', 'min', 0.5],
  ['guidance', 'max', 50.5],
  ['output_format', 'type', 1],
  ['output_format', 'values', 'gif'],
  ['prompt_upsampling', 'type', 1],
  ['safety_tolerance', 'type', 1.5],
  ['safety_tolerance', 'min', 0],
  ['safety_tolerance', 'max', 7],
  ['seed', 'type', 1.5],
  ['steps', 'type', {}],
  ['steps', 'min', 14],
  ['steps', 'max', 51],
];

/** Documented values that a defect may refuse. */
const DOCUMENTED: readonly Payload[] = [
  { guidance: 1, safety_tolerance: 1, steps: 15 },
  { guidance: 50, safety_tolerance: 6, steps: 50 },
  { output_format: 'png', prompt_upsampling: true },
];

function without(...names: readonly string[]): Payload {
  return Object.fromEntries(Object.entries(EXAMPLE).filter(([name]) => !names.includes(name)));
}

/** A tour of everything that a mock does, and what was seen on it. */
async function tour(client: Client): Promise<readonly string[]> {
  const seen: string[] = [];
  const note = (what: string, { status, headers, bytes }: Reply): void => {
    seen.push(`${what}: ${status} ${JSON.stringify(headers)} ${bytes.toString('latin1')}`);
  };
  await lookAtRefusals(client, note);
  note('credits after refusals', await client.get('credits'));
  await lookAtJobs(client, note);
  note('sync', await client.submit(EXAMPLE, 'valid', 'sync'));
  note('ledger', await client.send({ path: contract.gateway.ledger.path, key: 'valid' }));
  return seen;
}

type Note = (what: string, reply: Reply) => void;

async function lookAtRefusals(client: Client, note: Note): Promise<void> {
  const { mock, send, submit, get } = client;
  note('no key', await send({ path: '/v1/get-user-credits' }));
  const bearer = { authorization: `Bearer ${mock.keys.valid}` };
  note('bearer', await send({ path: '/v1/get-user-credits', headers: bearer }));
  const wrong = { 'x-api-key': 'SG_0123456789abcdef' };
  note('wrong key', await send({ path: '/v1/get-user-credits', headers: wrong }));
  for (const near of [mock.keys.valid.slice(0, 10), `${mock.keys.valid}0`]) {
    const headers = { 'x-api-key': near };
    note('nearly the key', await send({ path: '/v1/get-user-credits', headers }));
  }
  note('revoked', await get('credits', {}, 'revoked'));
  note('forbidden', await submit(EXAMPLE, 'forbidden'));
  note('broke', await submit(EXAMPLE, 'broke'));
  note('unknown id', await get('status', { id: UNKNOWN_ID }));
  const json = { 'content-type': 'application/json' };
  const post = {
    method: 'POST',
    key: 'valid',
    headers: json,
    body: JSON.stringify(EXAMPLE),
  } as const;
  note('unknown model', await send({ ...post, path: '/v2/no-such-model' }));
  note('wrong method', await send({ path: '/v2/flux-depth-pro', key: 'valid' }));
  note('bad body', await send({ ...post, path: '/v2/flux-depth-pro', body: '[]' }));
  for (const output_format of ['jpg', 'png']) {
    for (const [name, , value] of FORBIDDEN) {
      note(name, await submit({ ...EXAMPLE, output_format, [name]: value }));
    }
  }
}

async function lookAtJobs({ mock, start, submit, get, send, wait }: Client, note: Note) {
  for (const name of Object.keys(EXAMPLE)) note(`no ${name}`, await submit(without(name)));
  for (const change of DOCUMENTED) note('documented', await submit({ ...EXAMPLE, ...change }));
  const sparse = await submit(without('seed', 'steps', 'guidance'));
  note('sparse', sparse);
  await wait(5 * MINUTE);
  const jobs = [
    await submit(),
    await submit({ ...EXAMPLE, prompt: mock.blockedPrompt }),
    await submit({ ...EXAMPLE, steps: 50 }),
    await submit({ ...EXAMPLE, steps: 15 }),
  ];
  const ids = [sparse, ...jobs].map(({ json }) => (json['request_id'] ?? 'none') as string);
  for (const job of jobs) note('submit', job);
  for (const span of [0, 20_000, 10_000, 30_000, 11 * MINUTE, 20 * MINUTE, 70 * MINUTE]) {
    await wait(span);
    for (const id of ids) {
      note('status', await get('status', { id }));
      note('result', await get('result', { id }));
      note('output', await send({ path: `/outputs/${id}.jpg` }));
    }
    note('credits', await get('credits'));
  }
  note('next', await get('status', { id: await start().catch(() => UNKNOWN_ID) }));
}

const clean = embedded(tour);

test('there are enough of them, over every group of clauses that is more than a record', () => {
  expect(DEFECTS.length).toBeGreaterThanOrEqual(30);
  const groups = new Set(DEFECTS.map(({ group }) => group));
  const wanted = GATEWAY_RULES.map((rule) => rule.split('.')[0] ?? '');
  expect([...groups].toSorted()).toEqual([...new Set(['parameter', ...wanted])].toSorted());
  expect(new Set(DEFECTS.map(({ id }) => id)).size).toBe(DEFECTS.length);
});

test('every promise that is more than a record has a defect that breaks it', () => {
  const broken = new Set(DEFECTS.map(({ clause }) => clause));
  // Nothing that a server can refuse is left of these: all texts and all URLs are documented.
  const unbreakable = ['parameter.prompt.accepts', 'parameter.control_image.accepts'];
  const firm = clausesOf(contract).filter(({ level }) => level !== 'record');
  const missing = firm.map(({ id }) => id).filter((id) => !broken.has(id));
  expect(missing).toEqual(unbreakable.toReversed());
});

test.each(DEFECTS)('$id can be seen from outside', async ({ id }) => {
  const seen = await embedded(tour, { defects: [id] });
  expect(seen).not.toEqual(await clean);
});

describe('a check that is missing', () => {
  test.each(FORBIDDEN)('%s.%s-ignored lets %j run, and charges it', (name, aspect, value) =>
    embedded(
      async ({ start, submit, get, wait }) => {
        const id = await start({ ...EXAMPLE, [name]: value });
        await wait(2 * MINUTE);
        expect((await get('status', { id })).json['status']).toBe('COMPLETED');
        expect((await get('credits')).json).toEqual({ credits: 9999.937 });
        for (const [otherName, otherAspect, other] of FORBIDDEN) {
          if (otherName === name && otherAspect === aspect) continue;
          expect((await submit({ ...EXAMPLE, [otherName]: other })).status).toBe(400);
        }
      },
      { defects: [`${name}.${aspect}-ignored`] },
    ),
  );
});

describe('a check too many', () => {
  test.each<[string, Payload, Payload]>([
    ['steps.max-exclusive', { ...EXAMPLE, steps: 50 }, { ...EXAMPLE, steps: 49 }],
    ['steps.min-exclusive', { ...EXAMPLE, steps: 15 }, { ...EXAMPLE, steps: 16 }],
    ['output_format.value-refused', { ...EXAMPLE, output_format: 'png' }, EXAMPLE],
    ['prompt_upsampling.value-refused', { ...EXAMPLE, prompt_upsampling: true }, EXAMPLE],
    ['seed.absence-refused', without('seed'), without('steps')],
  ])('%s refuses that value, and no other', (id, refused, accepted) =>
    embedded(
      async ({ submit }) => {
        expect((await submit(refused)).status).toBe(400);
        expect((await submit(accepted)).status).toBe(200);
      },
      { defects: [id] },
    ),
  );
});

test('two defects are both there', () =>
  embedded(
    async ({ submit, get }) => {
      expect((await submit({ ...EXAMPLE, steps: 51 })).status).toBe(200);
      expect((await get('status', { id: UNKNOWN_ID })).status).toBe(500);
    },
    { defects: ['steps.max-ignored', 'unknown-id-500'] },
  ));

test('an unknown id is an error that lists the known ones', () => {
  const clock = new VirtualClock(MOCK_EPOCH, 'itself');
  const create = () => createMock({ contract, clock, seed: seed(1), defects: ['no-such'] });
  expect(create).toThrow(UnknownDefect);
  expect(create).toThrow(/no-such.*steps\.max-ignored.*sync-without-accounting/);
});

test('a contract without a rule has no defect that breaks it', () => {
  const clauses = contract.gateway.clauses.filter(({ id }) => !id.startsWith('sync.'));
  const other = { ...contract, gateway: { ...contract.gateway, clauses } };
  expect(listDefects(other)).toEqual(DEFECTS.filter(({ group }) => group !== 'sync'));
});
