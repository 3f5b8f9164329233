/** What translations will weigh: a language made from the English, one and a half times as heavy, in a copy of the project. */
import assert from 'node:assert/strict';
import { globSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { serve } from '../src/tasks/serve.ts';
import { brotliSize, HEAVIEST_PAGE, isEntryPage, isOver } from '../src/tasks/weights.ts';
import { readMdx, splitFrontMatter } from '../src/lib/text/mdx.ts';
import { launch } from './support/browser.ts';
import { openPage } from './support/fixture-browser.ts';
import { ROOT } from './support/fixture-content.ts';
import { PSEUDO, pseudoFiles } from './support/fixture-pseudo.ts';
import { copyProject } from './support/fixture-project.ts';

const project = copyProject();
after(() => project.remove());
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

test('none of them scrolls sideways on a phone', async () => {
  const site = await serve(join(project.root, 'dist'), { base: '' });
  const browser = await launch();
  try {
    const { page } = await openPage(browser);
    const wide: string[] = [];
    const shown = pages.filter((path) =>
      /\/(?:\d[\d-]*|1006-.*|index|search|link|implementations)\.html$/.test(path),
    );
    for (const path of shown) {
      await page.goto(`${site.url}/${path.replace(/(index)?\.html$/, '')}`);
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
