/** The reader's own library: chosen once, remembered or named by an address, it comes first, and nothing moves on the page. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  axeFindings,
  openPage,
  shiftOf,
  sidewaysScroll,
  startBrowser,
  watchShifts,
  words,
} from './support/fixture-browser.ts';
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
    await menu.focus();
    await menu.locator('optgroup option').first().waitFor({ state: 'attached' });
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

test('a library that an address names holds while the reader follows anchors; a choice takes it from the address, and only that', async () => {
  const { page, problems } = await openPage(browser);
  const menu = page.locator('.mine');
  const isChosen = (id: string) =>
    page.waitForFunction(
      (wanted) => document.querySelector<HTMLSelectElement>('.mine')!.value === wanted,
      id,
    );
  await page.goto(`${site}/1009?code=1009#reason=x&lib=gorilla%2Fwebsocket`);
  await isChosen('gorilla');
  await page.locator('.ctx').waitFor();
  assert.match((await shown(page, '#fix-limit-exceeded'))[0]!, /^gorilla/);
  await page.locator('#fix-limit-exceeded h3 a').click();
  await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
  assert.equal(await menu.inputValue(), 'gorilla');
  assert.match((await shown(page, '#fix-limit-exceeded'))[0]!, /^gorilla/);
  await page.evaluate(() => (location.hash = 'reason=x&lib=ws'));
  await isChosen('ws');
  await menu.selectOption('aiohttp');
  assert.equal(new URL(page.url()).search + new URL(page.url()).hash, '?code=1009#reason=x');
  await page.reload();
  await isChosen('aiohttp');
  assert.deepEqual(problems, []);
});

test('where the list of libraries does not load, the menu still opens, and the page can be read', async () => {
  const { page } = await openPage(browser);
  await page.route('**/known-libraries.json', (route) => route.abort());
  await page.addInitScript(() => {
    HTMLSelectElement.prototype.showPicker = () => document.body.classList.add('opened');
  });
  await page.goto(`${site}/1009?lib=gorilla`);
  assert.match((await shown(page, '#fix-limit-exceeded'))[0]!, /^gorilla/);
  await page.locator('.mine').click();
  await page.locator('body.opened').waitFor();
});

test('guides have the menu where they say something about libraries, and only there', async () => {
  const { page, problems } = await openPage(browser);
  await page.goto(`${site}/guides/find-the-cause`);
  assert.equal(await page.locator('.mine').count(), 0);
  await page.goto(`${site}/guides/keep-alive?lib=aiohttp`);
  assert.match((await shown(page, '#server'))[0]!, /^aiohttp/);
  assert.match((await shown(page, '#defaults'))[0]!, /^aiohttp/);
  await page.locator('.mine option[value=aiohttp]').waitFor({ state: 'attached' });
  assert.deepEqual(
    await page.locator('.mine option[value=apache]').count(),
    0,
    'nothing is offered that the page does not speak of',
  );
  assert.deepEqual(problems, []);
});

test('axe finds nothing with a choice made, in both themes', async () => {
  const { page } = await openPage(browser, { viewport: { width: 375, height: 800 } });
  await page.goto(`${site}/`);
  await page.evaluate(() => (localStorage.lib = '["gorilla","gorilla/websocket",["1006"],{}]'));
  for (const path of [
    '/1006',
    '/vi/1009',
    '/1006-messages',
    '/implementations',
    '/1002-implementations',
    '/guides/keep-alive',
  ]) {
    await page.goto(site + path, { waitUntil: 'networkidle' });
    assert.equal(await page.locator('.mine').inputValue(), 'gorilla', path);
    assert.deepEqual(await axeFindings(page), [], path);
    assert.equal(await sidewaysScroll(page), undefined, path);
  }
});

test('without scripts there is no menu, and every row is there', async () => {
  const { page } = await openPage(browser, { javaScriptEnabled: false });
  await page.goto(`${site}/1006?lib=gorilla`);
  assert.equal(await page.locator('.mine').isVisible(), false);
  assert.equal(await page.locator('#messages [data-lib]').count(), 6);
});

test('nothing moves, whatever is remembered and wherever the address leads', async () => {
  const { page } = await openPage(browser, { viewport: { width: 375, height: 800 } });
  await watchShifts(page);
  const kept = '["action-cable","Action Cable",["1006"],{}]';
  for (const [path, lib] of [
    ['/1006#messages', kept],
    ['/1009#fix-limit-exceeded', '["gorilla","gorilla/websocket",["1009"],{}]'],
    ['/1006#lib=gorilla', ''],
    ['/guides/keep-alive#lib=tungstenite', ''],
    ['/implementations', '["gorilla","gorilla/websocket",[],{}]'],
    ['/1012?lib=python-websockets#fix-deploy', ''],
  ] as const) {
    await page.goto(`${site}/`);
    await page.evaluate((value) => (localStorage.lib = value), lib);
    await page.goto(site + path, { waitUntil: 'networkidle' });
    assert.equal(await shiftOf(page), 0, path);
  }
});
