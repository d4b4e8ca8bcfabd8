import { z } from 'zod';

/** What the schemas of a contract's parts are made of. */

/** A text that says something. */
export const text = z.string().min(1);

/** A count or a span: finite, 0 or more. */
export const amount = z.number().nonnegative();

/** A span in milliseconds: finite, above 0. */
export const span = z.number().positive();

/** A whole number, 1 or more. */
export const count = z.int().positive();

/** An HTTP status. */
export const status = z.int().min(100).max(599);

/** An http(s) origin, without a path. */
export const origin = z
  .string()
  .refine((value) => URL.parse(value)?.origin === value && /^https?:/.test(value), {
    error: 'expected an http(s) origin without a path, like https://api.example.com',
  });

/** The path of a route, as it follows an origin. */
export const path = z.string().startsWith('/');

/** A regular expression. */
export const pattern = z.string().refine(compiles, { error: 'is no regular expression' });

function compiles(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
