/** Pages as a browser gets them: what they ask for, what they forbid, theme, language, copying, and reading without scripts. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { entryParts } from '../src/lib/text/entry.ts';
import { readMdx } from '../src/lib/text/mdx.ts';
import {
  KINDS,
  KINDS_OF_LANGUAGE,
  LANGUAGES,
  openPage,
  pathOf,
  startBrowser,
  words,
} from './support/fixture-browser.ts';
import { codesIn, ROOT } from './support/fixture-content.ts';
import { siteUrl } from './support/site.ts';

const site = await siteUrl();
const browser = await startBrowser();
const at = (lang: string, page: string): string => site + pathOf(lang, page);

/** The English source of a code. */
const sourceOf = (code: string): string =>
  readFileSync(join(ROOT, `content/codes/${code}/en.mdx`), 'utf8');

/** What a page asks for on its own: itself, its deferred scripts, its icon. */
const isOwn = (url: string): boolean => /\/_astro\/js\/[\w.-]+\.js$|\/favicon\.svg$/.test(url);

describe('with the headers of the host', async () => {
  const watched = await openPage(browser);
  const { page, problems, requests } = watched;
  await page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) =>
      list.getEntries().forEach((entry) => {
        seen.shift += (entry as PerformanceEntry & { value: number }).value;
      }),
    ).observe({ type: 'layout-shift', buffered: true });
  });
  const pages = { ...KINDS, search: 'search', '404': 'no-such-page' };

  for (const [kind, name] of Object.entries(pages)) {
    test(`${kind}: nothing is forbidden or fails, nothing of search is loaded, no other host is asked`, async () => {
      for (const lang of KINDS_OF_LANGUAGE) {
        problems.length = requests.length = 0;
        // Half a second of silence for each kind shows what would come late; its translation has the same scripts.
        const response = await page.goto(at(lang, name), {
          waitUntil: lang === 'en' ? 'networkidle' : 'load',
        });
        assert.match(
          response!.headers()['content-security-policy'] ?? '',
          /default-src 'none'/,
          'the header of the policy',
        );
        assert.deepEqual(problems, []);
        const others = requests.filter((url) => url !== at(lang, name));
        assert.deepEqual(
          others.filter((url) => !url.startsWith(`${site}/`)),
          [],
          'requests to other hosts',
        );
        if (kind !== 'search')
          assert.deepEqual(
            // The page of an address that is none speaks the language of the address; another page is offered in that of the reader.
            others.filter((url) => (!isOwn(url) && !/\/ui\.json$/.test(url)) || /search/.test(url)),
            [],
            'requests beside its script and icon',
          );
      }
    });
  }

  test('the document is the only thing that the first paint waits for', async () => {
    for (const name of ['', '1006', '1003-vs-1008']) {
      await page.goto(at('vi', name), { waitUntil: 'load' });
      const blocking = await page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .filter(
            (entry) =>
              (entry as PerformanceResourceTiming & { renderBlockingStatus: string })
                .renderBlockingStatus !== 'non-blocking',
          )
          .map((entry) => entry.name),
      );
      assert.deepEqual(blocking, []);
    }
  });

  test('nothing moves while a page loads, at 375 and 1440 px', async () => {
    for (const width of [375, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      for (const name of ['1006', '1003-vs-1008']) {
        await page.goto(at('en', name));
        await page.evaluate(
          () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
        );
        assert.equal(
          await page.evaluate(
            () => (globalThis as unknown as { seen: { shift: number } }).seen.shift,
          ),
          0,
          `layout shift of ${name} at ${width} px`,
        );
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});

test('the header keeps the place of the theme button, which may arrive after the rest was painted', async () => {
  const { page } = await openPage(browser);
  const places = () =>
    page
      .locator('.top .w > :not(.theme)')
      .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().toJSON()));
  for (const [lang, width] of [
    ['en', 375],
    ['vi', 700],
    ['en', 1440],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(at(lang, '1006'));
    const whole = await places();
    await page.locator('.theme').evaluate((button) => button.remove());
    assert.deepEqual(await places(), whole, `${lang}, ${width} px`);
  }
});

describe('theme', async () => {
  const { page } = await openPage(browser, { colorScheme: 'light' });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const isDark = async () =>
    (await background())
      .match(/\d+/g)!
      .slice(0, 3)
      .every((part) => Number(part) < 64);

  test('follows the system while nothing else was chosen', async () => {
    await page.goto(at('en', '1003'));
    assert.equal(await isDark(), false);
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.equal(await isDark(), true);
  });

  test('the button inverts what is shown, each time', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    const button = page.getByRole('button', { name: words.en!.page.theme });
    await button.click();
    assert.equal(await isDark(), false, 'dark by the system, light after the first press');
    await button.click();
    assert.equal(await isDark(), true, 'dark again after the second');
  });

  test('the choice is kept over a reload and on other pages, against the system', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.reload();
    assert.equal(await isDark(), true);
    await page.goto(at('vi', '1003-vs-1008'));
    assert.equal(await isDark(), true);
  });

  test('is there before the body, so nothing is painted in the wrong one', async () => {
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (!document.body) return;
        Object.assign(globalThis, {
          themeAtBody: getComputedStyle(document.documentElement).colorScheme,
        });
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
    for (const name of ['', '1006']) {
      await page.goto(at('en', name));
      assert.equal(
        await page.evaluate(() => (globalThis as unknown as { themeAtBody: string }).themeAtBody),
        'dark',
      );
    }
  });
});

describe('language', async () => {
  const { page } = await openPage(browser);

  test('the menu leads to the same page and the same anchor, and back', async () => {
    const anchor = `fix-${entryParts(sourceOf('1006')).causes[0]!.id}`;
    await page.goto(`${at('en', '1006')}#${anchor}`);
    const other = (lang: string) =>
      page.locator('.lang').getByRole('link', { name: words[lang]!.name });
    await page.locator('.lang summary').click();
    await other('vi').click();
    await page.waitForURL(`${at('vi', '1006')}#${anchor}`);
    assert.equal(
      await page.locator(`[id="${anchor}"]`).evaluate((element) => element.matches(':target')),
      true,
    );
    await page.locator('.lang summary').press('Enter');
    await other('en').press('Enter');
    await page.waitForURL(`${at('en', '1006')}#${anchor}`);
  });

  test('the menu names each language in itself and marks the present one', async () => {
    await page.goto(at('vi', '1003-vs-1008'));
    const links = page.locator('.lang a');
    assert.deepEqual(
      await links.evaluateAll((all) =>
        all.map((link) => [link.getAttribute('lang'), link.textContent]),
      ),
      Object.entries(words)
        .sort(([a], [b]) => Number(b === 'en') - Number(a === 'en'))
        .map(([lang, ui]) => [lang, ui.name]),
    );
    assert.equal(await page.locator('.lang [aria-current=true]').textContent(), words.vi!.name);
  });
});

describe('copying', async () => {
  const { page } = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] });

  test('each block of code is copied as it is written, and the button says so', async () => {
    const blocks = readMdx(sourceOf('1003')).blocks.map(({ language, code }) => ({
      language,
      code,
    }));
    assert.ok(blocks.length > 1, 'content/codes/1003/en.mdx has several blocks of code');
    blocks.push(
      ...['mjs', 'out'].map((ending) => ({
        language: '',
        code: readFileSync(join(ROOT, `content/codes/1003/reproduce.${ending}`), 'utf8'),
      })),
    );
    for (const [lang, ui] of Object.entries(words).filter(([lang]) => LANGUAGES.includes(lang))) {
      await page.goto(at(lang, '1003'));
      const buttons = page.locator('button.copy');
      // A script puts them there once the page has loaded.
      await buttons.nth(blocks.length - 1).waitFor();
      assert.deepEqual(
        await buttons.allTextContents(),
        blocks.map(() => ui.page.copy),
      );
      for (const [place, { code }] of blocks.entries()) {
        await buttons.nth(place).click();
        await page.waitForFunction(
          ([index, done]) => document.querySelectorAll('button.copy')[index]!.textContent === done,
          [place, ui.page.copied] as const,
        );
        assert.equal(`${await page.evaluate(() => navigator.clipboard.readText())}\n`, code);
      }
      assert.equal(
        await buttons.first().evaluate((button) => button.ariaLive),
        'polite',
        'a reader who cannot see it is told',
      );
    }
  });
});

describe('the first screens of a code', async () => {
  const { page } = await openPage(browser);
  const topOf = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => element.getBoundingClientRect().top + scrollY);

  test('signs, causes and messages come before what is drawn and told, in the contents too', async () => {
    for (const name of ['1006', '4000-4999']) {
      await page.goto(at('en', name));
      const order = await page
        .locator('main section[id]')
        .evaluateAll((all) => all.map(({ id }) => id));
      assert.deepEqual(order.filter((id) => id !== 'systems' && id !== 'numbers').slice(0, 5), [
        'when',
        'fix',
        'messages',
        'happens',
        'description',
      ]);
      assert.deepEqual(
        await page
          .locator('.toc a')
          .evaluateAll((links) => links.map((link) => link.getAttribute('href')!.slice(1))),
        order,
      );
    }
  });

  for (const [width, height, most] of [
    [375, 667, 650],
    [1440, 900, 580],
  ] as const)
    test(`at ${width} × ${height} the first sign begins by ${most} px; number and signal are above it`, async () => {
      await page.setViewportSize({ width, height });
      for (const name of ['1006', '1003', '4000-4999']) {
        await page.goto(at('en', name));
        const sign = await topOf('.when li');
        assert.ok(sign <= most, `${name}: ${sign}`);
        for (const above of ['.big', '.hero .wave']) assert.ok((await topOf(above)) < sign, above);
      }
    });

  test('what a link says of one closing leaves the number where it was', async () => {
    for (const width of [375, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(at('en', '1006'));
      const before = await topOf('.big');
      await page.goto('about:blank');
      await page.goto(`${at('en', '1006')}#reason=keepalive%20ping%20timeout`);
      await page.locator('.ctx').waitFor();
      assert.equal(await topOf('.big'), before);
    }
  });

  test('the page names its twins for programs, and they are there', async () => {
    await page.goto(at('vi', '1006'));
    const twins = await page
      .locator('#sources p a')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    assert.deepEqual(
      twins.map((url) => url.split('/').at(-1)),
      ['1006.md', '1006.json', 'llms.txt'],
    );
    for (const url of twins) assert.equal((await page.request.get(url)).status(), 200, url);
  });
});

describe('the causes of a code', async () => {
  const { page } = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  const { causes } = entryParts(sourceOf('1006'));

  test('each leads to the next and back to the signs', async () => {
    for (const lang of LANGUAGES) {
      await page.goto(at(lang, '1006'));
      const links = await page
        .locator('#fix .on')
        .evaluateAll((all) =>
          all.map((line) => [...line.querySelectorAll('a')].map((a) => a.getAttribute('href'))),
        );
      assert.deepEqual(
        links,
        causes.map((_, place) => [
          ...(causes[place + 1] ? [`#fix-${causes[place + 1]!.id}`] : []),
          '#when',
        ]),
      );
    }
  });

  test('a deep link shows number and name in the window, wide and narrow, and the cause below them', async () => {
    const id = `fix-${causes[2]!.id}`;
    for (const width of [375, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto('about:blank');
      await page.goto(`${at('en', '1006')}#${id}`);
      const code = (await page.locator('.no').boundingBox())!;
      const cause = (await page.locator(`#${id}`).boundingBox())!;
      assert.equal(
        await page
          .locator('.no')
          .innerText()
          .then((text) => text.slice(0, 4)),
        '1006',
      );
      assert.ok(code.y >= 0 && code.y + code.height < 800, `${width} px: code at ${code.y}`);
      assert.ok(cause.y >= 0 && cause.y < 200, `${width} px: cause at ${cause.y}`);
      if (width < 1024) assert.ok(code.y + code.height <= cause.y, 'the bar covers the cause');
    }
  });

  test('the margin marks the cause that is read', async () => {
    await page.setViewportSize({ width: 1440, height: 800 });
    for (const { id } of [causes[4]!, causes[1]!]) {
      await page.goto('about:blank');
      await page.goto(`${at('en', '1006')}#fix-${id}`);
      await page.locator(`.rail [aria-current=true][href="#fix-${id}"]`).waitFor();
      assert.equal(await page.locator('.rail [aria-current=true]').count(), 1);
    }
  });

  test('the panel of a cause does not touch the next', async () => {
    await page.goto(`${at('en', '1006')}#fix-${causes[2]!.id}`);
    const [panel, next] = await page
      .locator('#fix .fix > li')
      .evaluateAll((all) => all.slice(2, 4).map((li) => li.getBoundingClientRect().toJSON()));
    assert.ok(next.top - panel.bottom > 10, `${next.top - panel.bottom} px`);
  });

  test('a click on a cause or a message copies its permanent address, without the query, and says so', async () => {
    await page.goto(`${at('en', '1006')}?code=1006`);
    const links = page.locator('h2 > a, li[id] h3 > a, tr[id] th > a');
    const hrefs = await links.evaluateAll((all) => all.map((a) => a.getAttribute('href')!));
    for (const { id } of causes) assert.ok(hrefs.includes(`#fix-${id}`), id);
    assert.ok(
      hrefs.some((href) => /^#ws-/.test(href)),
      'a message of ws',
    );
    for (const href of [`#fix-${causes[1]!.id}`, hrefs.find((each) => /^#ws-/.test(each))!]) {
      const link = page.locator(`:is(h3, th) > a[href="${href}"]`);
      await link.click();
      // What was said of the click before may still stand there, so the clipboard tells when this one is done.
      const address = at('en', '1006') + href;
      await page
        .waitForFunction(
          async (wanted) => (await navigator.clipboard.readText()) === wanted,
          address,
          { timeout: 5000 },
        )
        .catch(() => undefined);
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address);
      await page.locator('.said', { hasText: words.en!.page.copied }).waitFor();
      assert.equal(await page.locator('.said').count(), 1);
      assert.equal(await page.locator('.said').getAttribute('role'), 'status');
      assert.equal(new URL(page.url()).hash, href, 'and it is a link as any other');
    }
  });

  test('every message has an anchor of its own on the page of messages', async () => {
    await page.goto(at('en', '1006-messages'));
    const rows = await page
      .locator('#messages .lib tr')
      .evaluateAll((all) =>
        all.map(({ id, innerHTML }) => id !== '' && innerHTML.includes(`href="#${id}"`)),
      );
    assert.ok(rows.length > 50);
    assert.ok(rows.every(Boolean));
  });

  test('the language menu closes with Escape and with a click elsewhere', async () => {
    await page.goto(at('en', '1006'));
    const menu = page.locator('.lang');
    for (const close of [() => page.keyboard.press('Escape'), () => page.locator('.big').click()]) {
      await menu.locator('summary').click();
      assert.equal(await menu.getAttribute('open'), '');
      await close();
      assert.equal(await menu.getAttribute('open'), null);
    }
  });
});

describe('code', async () => {
  const { page } = await openPage(browser);

  test('no button and no bar lies over it, and it begins at the edge of a phone', async () => {
    for (const width of [375, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(at('en', '1006'));
      await page.locator('.copy').first().waitFor();
      const blocks = await page.locator('.code').evaluateAll((all) =>
        all.map((block) => {
          const [button, pre] = ['.copy', 'pre'].map((name) =>
            block.querySelector(name)!.getBoundingClientRect(),
          );
          return { over: pre!.top - button!.bottom, left: pre!.left, right: pre!.right };
        }),
      );
      assert.ok(blocks.length > 3);
      for (const { over } of blocks) assert.ok(over >= 0, `${over} px`);
      if (width === 375) {
        assert.ok(blocks[0]!.left < 20, `${blocks[0]!.left}`);
      }
    }
  });

  test('where copying is forbidden it is selected, and the button says so', async () => {
    // As on plain http: there is no clipboard at all.
    await page.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined }),
    );
    await page.goto(at('en', '1006'));
    const { selected } = words.en!.page;
    await page.locator('.copy').first().click();
    await page.locator('.copy', { hasText: selected }).waitFor();
    const selection = () => page.evaluate(() => String(getSelection()));
    assert.equal(`${(await selection()).trimEnd()}\n`, readMdx(sourceOf('1006')).blocks[0]!.code);
    const { id } = entryParts(sourceOf('1006')).causes[0]!;
    await page.locator(`h3 > a[href="#fix-${id}"]`).click();
    await page.locator('.said', { hasText: selected }).waitFor();
    assert.equal((await selection()).trim(), `${at('en', '1006')}#fix-${id}`);
  });
});

describe('with scripts off', async () => {
  const { page, problems } = await openPage(browser, { javaScriptEnabled: false });

  test('what lies below the first screen is laid out when it is needed; an anchor shows its place', async () => {
    await page.goto(at('en', '1006'));
    const isLaidOut = () =>
      page
        .locator('#sources > *')
        .first()
        .evaluate((element) => element.checkVisibility({ contentVisibilityAuto: true }));
    assert.equal(await isLaidOut(), false);
    for (const id of ['messages', 'compare', 'when']) {
      await page.goto(at('en', `1006#${id}`));
      // The window stops short of what stands at the end.
      const top = () => page.locator(`#${id}`).evaluate((one) => one.getBoundingClientRect().top);
      assert.ok((await top()) >= 0 && (await top()) < 60, `#${id} at ${await top()} px`);
    }
    const { page: scripted } = await openPage(browser);
    await scripted.goto(at('en', '1006'));
    await scripted.waitForFunction(() =>
      document.querySelector('#sources > *')!.checkVisibility({ contentVisibilityAuto: true }),
    );
  });
  const visible = (selector: string) => page.locator(selector).filter({ visible: true }).count();

  test('a code can be read: heading, sections, every cause with its sign and remedies', async () => {
    const { causes } = entryParts(sourceOf('1006'));
    for (const lang of LANGUAGES) {
      await page.goto(at(lang, '1006'));
      const { section } = words[lang]!;
      assert.equal(await visible('h1'), 1);
      const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
      for (const name of [section.description, section.when, section.fix, section.sources])
        assert.ok(headings.includes(name), `no heading "${name}" among ${headings.join(', ')}`);
      for (const { id } of causes) {
        assert.equal(await visible(`#fix-${id}`), 1, id);
        assert.equal(await visible(`h3 > a[href="#fix-${id}"]`), 1, `link to ${id}`);
      }
      assert.equal(await visible('#fix dt.mut'), causes.length, 'a sign for each cause');
      assert.ok((await visible('#fix dt:not(.mut)')) >= causes.length, 'remedies');
    }
    assert.deepEqual(problems, []);
  });

  test('a comparison can be read', async () => {
    await page.goto(at('vi', '1003-vs-1008'));
    assert.equal(await visible('#fix .pair > div'), 2);
    assert.ok((await visible('#choose .pick li')) >= 3);
  });

  test('what needs scripts is not shown', async () => {
    for (const name of ['1006', '1003-vs-1008', 'search']) {
      await page.goto(at('en', name));
      assert.deepEqual(
        [
          await visible('.theme'),
          await visible('.copy'),
          await visible('textarea'),
          await visible('header kbd'),
        ],
        [0, 0, 0, 0],
        name,
      );
    }
  });

  test('the search field leads to a page that says so and lists every code', async () => {
    for (const lang of LANGUAGES) {
      await page.goto(at(lang, '1006'));
      await page.locator('header .find').click();
      await page.waitForURL(at(lang, 'search'));
      assert.equal(
        await page.locator('noscript p').filter({ visible: true }).innerText(),
        words[lang]!.search.noScript,
      );
      const listed = await page
        .locator('.codes a')
        .filter({ visible: true })
        .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname));
      assert.deepEqual(
        listed,
        codesIn(lang).map(({ id }) => pathOf(lang, id)),
      );
    }
  });
});
