import type { Contract } from '../src/contract/contract.ts';
import { gateway } from './gateway.ts';

const IMAGE =
  'https://segmind-sd-models.s3.us-east-1.amazonaws.com/display_images/flux-tools/flux-depth-pro-ip.jpg';
const PROMPT =
  'American man, smiling, waving, eyeglasses, casual clothing, sitting at desk, laptop, home office, indoor, daylight, modern decor, house plants, bookshelf, natural lighting';

/** Segmind's "Flux Depth Pro Serverless API" page, all of it that promises something. */
export const contract: Contract = {
  name: 'flux-depth-pro',
  slug: 'flux-depth-pro',
  title: 'Flux Depth Pro',
  source: 'https://www.segmind.com/models/flux-depth-pro',
  parameters: [
    {
      name: 'control_image',
      type: 'uri',
      required: true,
      default: IMAGE,
      mediaTypes: ['image/jpeg', 'image/png', 'image/webp'],
      description: 'Image to use as control input. Must be jpeg, png, or webp.',
    },
    {
      name: 'prompt',
      type: 'string',
      required: true,
      default: PROMPT,
      description: 'Text prompt for image generation',
    },
    {
      name: 'guidance',
      type: 'number',
      required: false,
      min: 1,
      max: 50,
      default: 7,
      description:
        'Controls the balance between adherence to the text as well as image prompt and image quality/diversity. Higher values make the output more closely match the prompt but may reduce overall image quality. Lower values allow for more creative freedom but might produce results less relevant to the prompt.',
    },
    {
      name: 'output_format',
      type: 'enum',
      required: false,
      values: ['jpg', 'png'],
      default: 'jpg',
      description: 'Format of the output images.',
    },
    {
      name: 'prompt_upsampling',
      type: 'boolean',
      required: false,
      default: false,
      description: 'Automatically modify the prompt for more creative generation',
    },
    {
      name: 'safety_tolerance',
      type: 'integer',
      required: false,
      min: 1,
      max: 6,
      default: 2,
      description: 'Safety tolerance, 1 is most strict and 6 is most permissive',
    },
    {
      name: 'seed',
      type: 'integer',
      required: false,
      default: 96522,
      customary: { min: 0, max: 2_147_483_647 },
      description: 'Random seed. Set for reproducible generation',
    },
    {
      name: 'steps',
      type: 'integer',
      required: false,
      min: 15,
      max: 50,
      default: 40,
      description:
        'Number of diffusion steps. Higher values yield finer details but increase processing time.',
    },
  ],
  roles: { nonce: 'seed', text: 'prompt', work: 'steps', tolerance: 'safety_tolerance' },
  example: {
    seed: 96522,
    steps: 40,
    prompt: PROMPT,
    guidance: 7,
    control_image: IMAGE,
    output_format: 'jpg',
    safety_tolerance: 2,
    prompt_upsampling: false,
  },
  output: {
    kind: 'image',
    parameter: 'output_format',
    mediaTypes: {
      jpg: { type: 'image/jpeg', magic: 'ffd8ff' },
      png: { type: 'image/png', magic: '89504e470d0a1a0a' },
    },
  },
  latency: { typicalMs: 25_350, source: 'model page: ~25.35s' },
  price: { usd: 0.063, source: 'gateway documentation: about 0.063 USD a generation' },
  gateway,
  clauses: [],
};
