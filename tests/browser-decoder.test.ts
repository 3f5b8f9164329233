/** Pasting a log into the search: it lands on the cause, in both languages, and nothing of it leaves the browser. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { LANGUAGES, openPage, pathOf, startBrowser, words } from './support/fixture-browser.ts';
import { siteUrl } from './support/site.ts';

const site = await siteUrl();
const browser = await startBrowser();

/** Forty lines as asyncio prints them, with the one that matters among them. */
const TRACE = [
  'Nov 19 22:01:07 srv-3 app[4711]: Task exception was never retrieved',
  ...Array.from(
    { length: 37 },
    (_, line) =>
      `Nov 19 22:01:07 srv-3 app[4711]:   File "/srv/secret-project/venv/lib/python3.12/site-packages/chat/module_${line}.py", line ${line * 7 + 3}, in handle_${line}`,
  ),
  'Nov 19 22:01:07 srv-3 app[4711]: websockets.exceptions.ConnectionClosedError: sent 1011 (internal error) keepalive ping timeout; no close frame received',
  'Nov 19 22:01:08 srv-3 app[4711]: Restarting worker',
].join('\n');

const PROSE =
  'The quarterly report lists turnover by region and season, with a chart.\nThe next one follows in spring.';

const links = (page: Page): Promise<string[]> =>
  page
    .locator('ol[data-results] > li > a')
    .evaluateAll((all) =>
      all.map((link) => (link as HTMLAnchorElement).pathname + (link as HTMLAnchorElement).hash),
    );

/** Puts a text into the field at once, as a paste does, and waits until the search says that it is done. */
async function paste(page: Page, text: string, lang: string): Promise<void> {
  const { loading, hint } = words[lang]!.search;
  // The answer to what stood there before must be gone, else it is taken for the new one.
  await page.locator('textarea:visible').fill('');
  await page.getByText(hint!).last().waitFor();
  await page.locator('textarea:visible').fill(text);
  await page.waitForFunction(
    (waiting) => {
      const said =
        [...document.querySelectorAll('[role=status]')].find((one) => one.checkVisibility())
          ?.textContent ?? '';
      return said !== '' && !waiting.includes(said);
    },
    [loading, hint],
  );
}

for (const lang of LANGUAGES)
  describe(`in ${lang}`, async () => {
    const { page, problems, requests } = await openPage(browser);

    test('a stack trace of 40 lines leads to the cause, with Enter', async () => {
      await page.goto(site + pathOf(lang, '1003'));
      await page.keyboard.press('/');
      await page.locator('dialog[open]').waitFor();
      await paste(page, TRACE, lang);
      assert.equal(
        await page.locator('textarea:visible').inputValue(),
        TRACE,
        'the field keeps line breaks',
      );
      assert.equal((await links(page))[0], pathOf(lang, '1011#fix-keepalive-timeout'));
      const first = await page.locator('ol[data-results] > li').first().innerText();
      assert.match(first, /websockets/, 'it says which library printed it');
      assert.ok(first.includes(words[lang]!.messages.sent), `it says who closed: ${first}`);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/1011#fix-keepalive-timeout');
      assert.equal(await page.locator('#fix-keepalive-timeout').isVisible(), true);
    });

    test('the line that was recognised is marked in the field, and in sight', async () => {
      for (const where of ['1003', 'search']) {
        await page.goto(site + pathOf(lang, where));
        if (where !== 'search') await page.keyboard.press('/');
        await page.locator('textarea:visible').waitFor();
        await page.locator('textarea:visible').focus();
        const marked = TRACE.split('\n').at(-2)!;
        await paste(page, TRACE, lang);
        const seen = await page.locator('textarea:visible').evaluate((found) => {
          const field = found as HTMLTextAreaElement;
          const { value, selectionStart, selectionEnd, scrollTop, scrollHeight, clientHeight } =
            field;
          return {
            selected: value.slice(selectionStart, selectionEnd),
            isAtEnd: scrollTop + clientHeight > scrollHeight - clientHeight,
            isScrolled: scrollHeight > clientHeight && scrollTop > 0,
            fields: document.querySelectorAll('textarea').length,
          };
        });
        assert.deepEqual(
          seen,
          { selected: marked, isAtEnd: true, isScrolled: true, fields: 1 },
          where,
        );
        // Typing on does not replace it.
        await page.keyboard.press('a');
        const typed = await page.locator('textarea:visible').inputValue();
        assert.ok(typed.includes(`${marked}a`), where);
      }
      await page.goto(site + pathOf(lang, '1003'));
    });

    test('marking a line in the middle scrolls to it and moves nothing else', async () => {
      const lines = TRACE.split('\n');
      const middle = [...lines.slice(1, 31), lines.at(-2)!, ...lines.slice(1, 31)].join('\n');
      await page.goto(site + pathOf(lang, 'search'));
      await paste(page, middle.replace(lines.at(-2)!, 'nothing here'), lang);
      const place = () =>
        page.locator('textarea:visible').evaluate((field) => {
          const { top, height } = field.getBoundingClientRect();
          return { top, height, page: scrollY };
        });
      const before = await place();
      await paste(page, middle, lang);
      assert.deepEqual(await place(), before);
      const { scrollTop, line } = await page.locator('textarea:visible').evaluate((found) => {
        const field = found as HTMLTextAreaElement;
        const height = Number.parseFloat(getComputedStyle(field).lineHeight);
        return { scrollTop: field.scrollTop, line: field.scrollHeight / 2 - height };
      });
      assert.ok(Math.abs(scrollTop - line) < 250, `${scrollTop} is far from the middle, ${line}`);
      await page.goto(site + pathOf(lang, '1003'));
    });

    test('a paste without a sign of WebSocket leads nowhere, and that is said', async () => {
      await page.keyboard.press('/');
      await page.locator('dialog[open]').waitFor();
      await paste(page, PROSE, lang);
      assert.equal(
        await page.locator('[role=status]:visible').textContent(),
        words[lang]!.search.nothing,
      );
      assert.deepEqual(await links(page), []);
    });

    test('a question is answered with the cause and why, and not called unknown', async () => {
      const asked = {
        en: 'connection drops after 60 seconds nginx',
        vi: 'mất kết nối sau 60 giây nginx',
        ja: 'nginx 経由で 60 秒後に切断される',
        hi: '60 सेकंड बाद कनेक्शन कट जाता है nginx',
        ar: 'ينقطع الاتصال بعد 60 ثانية nginx',
      };
      await paste(page, asked[lang as keyof typeof asked], lang);
      assert.equal((await links(page))[0], pathOf(lang, '1006#fix-proxy-idle'));
      const said = await page.locator('[role=status]:visible').textContent();
      assert.notEqual(said, words[lang]!.search.unknown);
      const why = page.locator('ol[data-results] > li').first().locator('span span').last();
      assert.ok((await why.innerText()).length > 10, 'it says what is seen when it happens');
    });

    test('nothing that was pasted is in a request, and nothing goes wrong', () => {
      for (const word of ['secret-project', 'srv-3', 'quarterly', 'turnover'])
        assert.deepEqual(
          requests.filter((url) => url.includes(word)),
          [],
        );
      assert.deepEqual(problems, []);
    });
  });
