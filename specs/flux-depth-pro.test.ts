import { describe, expect, it } from 'vitest';
import { expectationOf } from '../src/contract/expectation.ts';
import { parseContract } from '../src/contract/parse.ts';
import { contract } from './flux-depth-pro.ts';

// Copied from the page, not from the data.
const IMAGE =
  'https://segmind-sd-models.s3.us-east-1.amazonaws.com/display_images/flux-tools/flux-depth-pro-ip.jpg';
const PROMPT =
  'American man, smiling, waving, eyeglasses, casual clothing, sitting at desk, laptop, home office, indoor, daylight, modern decor, house plants, bookshelf, natural lighting';

const { gateway } = contract;

it('is a contract', () => {
  expect(parseContract(contract)).toEqual(contract);
});

describe('the parameters of the page', () => {
  it('are these eight', () => {
    expect(contract.parameters.map(({ name }) => name)).toEqual([
      'control_image',
      'prompt',
      'guidance',
      'output_format',
      'prompt_upsampling',
      'safety_tolerance',
      'seed',
      'steps',
    ]);
  });

  it.each([
    [
      'control_image',
      'uri',
      true,
      IMAGE,
      'Image to use as control input. Must be jpeg, png, or webp.',
    ],
    ['prompt', 'string', true, PROMPT, 'Text prompt for image generation'],
    [
      'guidance',
      'number',
      false,
      7,
      'Controls the balance between adherence to the text as well as image prompt and image quality/diversity. Higher values make the output more closely match the prompt but may reduce overall image quality. Lower values allow for more creative freedom but might produce results less relevant to the prompt.',
    ],
    ['output_format', 'enum', false, 'jpg', 'Format of the output images.'],
    [
      'prompt_upsampling',
      'boolean',
      false,
      false,
      'Automatically modify the prompt for more creative generation',
    ],
    [
      'safety_tolerance',
      'integer',
      false,
      2,
      'Safety tolerance, 1 is most strict and 6 is most permissive',
    ],
    ['seed', 'integer', false, 96522, 'Random seed. Set for reproducible generation'],
    [
      'steps',
      'integer',
      false,
      40,
      'Number of diffusion steps. Higher values yield finer details but increase processing time.',
    ],
  ])(
    '%s is of type %s, required: %s, default: %j',
    (name, type, required, byDefault, description) => {
      const parameter = contract.parameters.find((one) => one.name === name);
      expect(parameter).toMatchObject({ type, required, default: byDefault, description });
    },
  );

  it.each([
    ['guidance', 1, 50],
    ['safety_tolerance', 1, 6],
    ['steps', 15, 50],
    ['seed', undefined, undefined],
  ])('%s ranges from %s to %s, both inclusive', (name, min, max) => {
    const parameter = contract.parameters.find((one) => one.name === name);
    expect([parameter].map((one) => one && 'min' in one && one.min)).toEqual([min ?? false]);
    expect([parameter].map((one) => one && 'max' in one && one.max)).toEqual([max ?? false]);
  });

  it('allow jpg and png for the output, and jpeg, png or webp for the control image', () => {
    expect(contract.parameters).toContainEqual(expect.objectContaining({ values: ['jpg', 'png'] }));
    expect(contract.parameters[0]).toMatchObject({
      mediaTypes: ['image/jpeg', 'image/png', 'image/webp'],
    });
  });
});

describe('the example of the page', () => {
  it('is this', () => {
    expect(contract.example).toEqual({
      seed: 96522,
      steps: 40,
      prompt: PROMPT,
      guidance: 7,
      control_image: IMAGE,
      output_format: 'jpg',
      safety_tolerance: 2,
      prompt_upsampling: false,
    });
  });

  it('is accepted', () => {
    expect(expectationOf(contract, JSON.stringify(contract.example)).expect).toBe('accept');
  });

  it('has seed as what tells two jobs apart', () => {
    expect(contract.roles.nonce).toBe('seed');
  });
});

describe('the routes of the page', () => {
  it.each([
    ['submit', 'POST', '/v2/{slug}'],
    ['status', 'GET', '/v2/requests/{id}/status'],
    ['result', 'GET', '/v2/requests/{id}'],
    ['sync', 'POST', '/v1/{slug}'],
  ] as const)('%s is %s %s', (route, method, path) => {
    expect(gateway.routes[route]).toEqual({ method, path, success: 200 });
  });

  it('are on its host, for this model', () => {
    expect([gateway.origin, contract.slug]).toEqual(['https://api.segmind.com', 'flux-depth-pro']);
  });

  it('answer a submit with these members', () => {
    const { id, statusUrl, responseUrl } = gateway.names;
    expect([id, statusUrl, responseUrl]).toEqual(['request_id', 'status_url', 'response_url']);
  });

  it('name status, output and inference_time as the code sample does', () => {
    const { state, output, metrics, inferenceTime } = gateway.names;
    expect([state, output, metrics, inferenceTime]).toEqual([
      'status',
      'output',
      'metrics',
      'inference_time',
    ]);
  });
});

describe('the states of the page', () => {
  it('are these, the last two terminal', () => {
    expect(gateway.states.all.map(({ name, terminal }) => [name, terminal])).toEqual([
      ['QUEUED', false],
      ['PROCESSING', false],
      ['COMPLETED', true],
      ['FAILED', true],
    ]);
  });

  it('begin QUEUED, and lead forward only', () => {
    expect(gateway.states.initial).toBe('QUEUED');
    const order = gateway.states.all.map(({ name }) => name);
    for (const [from, to] of gateway.states.transitions) {
      expect(order.indexOf(to)).toBeGreaterThan(order.indexOf(from));
    }
  });

  it('serve FAILED as 422', () => {
    expect([gateway.states.failed, gateway.states.failedStatus]).toEqual(['FAILED', 422]);
  });
});

describe('the error codes of the page', () => {
  it('are these nine', () => {
    const ofPage = gateway.errors.filter(({ documented }) => documented === 'page');
    expect(ofPage.map(({ status, title, meaning }) => [status, title, meaning])).toEqual([
      [400, 'Bad Request', 'Invalid parameters or request format'],
      [401, 'Unauthorized', 'Missing or invalid API key'],
      [403, 'Forbidden', 'Insufficient permissions'],
      [404, 'Not Found', 'Model or endpoint not found'],
      [406, 'Insufficient Credits', 'Not enough credits to process request'],
      [429, 'Rate Limited', 'Too many requests'],
      [500, 'Server Error', 'Internal server error'],
      [502, 'Bad Gateway', 'Service temporarily unavailable'],
      [504, 'Timeout', 'Request timed out'],
    ]);
  });
});

describe('the figures', () => {
  it.each([
    ['results are kept for 1 hour', gateway.retentionMs, 3_600_000],
    ['the client polls every 1.0 s', gateway.client.pollIntervalMs, 1_000],
    ['its deadline is 600 s', gateway.client.deadlineMs, 600_000],
    ['a job takes about 25.35 s', contract.latency.typicalMs, 25_350],
    ['a job costs about 0.063 USD', contract.price.usd, 0.063],
  ])('%s', (_, actual, documented) => {
    expect(actual).toBe(documented);
  });

  it('the output is an image of the format that was asked for', () => {
    expect(contract.output).toEqual({
      kind: 'image',
      parameter: 'output_format',
      mediaTypes: {
        jpg: { type: 'image/jpeg', magic: 'ffd8ff' },
        png: { type: 'image/png', magic: '89504e470d0a1a0a' },
      },
    });
  });
});
