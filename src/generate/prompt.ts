import { faker } from '@faker-js/faker/locale/en';

const LIGHTS = ['natural lighting', 'golden hour', 'soft studio light', 'overcast', 'neon light'];
const STYLES = ['photograph', 'watercolor', 'isometric illustration', 'film still', 'oil painting'];

/**
 * A prompt as people write them: keywords, printable and never empty. Prompts with a smaller
 * remainder by 8 are shorter, so that they shrink.
 * @param seed a non-negative integer; the same seed gives the same prompt.
 */
export function promptOf(seed: number): string {
  // The generator is shared within the process: it is seeded anew for each prompt.
  faker.seed(seed);
  const keywords = [
    faker.animal.type(),
    `${faker.color.human()} ${faker.vehicle.type().toLowerCase()}`,
    `${faker.commerce.productMaterial().toLowerCase()} wall`,
    faker.person.jobType().toLowerCase(),
    faker.helpers.arrayElement(LIGHTS),
    faker.food.fruit(),
    faker.location.city(),
    faker.helpers.arrayElement(STYLES),
  ];
  return keywords.slice(0, 1 + (seed % keywords.length)).join(', ');
}
