/**
 * A site under a folder of its host, as a project page of GitHub is: every address of it lies in that folder. And the same commit gives the same
 * bytes: it is built in two folders whose paths differ in name and length, one after the other.
 */
import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { copyProject, type Project } from './support/fixture-project.ts';
import { parsePage, type Page } from './support/pages.ts';

const BASE = '/close-codes';
const projects: Project[] = [];
after(() => projects.forEach((project) => project.remove()));

/** A copy of the project below `parent`, built. */
async function built(parent: string): Promise<Project> {
  const project = copyProject(parent, { BASE });
  projects.push(project);
  const { status, err } = await project.build();
  assert.equal(status, 0, err.join('\n'));
  return project;
}

let project: Project;
let pages: Page[];

before(async () => {
  project = await built(tmpdir());
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

/** Every file of a built site, by path. */
function filesOf({ root }: Project): Map<string, Buffer> {
  const dist = join(root, 'dist');
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [relative(dist, file), readFileSync(file)]));
}

/** What stands around the first byte that differs. */
function difference(one: Buffer, other: Buffer): string {
  const at = one.findIndex((byte, place) => byte !== other[place]);
  return [one, other]
    .map((bytes) => JSON.stringify(String(bytes.subarray(Math.max(0, at - 40), at + 40))))
    .join(' and ');
}

test('two builds of the same files, in different folders and time zones, are the same, byte for byte', async () => {
  const long = join(tmpdir(), `close-codes-${process.pid}`, 'a folder', 'with-a-much-longer-path');
  const one = filesOf(project);
  // Nor does the hour of the place matter, or its words for dates.
  Object.assign(process.env, { TZ: 'Pacific/Kiritimati', LC_ALL: 'vi_VN.UTF-8' });
  const other = filesOf(await built(long));
  rmSync(join(tmpdir(), `close-codes-${process.pid}`), { recursive: true, force: true });
  assert.ok(one.size > 100, 'a site');
  assert.deepEqual(
    [...one.keys()].filter((path) => !other.has(path)),
    [],
    'only in the first',
  );
  assert.deepEqual(
    [...other.keys()].filter((path) => !one.has(path)),
    [],
    'only in the second',
  );
  const differing = [...one].filter(([path, bytes]) => !bytes.equals(other.get(path)!));
  assert.deepEqual(
    differing
      .slice(0, 20)
      .map(([path, bytes]) => `${path}: ${difference(bytes, other.get(path)!)}`),
    [],
    `${differing.length} files differ`,
  );
});
