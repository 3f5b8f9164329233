/** Can everybody read and reach it? Every kind of page, in both languages and themes, on a phone, on a desk, and on paper. Widths: browser-layout.test.ts. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { KINDS, LANGUAGES, openPage, pathOf, startBrowser } from './support/fixture-browser.ts';
import { WITHOUT_FRAMES } from './support/browser.ts';
import { DIST, siteUrl } from './support/site.ts';

const site = await siteUrl();
const browser = await startBrowser(WITHOUT_FRAMES);

/** A page in the state in which it is looked at. */
interface Scene {
  kind: string;
  lang: string;
  page: string;
  prepare?: (page: Page) => Promise<unknown>;
}

const firstResult = (page: Page) => page.locator('ol[data-results] > li > a').first().waitFor();

async function openDialog(page: Page): Promise<void> {
  await page.keyboard.press('/');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.insertText('1008 1006');
  await firstResult(page);
}

/** Pages that are looked at in every language; all are in English, and in Arabic, whose direction makes other styles: their tags are the same. */
const SOME = ['home', 'a code that nobody sends', 'a curated comparison', 'a guide'];
const isLookedAt = (lang: string, kind: string): boolean =>
  ['en', 'ar'].includes(lang) || SOME.includes(kind);

const scenes = LANGUAGES.flatMap((lang): Scene[] => [
  ...Object.entries(KINDS)
    .filter(([kind]) => isLookedAt(lang, kind))
    .map(([kind, page]) => ({ kind, lang, page })),
  {
    kind: 'the search page with results',
    lang,
    page: 'search#q=1008%201006',
    prepare: firstResult,
  },
  { kind: 'the open dialog', lang, page: '1003', prepare: openDialog },
]).concat({ kind: 'the page that is not there', lang: 'en', page: 'no-such-page' });

/** Colours are those of a kind of page, whatever its language: English is read in both themes, Vietnamese in one, and for the others axe asks everything but contrast. */
const IN_BOTH_THEMES = ['en'];
const WITH_CONTRAST = ['en', 'vi'];

/** A line for each finding of axe, with the first element that it is about. */
const findings = ({ violations }: AxeResults): string[] =>
  violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.length} × ${nodes[0]?.html.slice(0, 160)}`,
  );

/** All rules of axe, best practices among them; only what they find is described. */
const runAxe = async (page: Page, lang: string): Promise<string[]> =>
  findings(
    await page.evaluate(
      (contrast) =>
        (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
          resultTypes: ['violations'],
          rules: { 'color-contrast': { enabled: contrast } },
        }),
      WITH_CONTRAST.includes(lang),
    ),
  );

describe('in a browser', async () => {
  const { page, problems } = await openPage(browser, { colorScheme: 'light' });

  for (const { kind, lang, page: name, prepare } of scenes) {
    describe(`${kind} (${lang})`, () => {
      before(async () => {
        await page.setViewportSize({ width: 1440, height: 900 });
        await page.emulateMedia({ colorScheme: 'light', media: 'screen' });
        // Two addresses that differ behind the # are one page; the next scene begins with a fresh one.
        if (name.includes('#')) await page.goto('about:blank');
        await page.goto(site + pathOf(lang, name));
        await prepare?.(page);
        // Evaluated, not added as a script: the policy of the page forbids that.
        await page.evaluate(axe.source);
      });

      if (IN_BOTH_THEMES.includes(lang))
        test('axe finds nothing in light, 1440 px wide', async () =>
          assert.deepEqual(await runAxe(page, lang), []));

      test('axe finds nothing in dark, 375 px wide', async () => {
        await page.setViewportSize({ width: 375, height: 800 });
        await page.emulateMedia({ colorScheme: 'dark' });
        assert.deepEqual(await runAxe(page, lang), []);
      });

      test('controls of the header are 44 px high and wide at 375 px', async () => {
        const small = await page
          .locator('.top :is(a, summary, button)')
          .filter({ visible: true })
          .evaluateAll((controls) =>
            controls.flatMap((control) => {
              const { width, height } = control.getBoundingClientRect();
              return width < 44 || height < 44
                ? [`${control.className || control.localName}: ${width} × ${height}`]
                : [];
            }),
          );
        assert.deepEqual(small, []);
      });

      test('on paper it is light, without header and footer', async () => {
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        const { shown, scheme } = await page.evaluate(() => ({
          shown: ['header', 'footer', '.skip', '.toc', '.copy'].filter((selector) =>
            [...document.querySelectorAll(selector)].some((element) => element.checkVisibility()),
          ),
          scheme: getComputedStyle(document.documentElement).colorScheme,
        }));
        assert.deepEqual([shown, scheme], [[], 'light']);
      });
    });
  }

  test('nothing went wrong meanwhile', () => assert.deepEqual(problems, []));
});

describe('headings of every page in dist/', () => {
  const paths = globSync('**/*.html', { cwd: DIST }).sort();
  /** Each page with the levels of its headings, in order. */
  const pages = paths.map((path) => ({
    path,
    levels: [...readFileSync(join(DIST, path), 'utf8').matchAll(/<h([1-6])[\s>]/g)].map(
      ([, level]) => Number(level),
    ),
  }));
  const pathOfEach = ({ path }: { path: string }) => path;

  test('there is one of the first level, and it comes first', () => {
    const wrong = pages.filter(
      ({ levels }) => levels[0] !== 1 || levels.filter((level) => level === 1).length !== 1,
    );
    assert.ok(pages.length > 0);
    assert.deepEqual(wrong.slice(0, 20).map(pathOfEach), []);
  });

  test('no level is left out', () => {
    const wrong = pages.filter(({ levels }) =>
      levels.some((level, place) => level > (levels[place - 1] ?? 0) + 1),
    );
    assert.deepEqual(wrong.slice(0, 20).map(pathOfEach), []);
  });
});
