/** The reader's own library: chosen once, remembered or named by an address, it comes first, and nothing moves on the page. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPage, startBrowser, words } from './support/fixture-browser.ts';
import { siteUrl } from './support/site.ts';

const site = await siteUrl();
const browser = await startBrowser();

/** The first texts of what belongs to libraries in an element, as they are seen and read. */
const shown = (page: Page, within: string): Promise<string[]> =>
  page
    .locator(`${within} [data-lib]`)
    .evaluateAll((all) =>
      all.filter((one) => one.checkVisibility()).map((one) => one.textContent.trim().slice(0, 24)),
    );

describe('the menu of libraries', async () => {
  const { page, problems, requests } = await openPage(browser);
  const menu = page.locator('.mine');
  const choose = async (id: string) => {
    await menu.focus();
    await menu.locator(`option[value="${id}"]`).waitFor({ state: 'attached' });
    await menu.selectOption(id);
  };

  test('loads nothing before it is touched, and then offers by rank what the page speaks of', async () => {
    await page.goto(`${site}/1006`, { waitUntil: 'networkidle' });
    assert.deepEqual(
      requests.filter((url) => /librar|first/.test(url)),
      [],
    );
    assert.equal(await menu.locator('option').count(), 1);
    await choose('');
    const names = await menu.locator('optgroup option').allTextContents();
    assert.deepEqual(names.slice(0, 3), ['Chrome and Chromium', 'Firefox', 'ws']);
    assert.equal(
      await menu.locator('optgroup').getAttribute('label'),
      words.en!.library.kept,
      'it says where the choice is kept',
    );
  });

  test('puts messages and names first, remembers that, and gives the order back', async () => {
    const before = await shown(page, '#messages');
    await choose('gorilla');
    assert.match((await shown(page, '#messages'))[0]!, /^gorilla/);
    assert.match((await shown(page, '#constants'))[0]!, /^gorilla/);
    await page.reload();
    assert.match((await shown(page, '#messages'))[0]!, /^gorilla/);
    await choose('');
    assert.deepEqual(await shown(page, '#messages'), before);
    assert.equal(await page.evaluate(() => localStorage.lib), undefined);
  });

  test('a library that the tables have no room for gets a row that leads to its messages', async () => {
    await choose('action-cable');
    const row = page.locator('#messages [data-at]');
    assert.equal(await row.isVisible(), true);
    assert.match(
      (await row.locator('a').getAttribute('href'))!,
      /\/1006-messages#lib-action-cable$/,
    );
    assert.match((await shown(page, '#messages'))[0]!, /^Action Cable/);
    await page.goto(`${site}/1006-messages`);
    assert.equal(await page.locator('.lib').first().getAttribute('data-lib'), 'action-cable');
    await page.evaluate(() => localStorage.clear());
  });

  test('remedies and limits of it come first; an address wins over the device, whatever is wrong does nothing', async () => {
    await page.evaluate(() => (localStorage.lib = '["ws","ws"]'));
    await page.goto(`${site}/1009#lib=gorilla`);
    assert.match((await shown(page, '#fix-limit-exceeded'))[0]!, /^gorilla/);
    await page.goto('about:blank');
    for (const lib of ['nobody', '%00%E0', '"]{}', 'x'.repeat(5000)]) {
      await page.goto(`${site}/1009?lib=${lib}`);
      assert.match((await shown(page, '#fix-limit-exceeded'))[0]!, /^ws/);
    }
    for (const junk of ['{', '7', 'null', '[]']) {
      await page.evaluate((value) => (localStorage.lib = value), junk);
      await page.goto(`${site}/1009`);
      assert.match((await shown(page, '#fix-limit-exceeded'))[0]!, /^ws/);
    }
    await page.evaluate(() => localStorage.clear());
    assert.deepEqual(problems, []);
  });
});

test('nothing moves, whatever is remembered and wherever the address leads', async () => {
  const { page } = await openPage(browser, { viewport: { width: 375, height: 800 } });
  await page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) =>
      list
        .getEntries()
        .forEach((entry) => (seen.shift += (entry as unknown as { value: number }).value)),
    ).observe({ type: 'layout-shift', buffered: true });
  });
  const kept = '["action-cable","Action Cable",["1006"],{}]';
  for (const [path, lib] of [
    ['/1006#messages', kept],
    ['/1009#fix-limit-exceeded', '["gorilla","gorilla/websocket",["1009"],{}]'],
    ['/1006#lib=gorilla', ''],
    ['/1012?lib=python-websockets#fix-deploy', ''],
  ] as const) {
    await page.goto(`${site}/`);
    await page.evaluate((value) => (localStorage.lib = value), lib);
    await page.goto(site + path, { waitUntil: 'networkidle' });
    const shift = await page.evaluate(
      () => (globalThis as unknown as { seen: { shift: number } }).seen.shift,
    );
    assert.equal(shift, 0, path);
  }
});
