/** Addresses in a browser, with the headers of the host: missing ones, a page in another language, and what a link says of one closing. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  axeFindings,
  openPage,
  pathOf,
  shiftOf,
  sidewaysScroll,
  startBrowser,
  watchShifts,
  words,
} from './support/fixture-browser.ts';
import { siteUrl } from './support/site.ts';

const site = await siteUrl();
const browser = await startBrowser();

describe('a missing address', async () => {
  const { page, problems } = await openPage(browser);

  for (const [from, to] of [
    ['/01006', '/1006'],
    ['/1006/', '/1006'],
    ['/VI/1006', '/vi/1006'],
    ['/vi-VN/1006/', '/vi/1006'],
    ['/1008-vs-1003', '/1003-vs-1008'],
    ['/en/1006', '/1006'],
    ['/001006.html#fix-proxy-idle', '/1006#fix-proxy-idle'],
    ['/1006/#reason=x', '/1006#reason=x'],
    ['/vi/1006/?reason=x', '/vi/1006?reason=x'],
    ['/Search/', '/search'],
    ['/VI/1006-Messages', '/vi/1006-messages'],
  ] as const) {
    test(`${from} goes to ${to}, and Back does not lead into it again`, async () => {
      // The lightest page there is, to come back to.
      await page.goto(`${site}/robots.txt`);
      // Here some are the host's to redirect; all of them are the script's where a host reads no _redirects.
      await page.goto(site + from);
      await page.waitForURL(site + to);
      await page.goBack();
      await page.waitForURL(`${site}/robots.txt`);
    });
  }

  for (const lang of ['en', 'vi'] as const) {
    test(`a number is explained in the language of its address (${lang})`, async () => {
      const own = words[lang]!.notFound;
      const CASES: [path: string, sentence: string, links: string[]][] = [
        [
          '4123',
          [
            own.range.replace('{code}', '4123').replace('{range}', '4000–4999'),
            own.free.replace('{code}', '4123'),
          ].join(' '),
          ['4000-4999', 'systems#choose'],
        ],
        ['404', own.http.replaceAll('{code}', '404'), ['1006#fix-handshake-refused', '1006']],
        ['70000', own.outside.replace('{code}', '70000'), ['5000-65535']],
        [
          '1006-vs-4123',
          own.range.replace('{code}', '4123').replace('{range}', '4000–4999'),
          ['1006', '4000-4999'],
        ],
      ];
      for (const [name, sentence, links] of CASES) {
        await page.goto(site + pathOf(lang, name));
        const explained = page.locator('[data-explained]');
        await explained.waitFor();
        assert.equal(
          (await explained.textContent())!.replace(/\.$/, ''),
          sentence.replace(/\.$/, ''),
        );
        assert.equal(
          page.url(),
          site + pathOf(lang, name),
          'a meaning is said, nobody is sent away',
        );
        assert.deepEqual(
          await page
            .locator('[data-explained] + p a')
            .evaluateAll((all) => all.map((link) => link.getAttribute('href'))),
          links.map((link) => pathOf(lang, link)),
        );
        const titleOf = async (range: string) =>
          page.locator(`.row[href$="/${range}"] b`).textContent();
        assert.deepEqual(await page.getByRole('heading', { level: 1 }).allTextContents(), [
          name === '4123' ? `4123 ${await titleOf('4000-4999')}` : own.title,
        ]);
        assert.equal(
          await page.title(),
          await page.getByRole('heading', { level: 1 }).textContent(),
          'the tab says what the page says',
        );
        if (name === '4123')
          assert.equal(
            await page.locator('[data-explained] + p a').first().textContent(),
            `4000–4999 ${await titleOf('4000-4999')}`,
          );
        assert.deepEqual(
          await page
            .locator('main [data-lang]')
            .evaluateAll((all) => all.map((block) => block.getAttribute('lang'))),
          [lang],
        );
      }
    });
  }

  test('words are looked for, as text', async () => {
    await page.goto(`${site}/${encodeURIComponent('<img src=x onerror=alert(1)> timeout')}`);
    const link = page.locator('main .try a').first();
    await page.waitForFunction(() =>
      document.querySelector('main .try a')!.getAttribute('href')!.includes('#q='),
    );
    assert.match((await link.textContent())!, /<img src=x onerror=alert\(1\)> timeout/);
    assert.equal(await page.locator('main img').count(), 0);
  });

  test('nothing is forbidden or fails', () =>
    assert.deepEqual(
      problems.filter((line) => !/status of 404/.test(line)),
      [],
    ));

  test('axe finds nothing', async () => {
    for (const path of ['/404', '/vi/4123', '/no-such-page']) {
      await page.goto(site + path);
      await page.waitForFunction(() => document.querySelectorAll('main [data-lang]').length === 1);
      assert.deepEqual(await axeFindings(page), [], path);
    }
  });

  test('without scripts it offers the ranges and the home page, in every language', async () => {
    const { page: plain } = await openPage(browser, { javaScriptEnabled: false });
    await plain.goto(`${site}/4123`);
    for (const lang of ['en', 'vi']) {
      const links = await plain
        .locator(`[data-lang=${lang}] a`)
        .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
      for (const name of ['', '0-999', '1016-2999', '3000-3999', '4000-4999', '5000-65535'])
        assert.ok(
          links.includes(pathOf(lang, name)),
          `${lang}: no link to ${name} among ${links.join(', ')}`,
        );
    }
  });
});

test('the address of a code is the page: one request, no redirect, no cookie', async () => {
  const { page, requests } = await openPage(browser, { locale: 'en-US' });
  const response = await page.goto(`${site}/1006`, { waitUntil: 'networkidle' });
  assert.equal(response!.status(), 200);
  assert.equal(response!.request().redirectedFrom(), null);
  assert.equal(response!.headers()['set-cookie'], undefined);
  assert.deepEqual(await page.context().cookies(), []);
  assert.deepEqual(
    await page.evaluate(() => Object.keys(localStorage)),
    [],
    'nothing is remembered that nobody chose',
  );
  assert.deepEqual(
    requests.filter(
      (url) =>
        !/\/1006$|\/favicon\.svg$|\/_astro\/js\/(?:Page|preload-helper|_code_|styles)[^/]*\.js$/.test(
          url,
        ),
    ),
    [],
    'requests of a page that has nothing to explain',
  );
});

describe("a page in another language than the reader's", () => {
  const open = async (locale: string, width = 1440) => {
    const watched = await openPage(browser, { locale, viewport: { width, height: 800 } });
    await watchShifts(watched.page);
    return { ...watched, line: watched.page.locator('.offer') };
  };

  test("offers the reader's, in that language, to the same anchor; nothing jumps", async () => {
    for (const width of [375, 1440]) {
      for (const [locale, here, there] of [
        ['vi-VN', 'en', 'vi'],
        ['en-GB', 'vi', 'en'],
      ] as const) {
        const { page, line, problems } = await open(locale, width);
        await page.goto(`${site}${pathOf(here, '1006')}`);
        await line.waitFor();
        const own = words[there]!.offer;
        assert.equal(await line.getAttribute('lang'), there);
        assert.ok((await line.textContent())!.startsWith(own.text));
        assert.equal(await shiftOf(page), 0, `layout shift at ${width} px`);
        assert.equal(await sidewaysScroll(page), undefined);
        assert.equal(page.url(), site + pathOf(here, '1006'), 'nobody is sent away');
        assert.equal(await page.evaluate(() => localStorage.lang), undefined);
        await page.evaluate(() => {
          location.hash = 'fix-proxy-idle';
        });
        await line.getByRole('link').click();
        await page.waitForURL(`${site}${pathOf(there, '1006')}#fix-proxy-idle`);
        assert.equal(await page.evaluate(() => localStorage.lang), there);
        assert.deepEqual(problems, []);
      }
    }
  });

  test("a choice stands for the browser's: the line is there where the chosen language is not", async () => {
    const { page, line } = await open('vi-VN');
    await page.goto(`${site}/1006`);
    await line.getByRole('link').click();
    await page.waitForURL(`${site}/vi/1006`);
    await page.waitForLoadState('networkidle');
    assert.equal(await line.count(), 0, 'not on the page that was chosen');
    await page.goto(`${site}/1003`);
    await line.waitFor();
  });

  test('declined, it does not come back', async () => {
    const { page, line } = await open('vi-VN');
    await page.goto(`${site}/1006`);
    await line.getByRole('button', { name: words.vi!.offer.dismiss }).click();
    assert.equal(await line.count(), 0);
    for (const name of ['1006', '1003-vs-1008', '']) {
      await page.goto(`${site}/${name}`, { waitUntil: 'networkidle' });
      assert.equal(await line.count(), 0, name);
    }
  });

  test('the menu is a choice as well', async () => {
    const { page, line } = await open('vi-VN');
    await page.goto(`${site}/vi/1006`);
    await page.locator('.lang summary').click();
    await page.locator('.lang a[lang=en]').click();
    await page.waitForURL(`${site}/1006`);
    await page.waitForLoadState('networkidle');
    assert.equal(await line.count(), 0);
  });

  test('a language that we do not have, or a page that is in none, offers nothing', async () => {
    for (const [locale, path] of [
      ['is-IS', '/1006'],
      ['en-US', '/1006'],
      ['vi-VN', '/no-such-page'],
    ] as const) {
      const { page, line } = await open(locale);
      await page.goto(site + path, { waitUntil: 'networkidle' });
      assert.equal(await line.count(), 0, `${locale} at ${path}`);
    }
  });

  test('axe finds nothing, and the end of the page is not covered', async () => {
    const { page, line } = await open('vi-VN');
    await page.goto(`${site}/1006`);
    await line.waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const last = await page
      .locator('footer .w')
      .evaluate((element) => element.getBoundingClientRect().bottom);
    assert.ok(last <= (await line.boundingBox())!.y + 1, 'the footer ends above the line');
  });
});

describe('what a link says of one closing', async () => {
  const { page, problems, requests } = await openPage(browser, { locale: 'en-US' });
  const { page: vietnamese } = await openPage(browser, { locale: 'vi-VN' });
  const box = (of = page) => of.locator('.ctx');
  /** Opens an address anew: two that differ behind the # are one page. */
  const open = async (path: string, of = page) => {
    await of.goto('about:blank');
    await of.goto(site + path);
  };
  const linksIn = (of = page) =>
    box(of)
      .locator('a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));

  test('is shown above the causes, with the causes of this page that it points to', async () => {
    await open('/1006#reason=keepalive%20ping%20timeout&clean=0&lib=ws&unknown=1');
    await box().waitFor();
    const { linkBox } = words.en!;
    assert.equal(await box().locator('samp').textContent(), 'keepalive ping timeout');
    assert.match(
      (await box().textContent())!,
      new RegExp(`^${linkBox.title}.*ws · wasClean is false`),
    );
    const links = await linksIn();
    assert.ok(links[0]!.startsWith('#fix-'), links.join(', '));
    assert.ok(links.includes('/1011#fix-keepalive-timeout'), links.join(', '));
    assert.ok((await box().boundingBox())!.y < (await page.locator('#fix').boundingBox())!.y);
    await box().locator('a').first().click();
    assert.equal(
      await page
        .locator(`[id="${links[0]!.slice(1)}"]`)
        .evaluate((element) => element.matches(':target')),
      true,
      'an anchor as any other',
    );
    assert.equal(await box().count(), 1, 'the box stays while the reader follows it');
  });

  test('from the query as well, in Vietnamese, and on a comparison', async () => {
    await open('/vi/1006?reason=Unexpected%20server%20response%3A%20502&lib=ws', vietnamese);
    await box(vietnamese).waitFor();
    assert.equal((await linksIn(vietnamese))[0], '#fix-handshake-refused');
    assert.ok((await box(vietnamese).textContent())!.includes(words.vi!.linkBox.points));
    await open('/1006-vs-1008#reason=token%20expired');
    await box().waitFor();
    assert.equal((await linksIn())[0], '#1008-fix-auth');
  });

  test('changes with the address; a library alone has a box where no menu can show it', async () => {
    await open('/1006-vs-1008#lib=gorilla');
    await box().waitFor();
    assert.ok((await box().textContent())!.includes('gorilla/websocket'));
    await page.evaluate(() => {
      location.hash = 'reason=xyzzy';
    });
    await page.locator('.ctx samp', { hasText: 'xyzzy' }).waitFor();
    assert.equal(await box().count(), 1);
    assert.ok((await box().textContent())!.includes(words.en!.linkBox.nothing));
    assert.deepEqual(await linksIn(), ['/search#q=xyzzy']);
    await open('/1006#lib=gorilla');
    await page.waitForFunction(
      () => document.querySelector<HTMLSelectElement>('.mine')!.value === 'gorilla',
    );
    assert.equal(await box().count(), 0, 'the menu shows it');
    await page.evaluate(() => {
      location.hash = 'reason=xyzzy&lib=gorilla';
    });
    await page.locator('.ctx samp', { hasText: 'xyzzy' }).waitFor();
    assert.ok((await box().textContent())!.includes('gorilla/websocket'));
  });

  test("another code than the page's is named", async () => {
    await open('/1006#code=4123');
    await box().waitFor();
    assert.ok(
      (await box().textContent())!.includes(words.en!.linkBox.elsewhere.replace('{code}', '4123')),
    );
    assert.deepEqual(await linksIn(), ['/4000-4999']);
  });

  test('hostile text stays text, and short', async () => {
    const markup = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
    for (const reason of [
      encodeURIComponent(markup),
      `${encodeURIComponent(markup)}%00%E0%A4%A%zz`,
      'x'.repeat(100_000),
      encodeURIComponent('"]\' onfocus=1 javascript:alert(1)'),
      '%E2%80%AE%F0%9F%98%80'.repeat(1000),
    ]) {
      await open(`/1006#reason=${reason}&lib=${reason.slice(0, 5000)}`);
      await box().waitFor();
      assert.equal(await box().locator('img, script, iframe, [onerror], [onfocus]').count(), 0);
      assert.ok((await box().textContent())!.length < 2000);
      assert.equal(await sidewaysScroll(page), undefined);
      assert.match(await page.title(), /\b1006\b/);
      assert.deepEqual(
        (await linksIn()).filter((href) => !/^[#/](?!\/)/.test(href!)),
        [],
        'links of this site only',
      );
    }
  });

  test('axe finds nothing', async () => {
    for (const [path, of] of [
      ['/1006#reason=keepalive%20ping%20timeout&clean=0&lib=ws', page],
      ['/vi/1006#reason=%3Cb%3Exyzzy&code=4000', vietnamese],
    ] as const) {
      await open(path, of);
      await box(of).waitFor();
      assert.deepEqual(await axeFindings(of), [], path);
    }
  });

  test('an address without any of it loads nothing', async () => {
    requests.length = 0;
    for (const path of ['/1006#fix-proxy-idle', '/1006?utm_source=x', '/1006#fix']) {
      await open(path);
      await page.waitForLoadState('networkidle');
      assert.equal(await box().count(), 0, path);
    }
    assert.deepEqual(
      requests.filter((url) => /linkBox|decoder/.test(url)),
      [],
    );
  });

  test('nothing is forbidden, fails, or is sent anywhere', () => {
    assert.deepEqual(problems, []);
    assert.deepEqual(
      requests.filter((url) => !url.startsWith(site) && url !== 'about:blank'),
      [],
    );
  });

  test('without the data it still says what was given', async () => {
    await page.route('**/decoder.json', (route) => route.fulfill({ status: 503, body: 'no' }));
    await open('/1006#reason=keepalive%20ping%20timeout');
    await box().waitFor();
    assert.ok((await box().textContent())!.includes(words.en!.linkBox.failed));
    await page.unroute('**/decoder.json');
  });
});
