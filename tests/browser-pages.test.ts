/** Pages as a browser gets them: what they ask for, what they forbid, theme, language, copying, and reading without scripts. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { entryParts } from '../src/lib/text/entry.ts';
import { readMdx } from '../src/lib/text/mdx.ts';
import {
  KINDS,
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
      for (const lang of LANGUAGES) {
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
            others.filter((url) => !isOwn(url) || /search/.test(url)),
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
          themeAtBody: document.documentElement.dataset.theme ?? 'none',
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
    for (const [lang, ui] of Object.entries(words)) {
      await page.goto(at(lang, '1003'));
      const buttons = page.locator('button.copy');
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

describe('with scripts off', async () => {
  const { page, problems } = await openPage(browser, { javaScriptEnabled: false });
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
      for (const { id } of causes) assert.equal(await visible(`#fix-${id}`), 1, id);
      assert.equal(await visible('#fix .do:not(.fix)'), causes.length, 'a sign for each cause');
      assert.ok((await visible('#fix .do.fix')) >= causes.length, 'remedies');
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
