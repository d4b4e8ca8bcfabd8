import type { Contract } from '../contract/contract.ts';
import type { Gateway } from '../contract/gateway.ts';
import { everyKind } from './every-kind.fixture.ts';

type Facts = Pick<Contract, 'name' | 'parameters' | 'roles' | 'example' | 'output'>;

const png = { png: { type: 'image/png', magic: '89504e47' } };

/** Half-open and narrow ranges, an optional text and URL, a required parameter without default. */
const halfOpen: Facts = {
  name: 'half-open',
  parameters: [
    { name: 'text', type: 'string', required: true, description: 'Required, no default' },
    { name: 'avoid', type: 'string', required: false, description: 'An optional text' },
    { name: 'mask', type: 'uri', required: false, description: 'An optional URL' },
    { name: 'count', type: 'integer', required: true, min: 0, description: 'From 0 on' },
    { name: 'depth', type: 'integer', required: false, max: -3, default: -7, description: 'To -3' },
    { name: 'share', type: 'number', required: false, min: 0, max: 0.01, description: 'Narrow' },
    { name: 'one', type: 'integer', required: false, min: 4, max: 4, description: 'One value' },
    {
      name: 'ticket',
      type: 'number',
      required: false,
      customary: { min: -1, max: 1 },
      description: 'The nonce, a fraction',
    },
    { name: 'format', type: 'enum', required: true, values: ['png'], description: 'Only one' },
  ],
  roles: { nonce: 'ticket', text: 'text' },
  example: { text: 'a lamp', count: 3, format: 'png', avoid: 'shadows' },
  output: { kind: 'image', parameter: 'format', mediaTypes: png },
};

/** No enumeration but the output's, no bounds, an example that leaves things out. */
const unbounded: Facts = {
  name: 'unbounded',
  parameters: [
    { name: 'size', type: 'integer', required: false, description: 'An integer' },
    { name: 'fast', type: 'boolean', required: true, description: 'A required boolean' },
    { name: 'weight', type: 'number', required: false, description: 'No bounds at all' },
    { name: 'label', type: 'string', required: true, default: 'job', description: 'The nonce' },
    {
      name: 'format',
      type: 'enum',
      required: false,
      values: ['png', 'PNG', 'p', 'q', 'r', 's', 't'],
      default: 'p',
      description: 'More levels than anything else',
    },
  ],
  roles: { nonce: 'label' },
  example: { label: 'a job', fast: true },
  output: {
    kind: 'image',
    parameter: 'format',
    mediaTypes: Object.fromEntries(
      ['png', 'PNG', 'p', 'q', 'r', 's', 't'].map((format) => [format, png.png]),
    ),
  },
};

/** Small contracts with other names, types and gaps than any in `specs/`. */
export function smallContracts(gateway: Gateway): readonly Contract[] {
  return [halfOpen, unbounded, everyKind].map((facts) => ({
    ...facts,
    slug: facts.name,
    title: facts.name,
    source: 'https://example.com/page',
    latency: { typicalMs: 1_000, source: 'made up' },
    price: { usd: 0.01, source: 'made up' },
    gateway,
    clauses: [],
  }));
}
