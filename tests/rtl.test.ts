/** A language written from right to left, in a copy of the project: Arabic words and one code. Also what a new language gets at once. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { allPairs, pairId } from '../src/lib/model/pairs.ts';
import { meaningOf, sentencesOf, sentencesOfSystem } from '../src/lib/model/sentences.ts';
import type { ApiMessages } from '../src/lib/publishing/api.ts';
import { formatProblem, lint } from '../src/lint/index.ts';
import { readFiles } from '../src/lib/content/files.ts';
import { readSystems } from '../src/lib/content/read.ts';
import { serve } from '../src/tasks/serve.ts';
import { launch } from './support/browser.ts';
import { arabicEntry, arabicSentences, arabicUi, PLACEHOLDER } from './support/fixture-arabic.ts';
import { openPage, type Watched } from './support/fixture-browser.ts';
import { codesIn, files, libraries, ROOT } from './support/fixture-content.ts';
import { copyProject, type Outcome } from './support/fixture-project.ts';
import { layoutFaults } from './support/layout.ts';
import { parsePage, type Page } from './support/pages.ts';

const project = copyProject();
after(() => project.remove());
const english = project.read('content/codes/1008/en.mdx');
project.write('content/ui/ar.yml', arabicUi());
project.write(
  'content/codes/1008/ar.mdx',
  arabicEntry('1008', english, project.read('content/codes/1008/facts.yml')),
);
const ws = libraries.find(({ id }) => id === 'ws')!;
const [told, changed, untold] = ws.messages;
project.write(
  'content/libraries/ar.po',
  arabicSentences([
    meaningOf('ws', told!),
    { ...meaningOf('ws', changed!), english: 'What English said before.' },
  ]),
);
const outcome: Outcome = await project.build();

const pageAt = (path: string): Page => parsePage(path, project.read(`dist/${path}`));
const attributesOf = (
  page: Page,
  name: string,
  having: Record<string, string> = {},
): Record<string, string>[] =>
  page.tags
    .filter(
      (tag) =>
        tag.name === name &&
        Object.entries(having).every(([key, value]) => tag.attributes[key] === value),
    )
    .map(({ attributes }) => attributes);

describe('a new language', () => {
  test('needs its file of words only: every page is there at once', () => {
    assert.equal(outcome.status, 0, outcome.err.join('\n'));
    const codes = codesIn('en');
    const names = [
      'index',
      'search',
      ...codes.map(({ id }) => id),
      ...allPairs(codes).map(({ left, right }) => pairId(left.id, right.id)),
    ];
    assert.deepEqual(
      names.filter((name) => !existsSync(join(project.root, `dist/ar/${name}.html`))),
      [],
    );
  });

  test('half translated as it is, it passes the tests of what programs read', () => {
    cpSync(join(ROOT, 'tests'), join(project.root, 'tests'), { recursive: true });
    const { NODE_TEST_CONTEXT, BASE, ...inherited } = process.env;
    const { status, stdout } = spawnSync(process.execPath, ['--test', 'tests/api.test.ts'], {
      cwd: project.root,
      env: { ...inherited, SITE_URL: 'https://example.org' },
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout);
    assert.match(stdout, /ℹ pass [1-9]/);
  });

  test('the build counts what is not translated, in one line', () => {
    assert.deepEqual(
      outcome.out.filter((line) => /^behind: \S*\/ar\.(?:mdx|po|yml): /.test(line)),
      [],
      'a language that grows is not behind',
    );
    const left = outcome.out.filter((line) => line.startsWith('left: '));
    assert.equal(left.length, 1, outcome.out.join('\n'));
    assert.match(left[0]!, /^left: content\/ui\/ar\.yml: found .*\d+ texts/);
  });

  test('a page without a translation is English, says so, and sends search engines to the original', () => {
    const page = pageAt('ar/1006.html');
    assert.deepEqual(
      attributesOf(page, 'html').map(({ lang, dir }) => [lang, dir]),
      [['ar', 'rtl']],
    );
    assert.deepEqual(
      attributesOf(page, 'meta', { name: 'robots' }).map(({ content }) => content),
      ['noindex'],
    );
    assert.deepEqual(
      attributesOf(page, 'link', { rel: 'canonical' }).map(({ href }) => href),
      ['https://example.org/1006'],
    );
    assert.deepEqual(attributesOf(page, 'link', { rel: 'alternate' }), []);
    assert.match(page.html, /<p class="[^"]*notice">لم تُترجم/);
    const prose = page.tags.filter(({ attributes }) =>
      /^prose |^ans$/.test(attributes.class ?? ''),
    );
    assert.equal(prose.length, 4, 'answer, description, when, fix');
    assert.deepEqual(
      prose.filter(({ attributes }) => attributes.lang !== 'en'),
      [],
    );
  });

  test('English that stands in for a translation is marked wherever it stands', () => {
    const home = pageAt('ar/index.html').html;
    const english = project.read('content/codes/1003/en.mdx');
    const words = (field: string) => new RegExp(`^${field}: (.*)$`, 'm').exec(english)![1]!;
    assert.match(
      home,
      new RegExp(`<span lang="en">${words('situation')}</span>`),
      'in the decision list',
    );
    assert.match(
      home,
      new RegExp(
        `<span lang="en">${words('means').replace(/^./, (first) => first.toUpperCase())}\\.</span>`,
      ),
      'in the list of codes',
    );
    assert.match(
      pageAt('ar/1003-vs-1008.html').html,
      new RegExp(`<td><span lang="en">${words('means')}</span></td>`),
      'in the table of facts',
    );
  });

  test('a translated page is a page of its own, and named as an alternate by the others', () => {
    const entry = (lang: string, page: string) =>
      new RegExp(`<url><loc>[^<]*/${page}</loc>(.*?)</url>`).exec(
        project.read(`dist/sitemap-${lang}.xml`),
      )?.[1];
    assert.match(entry('en', '1008')!, /hreflang="ar" href="https:\/\/example\.org\/ar\/1008"/);
    assert.equal(entry('en', '1008'), entry('ar', 'ar/1008'));
    assert.doesNotMatch(entry('en', '1006')!, /hreflang="ar"/);
    assert.equal(entry('ar', 'ar/1006'), undefined);
    assert.deepEqual(attributesOf(pageAt('ar/1008.html'), 'meta', { name: 'robots' }), []);
    assert.doesNotMatch(pageAt('ar/1008.html').html, /class="notice"/);
  });

  test('a sentence of a library is translated alone; English stands where it is missing or has changed since', () => {
    const { html } = pageAt('ar/implementations-ws.html');
    const cells = (start: string) => html.split(start).length - 1;
    assert.equal(cells(`<td>${PLACEHOLDER} `), 1);
    for (const message of [changed!, untold!])
      assert.equal(cells(`<td lang="en">${message.meaning} `), 1, message.meaning);
    const { messages } = JSON.parse(project.read('dist/messages.json')) as ApiMessages;
    assert.deepEqual(
      messages
        .filter(({ meaning }) => 'ar' in meaning)
        .map(({ text, meaning }) => [text, meaning.ar]),
      [[told!.text, PLACEHOLDER]],
    );
  });

  test('the lint counts the sentences that are missing or have changed, with what else is left', () => {
    const count = [
      ...libraries.flatMap((library) => sentencesOf(library.id, library)),
      ...readSystems(readFiles(project.root)).flatMap(({ words }) => sentencesOfSystem(words)),
    ].length;
    const lines = lint(readFiles(project.root))
      .filter(({ file, level }) => file === 'content/ui/ar.yml' && level === 'left')
      .map(formatProblem);
    assert.equal(lines.length, 1, lines.join('\n'));
    assert.match(lines[0]!, new RegExp(` ${count - 1} sentences\\b`));
  });

  test('it has an index of its own for the search', () =>
    assert.ok(
      Object.keys(JSON.parse(project.read('dist/pagefind/pagefind-entry.json')).languages).includes(
        'ar',
      ),
    ));

  test('the words of the tests stay out of the repository', () =>
    assert.notEqual(files['content/ui/ar.yml'], arabicUi()));
});

describe('from right to left', async () => {
  const site = await serve(join(project.root, 'dist'), { base: '' });
  const browser = await launch();
  after(async () => {
    await browser.close();
    await site.close();
  });
  const { page, problems }: Watched = await openPage(browser);
  const open = (name: string) => page.goto(`${site.url}/ar/${name}`);

  /** Middle of an element on the axis of reading, as a share of the window's width. */
  const middle = (selector: string): Promise<number> =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const { left, right } = element.getBoundingClientRect();
        return (left + right) / 2 / innerWidth;
      });

  /** Elements that do not run from left to right. */
  const notLeftToRight = (selector: string): Promise<string[]> =>
    page
      .locator(selector)
      .evaluateAll((elements) =>
        elements
          .filter((element) => getComputedStyle(element).direction !== 'ltr')
          .map((element) => element.outerHTML.slice(0, 120)),
      );

  for (const [name, has] of [
    ['', '.cells'],
    ['1006', '.bytes'],
    ['1008', '.bytes'],
    ['1003-vs-1008', '.two'],
  ] as const) {
    describe(`/ar/${name}`, () => {
      before(async () => {
        await open(name);
      });

      test('the page holds together at every width', async () => {
        assert.deepEqual(await layoutFaults(page), []);
        await page.setViewportSize({ width: 1440, height: 900 });
      });

      test('numerals, bytes, signals and code run from left to right, everything else does not', async () => {
        assert.equal(
          await page.evaluate(() => getComputedStyle(document.querySelector('main')!).direction),
          'rtl',
        );
        assert.ok(
          (await page.locator('.num').count()) > 2 && (await page.locator(has).count()) > 0,
        );
        assert.deepEqual(await notLeftToRight(`.num, code, pre, kbd, .wave, ${has}`), []);
      });

      test('the header is mirrored', async () => {
        const [logo, menu, theme] = [
          await middle('header .logo'),
          await middle('header .lang'),
          await middle('header .theme'),
        ];
        assert.ok(
          logo > menu && menu > theme,
          `name, language, theme stand at ${[logo, menu, theme].join(', ')}`,
        );
      });
    });
  }

  test('the code space runs from left to right, the sentences in it do not', async () => {
    await open('');
    assert.deepEqual(await notLeftToRight('.map, .cells'), []);
    assert.equal(
      (await notLeftToRight('.ranges :is(em, span)')).length,
      await page.locator('.ranges :is(em, span)').count(),
    );
  });

  test('the bytes of the frame stand in the order of the wire', async () => {
    await open('1008');
    assert.deepEqual(
      await page.locator('.bytes code').evaluateAll((codes) =>
        codes
          .map((code) => ({ text: code.textContent, left: code.getBoundingClientRect().left }))
          .sort((a, b) => a.left - b.left)
          .map(({ text }) => text),
      ),
      ['88', '02', '03 F0'],
    );
  });

  for (const width of [1440, 375]) {
    test(`the diagram is mirrored: time runs from the right, where the labels of both sides stand, at ${width} px`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await open('1008');
      const { labels, steps, frame, alive } = await page.locator('.seq').evaluate((svg) => {
        const { left, width: whole } = svg.getBoundingClientRect();
        const share = (element: Element) => {
          const box = element.getBoundingClientRect();
          return (box.left + box.width / 2 - left) / whole;
        };
        const all = (selector: string) => [...svg.querySelectorAll(selector)];
        return {
          labels: all('text')
            .slice(0, 2)
            .map(
              (label) =>
                [
                  label.textContent,
                  share(label),
                  label.getBoundingClientRect().right - left - whole,
                ] as const,
            ),
          steps: all('circle[r="10"]').map(share),
          frame: all('rect.a').map(share),
          alive: share(svg.querySelector('.alive')!),
        };
      });
      for (const [label, place, over] of labels)
        assert.ok(
          place > 0.7 && over < 1,
          `"${label}" stands at ${place}, ${over} px beyond the edge`,
        );
      assert.ok(
        steps.every((place, index) => index === 0 || place < steps[index - 1]!),
        `steps stand at ${steps.join(', ')}`,
      );
      assert.ok(frame[0]! > frame[1]!, 'the Close frame comes before its echo');
      assert.ok(alive > 0.5, 'the part in which TCP is alive is on the right');
    });
  }

  test('English in the place of a translation runs from left to right', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await open('1006');
    assert.deepEqual(await notLeftToRight('.ans, .prose'), []);
    assert.equal(
      await page.locator('.notice').evaluate((notice) => getComputedStyle(notice).direction),
      'rtl',
    );
  });

  test('the arrows of the search go through its results, and the dialog is mirrored', async () => {
    await open('1008');
    await page.keyboard.press('/');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.insertText('1008 1003');
    await page.locator('ol[data-results] > li > a').first().waitFor();
    assert.ok(
      (await middle('dialog .res .num')) > (await middle('dialog .res b')),
      'the numeral stands at the start of the line',
    );
    await page.keyboard.press('ArrowDown');
    assert.equal(
      await page.evaluate(() => (document.activeElement as HTMLAnchorElement).pathname),
      '/ar/1003-vs-1008',
    );
  });

  test('nothing went wrong in the browser', () => assert.deepEqual(problems, []));
});
