/** The tables of implementations in a browser: sorting with a keyboard, and everything there without scripts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, startBrowser } from './support/fixture-browser.ts';
import { siteUrl } from './support/site.ts';

const site = await siteUrl();
const browser = await startBrowser();

/** The first column of the first table: names with their versions. */
const NAMES = '#server tbody th';

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

test('the filter leaves what holds its words, without marks, and no heading over nothing', async () => {
  const { page, problems } = await openPage(browser);
  await page.goto(`${site}/vi/1006-messages`);
  const rows = page.locator('.lib tr');
  const all = await rows.count();
  const field = page.locator('[data-filter] [type=search]');
  await field.fill('MAT KET NOI');
  // Its script is loaded with the first touch.
  await page.locator('[data-filter] output', { hasText: '/' }).waitFor();
  const left = await rows.filter({ visible: true }).count();
  assert.ok(left > 0 && left < all, `${left} of ${all}`);
  assert.equal(await page.locator('[data-filter] output').textContent(), `${left} / ${all}`);
  await field.fill('okhttp');
  assert.deepEqual(await page.locator('.lib h3').filter({ visible: true }).allTextContents(), [
    'OkHttp',
  ]);
  await field.fill('');
  assert.equal(await rows.filter({ visible: true }).count(), all);
  assert.deepEqual(problems, []);
});

test('only deviations: every row that is left says one', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${site}/implementations-aiohttp`);
  await page.locator('[data-filter] [type=checkbox]').check();
  await page.locator('[data-filter] output').filter({ hasText: '/' }).waitFor();
  const left = page.locator('.all tbody tr:not(.topic)').filter({ visible: true });
  assert.ok((await left.count()) > 0);
  assert.equal(await left.filter({ has: page.locator('.bad') }).count(), await left.count());
});

test('two fields of the home page lead to a comparison, in whatever order, or to the code itself', async () => {
  const { page } = await openPage(browser);
  for (const [left, right, path] of [
    ['1011', '1006', '/1006-vs-1011'],
    ['1011', '1011', '/1011'],
  ] as const) {
    await page.goto(`${site}/`);
    await page.locator('[name=left]').selectOption(left);
    await page.locator('[name=right]').selectOption(right);
    await page.locator('[data-pick] button').click();
    await page.waitForURL(`${site}${path}`);
  }
});
