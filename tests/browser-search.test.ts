/** The search with the keyboard, in its dialog and as a page. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { fold } from '../src/lib/text/fold.ts';
import { LANGUAGES, openPage, pathOf, startBrowser, words } from './support/fixture-browser.ts';
import { ROOT } from './support/fixture-content.ts';
import { siteUrl } from './support/site.ts';

const site = await siteUrl();
const browser = await startBrowser();
const at = (lang: string, page: string): string => site + pathOf(lang, page);

/** Results of the only search field on the page: paths with their anchors, best first. */
const results = (page: Page): Promise<string[]> =>
  page
    .locator('ol[data-results] > li > a')
    .evaluateAll((links) =>
      links.map((link) => (link as HTMLAnchorElement).pathname + (link as HTMLAnchorElement).hash),
    );

const status = (page: Page) => page.locator('[role=status]:visible');

/** Waits until the search has answered the latest query. */
async function answered(page: Page, lang: string): Promise<void> {
  const { loading, hint, failed } = words[lang]!.search;
  await page.waitForFunction(
    (waiting) => {
      const text =
        [...document.querySelectorAll('[role=status]')].find((one) => one.checkVisibility())
          ?.textContent ?? '';
      return text !== '' && !waiting.includes(text);
    },
    [loading, hint],
  );
  assert.notEqual(await status(page).textContent(), failed);
}

/** Empties the field, and waits until the answer to what stood there is gone. */
async function clear(page: Page, lang: string): Promise<void> {
  await page.locator('textarea:visible').fill('');
  await page.waitForFunction(
    (hint) =>
      [...document.querySelectorAll('[role=status]')].some(
        (one) => one.checkVisibility() && one.textContent === hint,
      ),
    words[lang]!.search.hint,
  );
}

/** Types into the field, in the place of what is there, and waits for the answer. */
async function type(page: Page, query: string, lang: string): Promise<void> {
  await clear(page, lang);
  await page.keyboard.insertText(query);
  await answered(page, lang);
}

const hasFocus = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);

/** Place of the focused result, from 0; -1 if none is. */
const focusedResult = (page: Page): Promise<number> =>
  page.evaluate(() =>
    [...document.querySelectorAll('ol[data-results] > li > a')].indexOf(
      document.activeElement as Element,
    ),
  );

describe('the dialog', async () => {
  const { page, problems, requests } = await openPage(browser);
  before(async () => {
    await page.goto(at('en', '1003'));
  });

  test('nothing of it is there before it is asked for', async () => {
    assert.equal(await page.locator('dialog').count(), 0);
    assert.deepEqual(
      requests.filter((url) => /search|pagefind/.test(url)),
      [],
    );
  });

  test('/ opens it with the focus in the field', async () => {
    await page.keyboard.press('/');
    await page.locator('dialog[open]').waitFor();
    assert.equal(await hasFocus(page, 'dialog textarea'), true);
    assert.equal(
      await page.locator('dialog textarea').inputValue(),
      '',
      'the key itself is not typed',
    );
  });

  test('a / in the field is a letter', async () => {
    await page.keyboard.press('/');
    assert.equal(await page.locator('dialog textarea').inputValue(), '/');
  });

  test('Esc closes it and gives the focus back', async () => {
    await page.keyboard.press('Escape');
    await page.locator('.lang summary').focus();
    await page.keyboard.press('Control+k');
    await page.locator('dialog[open]').waitFor();
    assert.equal(await hasFocus(page, 'dialog textarea'), true, 'Ctrl K opens it too');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'hidden' });
    assert.equal(await hasFocus(page, '.lang summary'), true);
  });

  test('a click on the field in the header opens it, and its button closes it', async () => {
    await page.locator('header .find').click();
    await page.locator('dialog[open]').waitFor();
    await page.getByRole('button', { name: words.en!.search.close }).click();
    await page.locator('dialog').waitFor({ state: 'hidden' });
    assert.equal(page.url(), at('en', '1003'));
  });

  test('it is a dialog with a name, its field has one too, and a status counts the results', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: words.en!.search.label }).waitFor();
    await page.getByRole('textbox', { name: words.en!.search.label }).waitFor();
    await type(page, '1006', 'en');
    assert.equal(await status(page).textContent(), words.en!.search.results.one);
    await type(page, '1008 1003', 'en');
    assert.equal(
      await status(page).textContent(),
      words.en!.search.results.other.replace('{count}', '3'),
    );
  });

  test('a number is its page first, two are their comparison first', async () => {
    await type(page, '1006', 'en');
    assert.equal((await results(page))[0], '/1006');
    await type(page, '1008 1003', 'en');
    assert.deepEqual(await results(page), ['/1003-vs-1008', '/1008', '/1003']);
    await type(page, '4123', 'en');
    assert.deepEqual(await results(page), ['/4000-4999']);
  });

  test('a number that is begun offers the codes that begin so', async () => {
    await type(page, '100', 'en');
    const found = await results(page);
    assert.deepEqual(
      found.slice(0, 10),
      Array.from({ length: 10 }, (_, digit) => `/100${digit}`),
    );
  });

  test('arrows move from the field through the results and back, and stop at both ends', async () => {
    await type(page, '1008 1003', 'en');
    const places: number[] = [];
    for (const key of [
      'ArrowDown',
      'ArrowDown',
      'ArrowUp',
      'ArrowDown',
      'ArrowDown',
      'ArrowDown',
      'ArrowUp',
      'ArrowUp',
      'ArrowUp',
    ]) {
      await page.keyboard.press(key);
      places.push(await focusedResult(page));
    }
    assert.deepEqual(places, [0, 1, 0, 1, 2, 2, 1, 0, -1]);
    assert.equal(await hasFocus(page, 'dialog textarea'), true);
  });

  test('numbers load nothing of the index of words', () =>
    assert.deepEqual(
      requests.filter((url) => url.includes('/pagefind/')),
      [],
    ));

  test('digits of other scripts are digits, and half a character does no harm', async () => {
    await type(page, '１００６', 'en');
    assert.equal((await results(page))[0], '/1006');
    await type(page, '\ud800 websocket closed 1006', 'en');
    assert.equal((await results(page))[0], '/1006');
  });

  test('words find the cause', async () => {
    await type(page, 'proxy idle', 'en');
    const found = await results(page);
    assert.ok(found.includes('/1006#fix-proxy-idle'), `found were ${found.join(', ')}`);
    assert.ok(
      (await page.locator('ol[data-results] mark').count()) > 0,
      'the words that matched are marked',
    );
  });

  test('words with a number have its page first, and nothing twice', async () => {
    await type(page, 'proxy closes with 1006', 'en');
    const found = await results(page);
    assert.equal(found[0], '/1006');
    assert.equal(new Set(found).size, found.length);
  });

  test('nothing found is said', async () => {
    await type(page, 'qqqqzzzz', 'en');
    assert.deepEqual(
      [await results(page), await status(page).textContent()],
      [[], words.en!.search.none],
    );
  });

  test('markup is text, typed or pasted', async () => {
    const markup = '<img src=x onerror="document.title=1"><script>document.title=1</script> 1006';
    const title = await page.title();
    for (const put of [
      () => page.keyboard.insertText(markup),
      () =>
        page.evaluate((text) => {
          document.execCommand('insertText', false, text);
        }, markup),
    ]) {
      await clear(page, 'en');
      await put();
      await answered(page, 'en');
      assert.equal(await page.locator('textarea:visible').inputValue(), markup);
      assert.equal(await page.locator('dialog :is(img, script)').count(), 0);
      assert.equal(await page.title(), title);
    }
    assert.ok((await results(page)).includes('/1006'), 'the number in it is found');
  });

  test('Enter opens the best result, at once after the last key', async () => {
    await page.locator('textarea:visible').fill('1008 1003');
    await page.keyboard.press('Enter');
    await page.waitForURL(at('en', '1003-vs-1008'));
  });

  test('Enter opens the result that the arrows chose', async () => {
    await page.keyboard.press('/');
    await page.locator('dialog[open]').waitFor();
    await type(page, '1008 1003', 'en');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(at('en', '1008'));
  });

  test('no request ever held what was typed, and nothing went wrong', () => {
    assert.deepEqual(
      requests.filter((url) => /q=|proxy|idle|qqqq|onerror|%3C|4123/i.test(url)),
      [],
    );
    assert.deepEqual(
      requests.filter((url) => !url.startsWith(`${site}/`)),
      [],
      'other hosts',
    );
    assert.deepEqual(problems, []);
  });
});

describe('a request that failed once', async () => {
  const { page } = await openPage(browser);

  test('the link works in its place, and the next time the search opens', async () => {
    await page.goto(at('en', '1003'));
    await page.route('**/search.json', (route) => route.abort(), { times: 1 });
    await page.keyboard.press('/');
    await page.waitForURL(at('en', 'search'));
    await page.goto(at('en', '1003'));
    await page.keyboard.press('/');
    await page.locator('dialog[open]').waitFor();
  });
});

describe('in Vietnamese', async () => {
  const { page, problems, requests } = await openPage(browser);
  before(async () => {
    await page.goto(at('vi', '1003'));
    await page.keyboard.press('/');
    await page.locator('dialog[open]').waitFor();
  });

  for (const [query, wanted] of [
    ['cắt kết nối im lặng', '/vi/1006#fix-proxy-idle'],
    ['cat ket noi im lang', '/vi/1006#fix-proxy-idle'],
    ['đóng bất thường', '/vi/1006'],
    ['dong bat thuong', '/vi/1006'],
  ] as const) {
    test(`"${query}" leads to ${wanted}, among the first three`, async () => {
      await type(page, query, 'vi');
      const found = await results(page);
      assert.ok(
        found.slice(0, 3).some((path) => path.startsWith(wanted)),
        found.join(', '),
      );
      assert.deepEqual(
        found.filter((path) => !path.startsWith('/vi/')),
        [],
        'results in another language',
      );
    });
  }

  test('the index holds each word with đ without it too: "dong" for "đóng"', async () => {
    const text = readFileSync(join(ROOT, 'content/codes/1003/vi.mdx'), 'utf8');
    const typed = [...new Set((text.match(/(?<!\p{L})đ\p{L}{2,}/gu) ?? []).map(fold))];
    assert.ok(typed.length > 5, 'content/codes/1003/vi.mdx has words with đ');
    const missed = await page.evaluate(async (queries) => {
      const address = '/pagefind/pagefind.js';
      const pagefind = (await import(address)) as {
        search(query: string): Promise<{ results: { data(): Promise<{ url: string }> }[] }>;
      };
      const urls = async (query: string) =>
        Promise.all(
          (await pagefind.search(query)).results.map(async (result) => (await result.data()).url),
        );
      const found = await Promise.all(
        queries.map(async (query) => ({ query, urls: await urls(query) })),
      );
      return found
        .filter(({ urls }) => !urls.some((url) => url.endsWith('/vi/1003')))
        .map(({ query }) => query);
    }, typed);
    assert.deepEqual(missed, []);
  });

  test('numbers lead to the pages of this language', async () => {
    await type(page, '1008 1003', 'vi');
    assert.deepEqual(await results(page), ['/vi/1003-vs-1008', '/vi/1008', '/vi/1003']);
  });

  test('nothing found is said in this language', async () => {
    await type(page, 'qqqqzzzz', 'vi');
    assert.equal(await status(page).textContent(), words.vi!.search.none);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      requests.filter((url) => /k%E1%BA|dong|ket/i.test(url)),
      [],
      'what was typed, in a request',
    );
  });
});

describe('the search page', async () => {
  const { page, problems, requests } = await openPage(browser);

  test('reads its query from behind the #, and answers it', async () => {
    for (const lang of LANGUAGES) {
      requests.length = 0;
      await page.goto(`${at(lang, 'search')}#q=1006`);
      await answered(page, lang);
      assert.equal(await page.locator('textarea').inputValue(), '1006');
      assert.equal((await results(page))[0], pathOf(lang, '1006'));
      assert.deepEqual(
        requests.filter((url) => /q=|1006/.test(url.replace(/#.*/, ''))),
        [],
        'what stands behind the # in a request',
      );
    }
  });

  test('reads ?q= too, and keeps it behind the # from then on', async () => {
    await page.goto(`${at('en', 'search')}?q=1008%20or%201003%3F`);
    await answered(page, 'en');
    assert.equal(await page.locator('textarea').inputValue(), '1008 or 1003?');
    assert.deepEqual((await results(page)).slice(0, 3), ['/1003-vs-1008', '/1008', '/1003']);
    assert.equal(page.url(), `${at('en', 'search')}#q=1008%20or%201003%3F`);
  });

  test('takes markup in its address as text', async () => {
    const title = await page.title();
    await page.goto(
      `${at('en', 'search')}#q=${encodeURIComponent('<img src=x onerror=document.title=1>')}`,
    );
    await page.reload();
    await answered(page, 'en');
    assert.equal(await page.locator('main img').count(), 0);
    assert.equal(await page.title(), title);
  });

  test('the field has the focus, and what is typed stands behind the # of the address only', async () => {
    await page.goto(at('en', 'search'));
    assert.equal(await hasFocus(page, 'textarea'), true);
    requests.length = 0;
    await type(page, 'token expired', 'en');
    assert.equal(page.url(), `${at('en', 'search')}#q=token%20expired`);
    assert.deepEqual(
      requests.filter((url) => /token|q=/.test(url.replace(/#.*/, ''))),
      [],
    );
    await page.locator('textarea').fill('');
    await page.waitForURL(at('en', 'search'));
  });

  test('has the same results in the same order as the dialog', async () => {
    const onPage: string[][] = [];
    const queries = ['proxy idle', '1008 1003', 'token expired 3000'];
    for (const query of queries) {
      await type(page, query, 'en');
      onPage.push(await results(page));
    }
    await page.goto(at('en', '1009'));
    await page.keyboard.press('/');
    await page.locator('dialog[open]').waitFor();
    for (const [place, query] of queries.entries()) {
      await type(page, query, 'en');
      assert.deepEqual(await results(page), onPage[place], query);
    }
  });

  test('Ctrl K and / go to its own field', async () => {
    await page.goto(at('en', 'search'));
    for (const key of ['Control+k', '/']) {
      await page.locator('.lang summary').focus();
      await page.keyboard.press(key);
      await page.waitForFunction(() => document.activeElement?.matches('#search textarea'));
    }
    assert.equal(await page.locator('dialog').count(), 0);
    assert.equal(await page.locator('textarea').inputValue(), '');
  });

  test('Enter opens the best result of words as well', async () => {
    await page.locator('textarea').fill('cuts the silent connection');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${at('en', '1006')}#fix-proxy-idle`);
    assert.deepEqual(problems, []);
  });
});
