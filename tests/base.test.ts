/** A site under a folder of its host, as a project page of GitHub is: every address of it lies in that folder. */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { copyProject, type Outcome } from './support/fixture-project.ts';
import { parsePage, type Page } from './support/pages.ts';

const BASE = '/close-codes';
const project = copyProject(tmpdir(), { BASE });
after(() => project.remove());
let outcome: Outcome;
let pages: Page[];

before(async () => {
  outcome = await project.build();
  assert.equal(outcome.status, 0, outcome.err.join('\n'));
  pages = globSync('**/*.html', { cwd: join(project.root, 'dist') }).map((path) =>
    parsePage(path, project.read(`dist/${path}`)),
  );
});

/** Addresses of this host: a path from its top, or the whole address. */
const addresses = (page: Page): string[] =>
  page.tags
    .flatMap(({ attributes }) => Object.values(attributes))
    .flatMap((value) =>
      /^\/(?!\/)/.test(value)
        ? [value]
        : value.startsWith('https://example.org')
          ? [value.slice('https://example.org'.length)]
          : [],
    );

describe('a build with BASE', () => {
  test('has pages, and no attribute of them names an address outside the folder', () => {
    assert.ok(pages.length > 100);
    const outside = pages.flatMap((page) =>
      addresses(page)
        .filter((address) => !address.startsWith(`${BASE}/`))
        .map((address) => `${page.path}: ${address}`),
    );
    assert.deepEqual(outside.slice(0, 20), []);
    assert.ok(addresses(pages[0]!).length > 5, 'the test sees addresses');
  });

  test('nor do the sitemap, robots.txt, the rules of headers or the texts of code', () => {
    for (const path of ['sitemap.xml', 'sitemap-en.xml', 'sitemap-vi.xml', 'robots.txt'])
      assert.doesNotMatch(
        project.read(`dist/${path}`),
        /https:\/\/example\.org(?!\/close-codes\/)/,
        path,
      );
    const rules = project
      .read('dist/_headers')
      .split('\n')
      .filter((line) => line.startsWith('/'));
    assert.ok(rules.length > 3);
    assert.deepEqual(
      rules.filter((rule) => !rule.startsWith(`${BASE}/`)),
      [],
    );
    assert.deepEqual(
      pages
        .filter(({ html }) => /https:\/\/example\.org\/(?!close-codes\/)/.test(html))
        .map(({ path }) => path),
      [],
    );
  });
});
