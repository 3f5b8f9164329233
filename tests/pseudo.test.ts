/** What translations will weigh: a language made from the English, one and a half times as heavy, in a copy of the project. */
import assert from 'node:assert/strict';
import { globSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { serve } from '../src/tasks/serve.ts';
import { brotliSize, HEAVIEST_PAGE, isEntryPage, isOver } from '../src/tasks/weights.ts';
import { readMdx, splitFrontMatter } from '../src/lib/text/mdx.ts';
import { launch } from './support/browser.ts';
import { openPage } from './support/fixture-browser.ts';
import { ROOT } from './support/fixture-content.ts';
import { PSEUDO, pseudoFiles } from './support/fixture-pseudo.ts';
import { copyProject, isSpoken } from './support/fixture-project.ts';
import { addLargeSystem, addUsers } from './support/fixture-systems.ts';
import { parsePage, type Page } from './support/pages.ts';
import { BY_KIND, CODES_A_PAGE, IN_FULL } from '../src/lib/model/systems.ts';
import { SYSTEM_KINDS } from '../src/lib/model/system.ts';

// All systems: each of their pages must fit.
const project = copyProject(undefined, {}, isSpoken);
after(() => project.remove());
/** A number that no real system uses. */
const CROWDED = 4321;
const users = addUsers(project, CROWDED, 380);
const large = addLargeSystem(project, 4700, 2 * CODES_A_PAGE);
const files = pseudoFiles(project.root);
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(project.root, path)), { recursive: true });
  project.write(path, text);
}
const outcome = await project.build();
const pages = globSync(`${PSEUDO}/*.html`, { cwd: join(project.root, 'dist') })
  .map((path) => path.replaceAll('\\', '/'))
  .sort();

/** The words of an entry without its tags and its code. */
const proseOf = (entry: string): string =>
  readMdx(splitFrontMatter(entry).body)
    .all.filter(({ type }) => type === 'text')
    .map(({ value }) => value)
    .join('\n');

test('its texts of the codes weigh one and a half times the English', async (context) => {
  const texts = Object.entries(files).filter(([path]) => /codes\/.*\.mdx$/.test(path));
  const sum = async (all: string[]) =>
    (await Promise.all(all.map((text) => brotliSize(proseOf(text))))).reduce((a, b) => a + b, 0);
  const english = texts.map(([path]) =>
    readFileSync(join(ROOT, path.replace(`${PSEUDO}.mdx`, 'en.mdx')), 'utf8'),
  );
  const ratio = (await sum(texts.map(([, text]) => text))) / (await sum(english));
  context.diagnostic(`${ratio.toFixed(2)} times the English`);
  assert.ok(ratio >= 1.5 && ratio < 1.6, `${ratio}`);
});

test('it is complete: every page is there, none has English in the place of a text', () => {
  assert.equal(outcome.status, 0, outcome.err.join('\n'));
  const english = globSync('*.html', { cwd: join(project.root, 'dist') }).filter(
    (path) => path !== '404.html',
  );
  assert.deepEqual(pages.map((path) => path.replace(`${PSEUDO}/`, '')).sort(), english.sort());
  const foreign = pages.filter((path) =>
    /class="[^"]*\bnotice\b|<meta name="robots"|<(?:div|ul|ol|p|td|span)[^>]* lang="en"/.test(
      project.read(`dist/${path}`),
    ),
  );
  assert.deepEqual(foreign, []);
});

test(`each of its pages of a code or a comparison is at most ${HEAVIEST_PAGE} bytes`, async (context) => {
  const weights = await Promise.all(
    pages
      .filter(isEntryPage)
      .filter((path) => isOver(project.read(`dist/${path}`), HEAVIEST_PAGE * 0.9))
      .map(async (path) => ({ path, size: await brotliSize(project.read(`dist/${path}`)) })),
  );
  const heaviest = weights.sort((a, b) => b.size - a.size)[0];
  context.diagnostic(`${heaviest?.path}: ${heaviest?.size} bytes`);
  assert.ok(heaviest, 'the heaviest page of all is far below the limit: is the text there?');
  assert.deepEqual(
    weights.filter(({ size }) => size > HEAVIEST_PAGE),
    [],
  );
});

test('hosts get no rule for the other spellings of what grows without end', () => {
  const rules = project.read('dist/_redirects');
  assert.doesNotMatch(rules, new RegExp(`${CROWDED}|${large}`, 'i'));
});

describe(`a number that ${users.length} systems use, in English and in the heavy language`, () => {
  const rowsOf = ({ ids }: Page) => ids.filter((id) => users.includes(id));
  const read = (path: string) => parsePage(path, project.read(`dist/${path}.html`));
  for (const folder of ['', `${PSEUDO}/`]) {
    const [first, second] = [`${folder}${CROWDED}`, `${folder}${CROWDED}-systems-2`];

    test(`/${first} explains ${IN_FULL}, folds ${BY_KIND} by kind, and leaves the others to one further page`, () => {
      const [own, further] = [read(first), read(second)];
      const html = project.read(`dist/${first}.html`);
      const folds = [...html.matchAll(/<details class="?others"?>.*?<\/details>/gs)].map(
        ([fold]) => rowsOf(parsePage(first, fold)).length,
      );
      assert.equal(folds.length, SYSTEM_KINDS.length);
      assert.equal(
        folds.reduce((sum, rows) => sum + rows, 0),
        BY_KIND,
      );
      assert.equal(rowsOf(own).length, IN_FULL + BY_KIND);
      assert.deepEqual([...rowsOf(own), ...rowsOf(further)].sort(), users.toSorted());
      const links = ({ tags }: Page) => tags.flatMap(({ attributes }) => attributes.href ?? []);
      assert.ok(links(own).includes(`/${second}`), 'a link leads to the further page');
      assert.ok(links(further).includes(`/${first}`), 'and back');
      for (const page of [own, further])
        assert.deepEqual(
          links(page).filter((link) => /^#./.test(link) && !page.ids.includes(link.slice(1))),
          [],
          'links within the page',
        );
    });

    test(`/${first} and its further page are at most ${HEAVIEST_PAGE} bytes`, async (context) => {
      for (const page of [first, second]) {
        const size = await brotliSize(project.read(`dist/${page}.html`));
        context.diagnostic(`${page}: ${size} bytes`);
        assert.ok(size <= HEAVIEST_PAGE, `${page}: ${size}`);
      }
    });

    test(`/${folder}${large} has ${2 * CODES_A_PAGE} codes on two pages that lead to each other`, () => {
      const names = [`${folder}${large}`, `${folder}${large}-codes-2`];
      const found = names.map(read);
      assert.deepEqual(
        found.map(({ ids }) => ids.filter((id) => /^\d{4}$/.test(id)).length),
        [CODES_A_PAGE, CODES_A_PAGE],
      );
      for (const { tags } of found)
        for (const name of names)
          assert.ok(tags.some(({ attributes }) => attributes.href === `/${name}`));
    });
  }
});

test('none of them scrolls sideways on a phone', async () => {
  const site = await serve(join(project.root, 'dist'), { base: '' });
  const browser = await launch();
  try {
    // Without scripts: the words alone are looked at. A composed comparison has the parts of every other, and so has a private number.
    const { page } = await openPage(browser, { javaScriptEnabled: false });
    const wide: string[] = [];
    const shown = pages.filter((path) =>
      /\/(?:1\d{3}|3\d{3}|4001|\d+-\d+|(?:1006|1008|3000)-vs-.*|1006-.*|4321-.*|index|search|link|implementations)\.html$/.test(
        path,
      ),
    );
    for (const path of shown) {
      await page.goto(`${site.url}/${path.replace(/(index)?\.html$/, '')}`, {
        waitUntil: 'domcontentloaded',
      });
      for (const width of [375, 320]) {
        await page.setViewportSize({ width, height: 800 });
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (over > 0) wide.push(`${path}: ${over} px too wide at ${width} px`);
      }
    }
    assert.deepEqual(wide, []);
  } finally {
    await browser.close();
    await site.close();
  }
});
