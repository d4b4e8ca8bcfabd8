/** Bytes of a text in UTF-8; a lone surrogate counts as the replacement character does. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

const REDACTED = '[redacted]';
/** Shorter pieces of base64 would match what is no secret. */
const SHORTEST_PIECE = 8;

/**
 * Takes a secret out of texts, in every spelling in which a server may send it back.
 * @param base64 encodes a text; k6 and Node each have their own way.
 */
export function redactorOf(
  secret: string,
  base64: (text: string) => string,
): (text: string) => string {
  // In the base64 of a longer text the secret begins at one of three offsets; the characters that
  // depend on its neighbours, too, are left off at both ends.
  const pieces = [0, 1, 2]
    .map((offset) => {
      const encoded = base64(`${'\0'.repeat(offset)}${secret}`).replace(/=+$/u, '');
      return encoded.slice(Math.ceil((offset * 8) / 6), -1);
    })
    .filter((piece) => piece.length >= SHORTEST_PIECE);
  const escaped = [encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  const spellings = [secret, ...escaped, base64(secret), ...pieces]
    .flatMap((spelling) => [spelling, spelling.replaceAll('+', '-').replaceAll('/', '_')])
    .filter((spelling) => spelling !== '')
    .toSorted((one, other) => other.length - one.length);
  return (text) =>
    spellings.reduce((clean, spelling) => clean.replaceAll(spelling, REDACTED), text);
}
