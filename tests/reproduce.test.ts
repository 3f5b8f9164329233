/** Every program of content/codes/<id>/reproduce.mjs is run, and must print exactly what the page says that it prints. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'parse5';
import { RECORDED_WITH } from '../src/lib/publishing/reproduce.ts';
import { refusal, runProgram } from '../src/tasks/reproduce.ts';
import { codesIn, languages, ROOT } from './support/fixture-content.ts';
import { DIST, requireDist } from './support/site.ts';

requireDist();

/** What the two sides must report where the general rule (`expectedOf`) does not hold. */
const EXPECTED: Record<string, { client: number[]; server: number[] }> = {
  // The side that fails the connection got no Close frame itself.
  1002: { client: [1002], server: [1006] },
  1007: { client: [1007], server: [1006] },
  1009: { client: [1009], server: [1006] },
  // No TLS, so no WebSocket: there is no server side, and the client of ws says 1006, as browsers do.
  // (Not the platform's client: that of Node 22 fires no `close` after a failed handshake.)
  1015: { client: [1006], server: [] },
  '3000-3999': { client: [3500], server: [3500] },
  // Both ways.
  '4000-4999': { client: [4003, 4001], server: [4003, 4001] },
};

/** Both sides read the code; a number that may not stand in a Close frame is answered with 1002, and its receiver says 1006. */
const expectedOf = (id: string, ending: string) =>
  EXPECTED[id] ??
  (ending === 'never'
    ? { client: [1002], server: [1006] }
    : { client: [Number(id)], server: [Number(id)] });

/** The codes that one side reports in the output: `client 1006 "" wasClean=false`. */
const codesOf = (side: string, output: string): number[] =>
  [...output.matchAll(new RegExp(`^${side} (\\d{4})(?: "|$)`, 'gm'))].map((match) =>
    Number(match[1]),
  );

/** The text of each `<pre>` of the section, as a browser shows it and the copy button takes it. */
function shownIn(html: string): string[] {
  const found: string[] = [];
  const textOf = (node: any): string => node.value ?? (node.childNodes ?? []).map(textOf).join('');
  const walk = (node: any, inside: boolean): void => {
    const within =
      inside ||
      node.attrs?.some(
        ({ name, value }: { name: string; value: string }) =>
          name === 'id' && value === 'reproduce',
      );
    if (within && node.tagName === 'pre') found.push(textOf(node));
    else for (const child of node.childNodes ?? []) walk(child, within);
  };
  walk(parse(html), false);
  return found;
}

const codes = codesIn('en');

test('the versions that the pages name are those that run here', () => {
  const ws = createRequire(import.meta.url)('ws/package.json') as { version: string };
  assert.deepEqual(RECORDED_WITH, { node: process.versions.node, ws: ws.version });
});

describe('each program prints what its page says', { concurrency: 3 }, () => {
  for (const { id, facts } of codes)
    test(id, async () => {
      const recorded = readFileSync(join(ROOT, 'content/codes', id, 'reproduce.out'), 'utf8');
      const { status, out, err } = await runProgram(id);
      assert.equal(err, '', 'nothing on stderr');
      assert.equal(status, 0, 'it ends by itself, without an error');
      assert.equal(
        out,
        recorded,
        `content/codes/${id}/reproduce.out is not what the program prints; if that is right: npm run reproduce ${id}`,
      );
      assert.deepEqual(
        { client: codesOf('client', out), server: codesOf('server', out) },
        expectedOf(id, facts.ending),
      );
    });
});

test('only what a program printed to its end is kept', () => {
  const ran = { status: 0, out: 'client 1000\n', err: '' };
  assert.equal(refusal('1000', ran), undefined);
  assert.match(
    refusal('1000', { ...ran, out: '\n' })!,
    /^content.*reproduce\.mjs: no output found;/,
  );
  assert.match(refusal('1000', { ...ran, status: 3 })!, /exit code 3 found/);
  assert.match(refusal('1000', { ...ran, err: 'warning' })!, /an error, above, found/);
  assert.match(refusal('1000', { ...ran, status: null })!, /no end after 30 seconds/);
});

test('1015 stands in the output of no program: nobody reports it here', () => {
  for (const { id } of codes)
    assert.doesNotMatch(
      readFileSync(join(ROOT, 'content/codes', id, 'reproduce.out'), 'utf8'),
      /1015/,
      id,
    );
});

test('the program of 1006 is the shortest of those with ws', () => {
  const size = (id: string) =>
    readFileSync(join(ROOT, 'content/codes', id, 'reproduce.mjs'), 'utf8');
  for (const { id } of codes.filter(({ id }) => id !== '1006' && size(id).includes("from 'ws'")))
    assert.ok(size('1006').length <= size(id).length, `that of ${id} is shorter`);
});

test('every page and its Markdown show the very files, in every language; no comparison does', () => {
  const prefix = (lang: string) => (lang === 'en' ? '' : `${lang}/`);
  for (const lang of languages)
    for (const { id } of codes) {
      const files = ['mjs', 'out'].map((ending) =>
        readFileSync(join(ROOT, 'content/codes', id, `reproduce.${ending}`), 'utf8').trimEnd(),
      );
      assert.deepEqual(
        shownIn(readFileSync(join(DIST, `${prefix(lang)}${id}.html`), 'utf8')),
        files,
        `${lang} ${id}`,
      );
      const markdown = readFileSync(join(DIST, `${prefix(lang)}${id}.md`), 'utf8');
      for (const text of files)
        assert.ok(markdown.includes(`\n${text}\n\`\`\``), `${lang} ${id}.md`);
    }
  assert.deepEqual(shownIn(readFileSync(join(DIST, '1005-vs-1006.html'), 'utf8')), []);
});

test('the programs use only the loopback, a free port and what Node and ws bring', () => {
  for (const { id } of codes) {
    const program = readFileSync(join(ROOT, 'content/codes', id, 'reproduce.mjs'), 'utf8');
    for (const [, from] of program.matchAll(/ from '([^']+)'/g))
      assert.match(from!, /^(?:ws|node:(?:events|net))$/, id);
    for (const [address] of program.matchAll(/\b\d+\.\d+\.\d+\.\d+\b/g))
      assert.equal(address, '127.0.0.1', id);
  }
});
