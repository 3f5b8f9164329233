/** The guide which-code: what its questions lead to, and how a reader walks through them, with a mouse, a keyboard and without scripts. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { WebSocketServer } from 'ws';
import type { ApiGuide } from '../src/lib/publishing/guidesApi.ts';
import { readKind } from '../src/lib/content/read.ts';
import { LONGEST_REASON, reasonBytes } from '../src/lib/model/closeReason.ts';
import { browserMaySend, entryFor, parseCode } from '../src/lib/model/code.ts';
import { onTheWire } from '../src/lib/model/facts.ts';
import { throwFor } from '../src/lib/model/libraries.ts';
import { allRows } from '../src/lib/model/measurements.ts';
import { guideParts } from '../src/lib/text/guide.ts';
import { codesIn, files } from './support/fixture-content.ts';
import { KINDS_OF_LANGUAGE, openPage, pathOf, startBrowser } from './support/fixture-browser.ts';
import { DIST, siteUrl } from './support/site.ts';

const site = await siteUrl();
const browser = await startBrowser();
const PAGE = 'guides/which-code';
const { body } = readKind('guides', files).find(({ file }) => file === `content/${PAGE}/en.mdx`)!;
const { steps, outcomes } = guideParts(body);
const codes = codesIn('en');
/** Every way from the first question to an outcome: the ids of its questions, then that of the outcome. */
function* ways(id = steps[0]!.id, before: string[] = []): Generator<string[]> {
  const step = steps.find((one) => one.id === id);
  if (!step) yield [...before, id];
  else for (const { next } of step.answers) yield* ways(next, [...before, id]);
}
const all = [...ways()];

describe('the questions', () => {
  test('lead to every code that may be sent, and to none that may not', () => {
    const sent = new Set(outcomes.flatMap(({ code }) => (code ? entryFor(code, codes)!.id : [])));
    const sendable = codes.filter(onTheWire).map(({ id }) => id);
    assert.deepEqual(
      [...sent].sort(),
      sendable.sort(),
      `content/${PAGE}/en.mdx: the codes of its outcomes (first) are not those that may be sent; write an outcome for each that is missing, or take away the one too many`,
    );
  });

  test('are at most six on each way, and each way ends at an outcome', () => {
    for (const way of all) {
      assert.ok(way.length - 1 <= 6, way.join(' → '));
      assert.ok(
        outcomes.some(({ id }) => id === way.at(-1)),
        way.join(' → '),
      );
    }
  });

  test('lead a page in a browser to no code that its close() refuses', () => {
    for (const way of all.filter(([, second]) => second === 'page')) {
      const { code } = outcomes.find(({ id }) => id === way.at(-1))!;
      assert.ok(code === undefined || browserMaySend(parseCode(code)!), way.join(' → '));
    }
  });

  test('lead a server to no code of a client or a gateway alone, and so on', () => {
    const sides = ['server', 'client', 'gateway'] as const;
    for (const way of all) {
      const side = sides.find((one) => one === way[1]);
      const { code } = outcomes.find(({ id }) => id === way.at(-1))!;
      if (!side || code === undefined) continue;
      const { senders } = entryFor(code, codes)!.facts;
      // A gateway is a server to its clients, and a server may be one.
      const may = side === 'client' ? ['client'] : ['server', 'gateway'];
      assert.ok(
        senders.some((sender) => may.includes(sender)),
        `${way.join(' → ')}: ${code} is sent by ${senders.join()}`,
      );
    }
  });

  test('give reasons that fit into a Close frame', () => {
    for (const { reason } of outcomes) assert.ok(reasonBytes(reason) <= LONGEST_REASON, reason);
  });

  test('name the codes that nobody may send', () => {
    const never = ['1004', '1005', '1006', '1015', '1016'];
    const part = body.slice(body.indexOf('<Part id="never">'));
    for (const code of never) assert.ok(part.includes(code), code);
    assert.ok(!outcomes.some(({ code }) => never.includes(code ?? '')));
  });
});

test('a library that was measured to throw is named, one that sends is not', () => {
  const libraries = readKind('libraries', files).map(({ names, data }) => ({
    ...data,
    id: names.id!,
  }));
  const rows = allRows(readKind('measurements', files).map(({ data }) => data));
  const throwing = (code: string) =>
    throwFor(parseCode(code)!, libraries, rows).map(({ id }) => id);
  assert.deepEqual(throwing('1000'), []);
  assert.deepEqual(throwing('1008'), ['browsers']);
  assert.deepEqual(throwing('1012'), ['browsers', 'java-net-http']);
  assert.deepEqual(throwing('4409'), []);
});

test('what the other side sees of each outcome, it sees: ws closes, the client of Node reads', async () => {
  const file = JSON.parse(readFileSync(join(DIST, `${PAGE}.json`), 'utf8')) as ApiGuide;
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  for (const { id, sends } of file.outcomes) {
    if (!sends?.call) continue;
    server.once('connection', (socket: object) =>
      new Function('socket', `socket.${sends.call}`)(socket),
    );
    const client = new WebSocket(`ws://127.0.0.1:${port}`);
    const [{ code, reason, wasClean }] = (await once(client, 'close')) as [CloseEvent];
    assert.equal(`${code} "${reason}" wasClean=${wasClean}`, sends.seen, id);
  }
  server.close();
});

describe('the page', () => {
  const shown = (page: Page) =>
    page.locator('.state:visible').evaluateAll((found) => found.map(({ id }) => id));
  const states = [...steps, ...outcomes].map(({ id }) => id);

  for (const lang of KINDS_OF_LANGUAGE) {
    test(`${lang}: each state has its address, which shows it alone; without one all are shown`, async () => {
      const { page, problems } = await openPage(browser);
      await page.goto(site + pathOf(lang, PAGE));
      assert.deepEqual(await shown(page), states);
      for (const id of states) {
        await page.goto(`${site}${pathOf(lang, PAGE)}#${id}`);
        assert.deepEqual(await shown(page), [id]);
      }
      assert.deepEqual(problems, []);
      await page.context().close();
    });
  }

  test('without scripts a click leads on, Back leads back, and the first question is one click away', async () => {
    const { page } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${site}/${PAGE}#who`);
    const walk = ['server', 'refuse', 'rate-limit'];
    for (const id of walk) {
      await page.locator(`.state:visible .answers a[href="#${id}"]`).click();
      assert.deepEqual(await shown(page), [id]);
    }
    assert.match((await page.locator('#rate-limit').textContent())!, /1008 Policy Violation/);
    for (const id of ['refuse', 'server', 'who']) {
      await page.goBack();
      assert.deepEqual(await shown(page), [id]);
    }
    await page.goto(`${site}/${PAGE}#rate-limit`);
    await page.locator('#rate-limit .way a[href="#refuse"]').click();
    assert.deepEqual(await shown(page), ['refuse']);
    await page.locator('#refuse .way a[href="#who"]').click();
    assert.deepEqual(await shown(page), ['who']);
    await page.locator('#who .way a[href="#"]').click();
    assert.deepEqual(await shown(page), states);
    await page.context().close();
  });

  test('the keyboard alone gets from the first question to a code', async () => {
    const { page } = await openPage(browser);
    await page.goto(`${site}/${PAGE}#who`);
    for (const id of ['client', 'extension']) {
      // From the heading of the state on, which is where a fragment puts the focus.
      for (let presses = 0; presses < 12; presses++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(() => document.activeElement?.getAttribute('href'));
        if (at === `#${id}`) break;
      }
      await page.keyboard.press('Enter');
      assert.deepEqual(await shown(page), [id]);
    }
    await page.context().close();
  });

  test('a click anywhere on the row answers', async () => {
    const { page } = await openPage(browser, { viewport: { width: 375, height: 812 } });
    await page.goto(`${site}/${PAGE}#server`);
    const { x, y, height } = (await page.getByText('It refuses the client').boundingBox())!;
    await page.mouse.click(x + 5, y + height / 2);
    assert.deepEqual(await shown(page), ['refuse']);
    await page.context().close();
  });

  test('paper shows every state, whatever the address', async () => {
    const { page } = await openPage(browser);
    await page.goto(`${site}/${PAGE}#rate-limit`);
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual(await shown(page), states);
    await page.context().close();
  });

  test('the calls take code and reason of the outcome, at once and after Back, and those that throw go', async () => {
    const { page } = await openPage(browser, { viewport: { width: 375, height: 812 } });
    const call = (library: string) => page.locator(`[data-of=calls] [data-lib=${library}] code`);
    await page.goto(`${site}/${PAGE}#restart`);
    assert.equal(await call('coder').textContent(), 'err := conn.Close(1012, "restart")');
    assert.deepEqual(
      [await call('browsers').isVisible(), await call('java-net-http').isVisible()],
      [false, false],
    );
    await page.goto(`${site}/${PAGE}#late`);
    assert.equal(await call('browsers').textContent(), "socket.close(3008, 'no login in 10 s');");
    assert.ok(await call('browsers').isVisible());
    await page.goBack();
    assert.equal(await call('coder').textContent(), 'err := conn.Close(1012, "restart")');
    await page.goto(`${site}/${PAGE}#server`);
    assert.ok(!(await call('coder').isVisible()), 'no call without a code');
    await page.context().close();
  });
});
