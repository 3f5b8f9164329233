/** Every kind of page holds together at every width, with the letters of this machine, with wide ones, and with the spacing that readers may set. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { KINDS, LANGUAGES, openPage, pathOf, startBrowser } from './support/fixture-browser.ts';
import { layoutFaults, NARROWEST, WIDER } from './support/layout.ts';
import { WITHOUT_FRAMES } from './support/browser.ts';
import { siteUrl } from './support/site.ts';

const site = await siteUrl();
const browser = await startBrowser(WITHOUT_FRAMES);
const { page } = await openPage(browser);

/** Pages whose lists and tables are the longest, and the odd ones. */
const MORE = {
  'the most causes and messages': '1006',
  'a table of four columns': '1009',
  'what implementations do with a code': '1006-implementations',
  'names of every kind': '1000-messages',
  'a comparison of ranges': '3000-3999-vs-4000-4999',
  'a table of seven columns': 'guides/through-proxies',
  'a table of clients': 'guides/reconnect',
  'the longest names of options': 'guides/keep-alive',
  'a table of libraries': 'guides/close-well',
  'how to link': 'link',
  search: 'search',
};

for (const lang of LANGUAGES) {
  for (const [kind, name] of Object.entries(lang === 'en' ? { ...KINDS, ...MORE } : KINDS)) {
    test(`${kind} (${pathOf(lang, name)})`, async () => {
      await page.goto(site + pathOf(lang, name));
      // At every width and with the letters of the machine alone English is enough.
      const faults = lang === 'en' ? layoutFaults(page) : layoutFaults(page, WIDER, NARROWEST);
      assert.deepEqual(await faults, []);
    });
  }
}

test('the page that is not there', async () => {
  await page.goto(`${site}/no-such-page`);
  assert.deepEqual(await layoutFaults(page), []);
});

test('search results', async () => {
  await page.goto(`${site}/search#q=1008%201006`);
  await page.locator('ol[data-results] > li > a').first().waitFor();
  assert.deepEqual(await layoutFaults(page), []);
});

describe('what it finds', () => {
  /** Faults of a page whose body is this. */
  const faultsOf = async (html: string) => {
    await page.goto('about:blank');
    await page.setContent(
      `<!doctype html><style>body{margin:0;overflow-wrap:anywhere}</style>${html}`,
    );
    return (await layoutFaults(page)).join('\n');
  };

  test('a column of a letter a line', async () =>
    assert.match(
      await faultsOf(
        '<table style="table-layout:fixed;width:100%"><tr><td style="width:98%">a<td>RangeError: frame</table>',
      ),
      /375 px, .*"RangeError" is broken/,
    ));
  test('text that runs over its column', async () =>
    assert.match(
      await faultsOf(
        '<table style="table-layout:fixed;width:100%"><tr><td style="white-space:nowrap;overflow:hidden">none of this can ever fit into half a phone, whatever its letters are<td>b</table>',
      ),
      /320 px, .*px of text in/,
    ));
  test('a row of many lines', async () =>
    assert.match(
      await faultsOf(`<table><tr><td>${'<br>word'.repeat(60)}</table>`),
      /640 px, .*lines high/,
    ));
  test('text that begins before the page does', async () =>
    assert.match(
      await faultsOf('<p style="margin-left:-9px">aside<h2 style="margin-left:-9px">hangs out'),
      /320 px, .*9 px before the page begins: <h2>/,
    ));
  test('content that is wider than the page', async () =>
    assert.match(
      await faultsOf('<div style="width:700px">wide</div>'),
      /640 px, .*700 px of content/,
    ));
});
