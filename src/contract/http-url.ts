/** A scheme, the start of a host, then only what RFC 3986 lets stand in a URI. */
const HTTP_URL = /^https?:\/\/[^/?#](?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})*$/i;

/**
 * Whether a text is an absolute http(s) URL with a host, as RFC 3986 spells it. The one
 * predicate behind every reading of a `uri` parameter. What only a lenient parser would mend
 * (blanks, a missing slash) is none.
 */
export function isHttpUrl(text: string): boolean {
  return HTTP_URL.test(text) && URL.canParse(text);
}
