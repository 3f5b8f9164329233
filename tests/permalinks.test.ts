/** Nothing that was published disappears, and every redirect and explanation leads to a page of the built site. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  disappeared,
  formatPermalinks,
  inLanguage,
  parsePermalinks,
  withoutLanguages,
} from '../src/lib/publishing/permalinks.ts';
import { asCode } from '../src/lib/model/facts.ts';
import { RANGE_PAIRS } from '../src/lib/model/pairs.ts';
import { parseRedirects, redirectOf } from '../src/lib/publishing/redirects.ts';
import { exceeded } from '../src/lib/publishing/limits.ts';
import { resolve } from '../src/lib/publishing/resolve.ts';
import { usageOf } from '../src/tasks/deploy-check.ts';
import { readPermalinks } from '../src/tasks/permalinks.ts';
import { codesIn, languages, ROOT } from './support/fixture-content.ts';
import { DIST, requireDist } from './support/site.ts';

requireDist();
const BASE = process.env.BASE ?? '';
const present = readPermalinks(DIST);
const text = readFileSync(join(ROOT, 'tests/permalinks.txt'), 'utf8');

/** Fails with a line for each finding. */
const none = (lines: string[], expected: string): void =>
  assert.ok(
    lines.length === 0,
    `${lines.length} found; expected ${expected}:\n${lines.slice(0, 30).join('\n')}`,
  );

describe('tests/permalinks.txt', () => {
  test('every listed address is a page in every language, with every listed anchor', () => {
    const listed = parsePermalinks(text);
    const others = languages.filter((lang) => lang !== 'en');
    none(
      [listed, ...others.map((lang) => inLanguage(listed, lang))].flatMap((links) =>
        disappeared(links, present),
      ),
      'everything that was ever published',
    );
  });

  test('lists every page, every section and every cause of the site', () => {
    const listed = parsePermalinks(text);
    none(
      [...withoutLanguages(present, languages)].flatMap(([address, anchors]) => {
        const known = listed.get(address);
        return known
          ? [...anchors].filter((id) => !known.has(id)).map((id) => `${address}#${id}`)
          : [address];
      }),
      'all of them in tests/permalinks.txt; run: npm run permalinks',
    );
  });

  test('is sorted, each address once', () =>
    assert.equal(
      formatPermalinks(parsePermalinks(text)),
      text,
      'tests/permalinks.txt is not as npm run permalinks writes it; run it',
    ));
});

describe('_redirects', () => {
  const rules = parseRedirects(readFileSync(join(DIST, '_redirects'), 'utf8'));
  const isPage = (address: string) =>
    address.startsWith(`${BASE}/`) && present.has(address.slice(BASE.length));
  const isDynamic = ({ from }: { from: string }) => from.includes('*');

  test('has no more rules than hosts read, static ones first', () => {
    assert.ok(rules.length > 0, 'no rule');
    assert.deepEqual(exceeded(usageOf(DIST)), []);
    assert.ok(
      rules.findIndex(isDynamic) === -1 || rules.slice(rules.findIndex(isDynamic)).every(isDynamic),
      'a static rule after one with *',
    );
    none(
      rules
        .filter(({ from }, place) => rules.findIndex((other) => other.from === from) !== place)
        .map(({ from }) => from),
      'each source once',
    );
  });

  test('leads to pages only', () =>
    none(
      rules
        .filter(
          (rule) =>
            !(isDynamic(rule)
              ? languages.some((lang) => rule.to === `${BASE}/${lang}/:splat`)
              : isPage(rule.to)),
        )
        .map(({ from, to }) => `${from} → ${to}`),
      'a page of dist/, or the folder of a language',
    ));

  test('hides no file: Cloudflare looks at the rules first', () => {
    none(
      [...present.keys()].filter((address) => redirectOf(BASE + address, rules)),
      'no rule for a page',
    );
    none(
      rules
        .filter((rule) => !isDynamic(rule))
        .map(({ from }) => from.slice(BASE.length))
        .filter((path) => existsSync(join(DIST, path)) && !path.endsWith('/')),
      'no rule for a file',
    );
  });

  test('needs one step: no rule leads to another', () =>
    none(
      rules
        .filter((rule) => redirectOf(rule.to.replace(':splat', '1006'), rules))
        .map(({ from, to }) => `${from} → ${to}`),
      'one redirect',
    ));

  test('agrees with the script of the 404 page', () => {
    const known = {
      languages: ['en', ...languages.filter((lang) => lang !== 'en')],
      pages: codesIn('en').map(({ id }) => id),
      numbers: [],
      rangePairs: RANGE_PAIRS,
      asCode: asCode(codesIn('en')),
      or: [],
    };
    none(
      rules
        .filter((rule) => !isDynamic(rule))
        .flatMap(({ from, to }) => {
          const found = resolve(from.slice(BASE.length), known);
          const page =
            found.kind === 'same' || found.kind === 'tidy'
              ? `${BASE}/${found.lang === 'en' ? '' : `${found.lang}/`}${found.page}`
              : found.kind;
          return page === to || (to === `${BASE}/vi/` && page === `${BASE}/vi/`)
            ? []
            : [`${from} → ${to}, by the script ${page}`];
        }),
      'the same target',
    );
  });
});

test('what the 404 page offers is there, cause and all', () => {
  const known = {
    languages: ['en', ...languages.filter((lang) => lang !== 'en')],
    pages: codesIn('en').map(({ id }) => id),
    numbers: [],
    rangePairs: RANGE_PAIRS,
    asCode: asCode(codesIn('en')),
    or: [],
  };
  const paths = [
    '/101',
    '/400',
    '/401',
    '/403',
    '/404',
    '/408',
    '/426',
    '/500',
    '/502',
    '/4123',
    '/70000',
    '/-1',
    '/0x3ee',
    '/1006-vs-4123',
    '/3100-vs-4123',
    '/1006/1008',
  ];
  none(
    paths.flatMap((path) => {
      const found = resolve(path, known);
      assert.equal(found.kind, 'meaning', path);
      return (found.kind === 'meaning' ? found.offered : []).flatMap(({ page, anchor }) =>
        languages
          .map((lang) => `${lang === 'en' ? '' : `/${lang}`}/${page}`)
          .filter((address) => !(anchor ? present.get(address)?.has(anchor) : present.has(address)))
          .map((address) => `${path} → ${address}${anchor ? `#${anchor}` : ''}`),
      );
    }),
    'pages and anchors of dist/',
  );
});
