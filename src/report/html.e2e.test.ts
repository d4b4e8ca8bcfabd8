import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../../specs/flux-depth-pro.ts';
import { clausesOf } from '../contract/clauses.ts';
import { CHROMIUM_ARGUMENTS, findChromium } from './fixtures/chromium.ts';
import { withTexts } from './fixtures/hostile.ts';
import { sampleJobs, sampleLoadRecord } from './fixtures/sample-record.ts';
import { htmlReport } from './html.ts';
import { clausesThatAre, countOf } from './summary.ts';

const record = sampleLoadRecord(contract, clausesOf(contract));
const jobs = sampleJobs(contract, 60);
const executablePath = findChromium(process.env);

const ATTACKS = [
  '<script>globalThis.hit = 1; alert(1)</script>',
  '<img src=x onerror="globalThis.hit = 1">',
  '"><svg onload="globalThis.hit = 1">',
  "' autofocus onfocus='globalThis.hit = 1",
  '</style></title><script>globalThis.hit = 1</script>',
  '<a href="javascript:globalThis.hit = 1">x</a>',
  'javascript:globalThis.hit = 1',
  '<meta http-equiv="refresh" content="0;url=http://attacker.invalid/">',
  '<iframe srcdoc="<script>parent.hit = 1</script>">',
  '{{constructor.constructor("globalThis.hit = 1")()}}',
];

/** What a page did that it should not have done. */
interface Trouble {
  readonly requests: string[];
  readonly messages: string[];
  readonly dialogs: string[];
}

const screens = [1280, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

describe.skipIf(executablePath === undefined)('in Chromium (needs one, or CHROMIUM_BIN)', () => {
  let browser: Browser;
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leadline-report-'));
    browser = await chromium.launch({
      args: [...CHROMIUM_ARGUMENTS],
      ...(executablePath !== undefined && { executablePath }),
    });
    await writeFile(join(folder, 'report.html'), htmlReport(record, { jobs }));
    for (const [place, attack] of ATTACKS.entries()) {
      const page = htmlReport(
        withTexts(record, (given) => `${attack}${given}`),
        { jobs: jobs.map((job) => ({ ...job, id: attack })) },
      );
      await writeFile(join(folder, `attack-${place}.html`), page);
    }
  });

  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  async function opened(
    file: string,
    screen: { readonly width: number; readonly colorScheme: 'light' | 'dark' },
  ): Promise<{ readonly page: Page; readonly trouble: Trouble }> {
    const { width, colorScheme } = screen;
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const trouble: Trouble = { requests: [], messages: [], dialogs: [] };
    const url = pathToFileURL(join(folder, file)).href;
    page.on('request', (request) => {
      if (request.url() !== url && request.url() !== 'data:,') trouble.requests.push(request.url());
    });
    page.on('console', (message) => trouble.messages.push(message.text()));
    page.on('pageerror', (error) => trouble.messages.push(error.message));
    page.on('dialog', (dialog) => {
      trouble.dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(url);
    return { page, trouble };
  }

  const none: Trouble = { requests: [], messages: [], dialogs: [] };

  test.each(screens)('fits at $width px, $colorScheme, and asks for nothing', async (screen) => {
    const { page, trouble } = await opened('report.html', screen);
    await page.evaluate(
      'document.querySelectorAll("details").forEach((each) => { each.open = true; })',
    );
    expect(await widthOf(page)).toBeLessThanOrEqual(screen.width);
    expect(await clippedIn(page)).toEqual([]);
    expect(await page.locator('h1').innerText()).toBe('flux-depth-pro on staging');
    expect(trouble).toEqual(none);
    await page.close();
  });

  test.each(screens)('all text can be read at $width px, $colorScheme', async (screen) => {
    const { page } = await opened('report.html', screen);
    expect(await faintIn(page)).toEqual([]);
    await page.close();
  });

  test.each([...ATTACKS.entries()])('attack %i in every text does nothing: %s', async (place) => {
    const { page, trouble } = await opened(`attack-${place}.html`, {
      width: 390,
      colorScheme: 'light',
    });
    for (const summary of await page.locator('.script summary').all()) await summary.click();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('globalThis.hit')).toBeUndefined();
    expect(await page.locator('script, iframe, img, [onerror], [onload]').count()).toBe(0);
    expect(await page.locator('meta[http-equiv="refresh"], a[href^="javascript"]').count()).toBe(0);
    expect(await widthOf(page)).toBeLessThanOrEqual(390);
    expect(trouble).toEqual(none);
    await page.close();
  });

  test('the filter shows the clauses that are asked for, without a script', async () => {
    const { page } = await opened('report.html', { width: 1280, colorScheme: 'light' });
    const visible = (): Promise<number> => page.locator('.clause:visible').count();
    expect(await visible()).toBe(record.clauses.length);
    await page.locator('#verdict-broken').check({ force: true });
    expect(await visible()).toBe(countOf(record, 'broken'));
    await page.locator('#level-must').check({ force: true });
    const firm = clausesThatAre(record, 'broken').filter(({ level }) => level === 'must');
    expect(await visible()).toBe(firm.length);
    expect(await page.locator('.group:visible').count()).toBe(2);
    await page.locator('#level-record').check({ force: true });
    expect(await visible()).toBe(0);
    expect(await page.locator('.none').isVisible()).toBe(true);
    await page.close();
  });

  test('a click on a script selects all of it', async () => {
    const { page } = await opened('report.html', { width: 1280, colorScheme: 'light' });
    const script = page.locator('.script').first();
    await script.locator('summary').click();
    await script.locator('pre').click();
    const [finding] = clausesThatAre(record, 'broken')[0]?.findings ?? [];
    const selected: unknown = await page.evaluate('String(getSelection())');
    expect(String(selected).trim()).toBe(finding?.curl.trim());
    await page.close();
  });

  test('headings go down one level at a time, and there is one of the first', async () => {
    const { page } = await opened('report.html', { width: 1280, colorScheme: 'light' });
    const levels = await page.evaluate<number[]>(
      `[...document.querySelectorAll('h1, h2, h3, h4')].map((each) => Number(each.tagName[1]))`,
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [place, level] of levels.entries()) {
      expect(level - (levels[place - 1] ?? 0)).toBeLessThanOrEqual(1);
    }
    await page.close();
  });
});

function widthOf(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth');
}

/** Elements with text that stands out of the page, unless they scroll or are hidden on purpose. */
function clippedIn(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('main *, header *')]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().width > 1)
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 0.5)
    .map((each) => each.outerHTML.slice(0, 120))`);
}

/** Texts whose contrast is below 4.5 to 1 (WCAG AA), by their colour and the first ground below. */
function faintIn(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(() => {
    const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => channels(colour).slice(0, 3)
      .map((channel) => channel / 255)
      .map((channel) => channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
      .reduce((sum, channel, place) => sum + channel * [0.2126, 0.7152, 0.0722][place], 0);
    const ground = (element) => {
      for (let at = element; at !== null; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (colour.startsWith('rgb') && (channels(colour)[3] ?? 1) === 1) return colour;
      }
      return 'rgb(255, 255, 255)';
    };
    const texts = [...document.querySelectorAll('body *')].filter((each) => each.checkVisibility() &&
      [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ''));
    return [...new Set(texts.flatMap((each) => {
      const style = getComputedStyle(each);
      const ink = each instanceof SVGElement ? style.fill : style.color;
      const [one, other] = [light(ink), light(ground(each))].sort((a, b) => b - a);
      const contrast = (one + 0.05) / (other + 0.05);
      return contrast < 4.5 ? [each.tagName + '.' + each.getAttribute('class') + ' ' + contrast.toFixed(2)] : [];
    }))];
  })()`);
}
