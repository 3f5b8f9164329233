/** The tables of implementations in a browser: sorting with a keyboard, and everything there without scripts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, startBrowser } from './support/fixture-browser.ts';
import { siteUrl } from './support/site.ts';

const site = await siteUrl();
const browser = await startBrowser();

/** Names in the first column of the first table. */
const NAMES = '#server tbody th a';

test('a column sorts by its button, up and then down, and says so', async (context) => {
  const { page, problems } = await openPage(browser);
  await page.goto(`${site}/implementations`);
  const before = await page.locator(NAMES).allTextContents();
  if (before.length < 2) return context.skip('nothing is measured');
  const button = page.locator('#server thead button').first();
  await button.focus();
  await page.keyboard.press('Enter');
  assert.equal(
    await page.locator('#server thead th').first().getAttribute('aria-sort'),
    'ascending',
  );
  const up = await page.locator(NAMES).allTextContents();
  assert.deepEqual(up.toSorted(), before.toSorted());
  assert.deepEqual(
    up,
    before.toSorted((a, b) => a.localeCompare(b, undefined, { numeric: true })),
  );
  await page.keyboard.press('Enter');
  assert.deepEqual(await page.locator(NAMES).allTextContents(), up.toReversed());
  assert.equal(await page.locator('#server [aria-sort]').count(), 1);
  assert.deepEqual(problems, []);
});

test('without scripts every row is there, and no button', async () => {
  const { page } = await openPage(browser, { javaScriptEnabled: false });
  await page.goto(`${site}/implementations`);
  assert.equal(await page.locator('.wide button').count(), 0);
  assert.equal((await page.locator('#libraries a').count()) > 70, true);
});
