import { describe, expect, it } from 'vitest';
import { isHttpUrl } from './http-url.ts';

describe('an absolute http(s) URL', () => {
  it.each([
    'https://example.com',
    'http://example.com/a.jpg',
    'HTTPS://EXAMPLE.COM/',
    'https://user:secret@example.com:8443/a?b=c&d#e',
    'http://127.0.0.1:8080',
    'http://[::1]/',
    'https://example.com/a%20b',
    'https://a',
  ])('is %s', (text) => {
    expect(isHttpUrl(text)).toBe(true);
  });

  it.each([
    '',
    'https://',
    'https:///a.jpg',
    'https:example.com',
    'https:/example.com',
    '//example.com/a.jpg',
    '/a.jpg',
    'example.com',
    ' https://example.com',
    'https://example.com\n',
    'https://example.com/a b',
    'https://example.com/a%zz',
    'https://example.com/ä',
    'https://exa mple.com',
    'https://example.com:99999',
    'https://[::1',
    'ftp://example.com/a.jpg',
    'data:image/png;base64,AA==',
    'file:///a.jpg',
  ])('is not %j', (text) => {
    expect(isHttpUrl(text)).toBe(false);
  });
});
