import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neighbour } from './step.ts';

describe('the neighbour of a number', () => {
  it('differs by the least that there is, and leads back', () => {
    const numbers = fc.double({ noNaN: true, noDefaultInfinity: true, max: 1e300, min: -1e300 });
    fc.assert(
      fc.property(numbers, (value) => {
        const up = neighbour(value, 1);
        expect(up).toBeGreaterThan(value);
        expect((value + up) / 2 === value || (value + up) / 2 === up).toBe(true);
        // -0 and 0 are one number.
        expect(neighbour(up, -1) + 0).toBe(value + 0);
      }),
    );
  });
});
