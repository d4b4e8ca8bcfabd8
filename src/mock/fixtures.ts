import { type Answer, bytesAnswer } from './answer.ts';
import { jpegOf, pngOf } from './image.ts';

/** Where pictures are that a job's input may point at. The mock itself never fetches any. */
export const FIXTURES = '/fixtures/';

export const FIXTURE_NAMES = ['jpeg', 'png', 'webp', 'gif', 'notAnImage'] as const;
export type FixtureName = (typeof FIXTURE_NAMES)[number];

const PATHS: Readonly<Record<FixtureName, string>> = {
  jpeg: `${FIXTURES}jpeg`,
  png: `${FIXTURES}png`,
  webp: `${FIXTURES}webp`,
  gif: `${FIXTURES}gif`,
  notAnImage: `${FIXTURES}not-an-image`,
};

/** One transparent pixel each. */
const WEBP = 'UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==';
const GIF = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/** The URLs of all fixtures. */
export function fixtureUrls(origin: string): Readonly<Record<FixtureName, string>> {
  return {
    jpeg: origin + PATHS.jpeg,
    png: origin + PATHS.png,
    webp: origin + PATHS.webp,
    gif: origin + PATHS.gif,
    notAnImage: origin + PATHS.notAnImage,
  };
}

/** @returns undefined when nothing is at this path. */
export function fixtureAnswer(path: string): Answer | undefined {
  const name = FIXTURE_NAMES.find((candidate) => PATHS[candidate] === path);
  switch (name) {
    case 'jpeg':
      return bytesAnswer('image/jpeg', jpegOf(path));
    case 'png':
      return bytesAnswer('image/png', pngOf(path));
    case 'webp':
      return bytesAnswer('image/webp', Buffer.from(WEBP, 'base64'));
    case 'gif':
      return bytesAnswer('image/gif', Buffer.from(GIF, 'base64'));
    case 'notAnImage':
      return bytesAnswer('text/plain; charset=utf-8', Buffer.from('This is not an image.\n'));
    case undefined:
      return undefined;
  }
}
