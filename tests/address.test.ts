/** Addresses as pure functions: what a missing one means, what hosts redirect, what is never to disappear, what a link says of one closing. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createDecoder } from '../src/lib/decoder/decoder.ts';
import {
  libraryPlace,
  LONGEST_TEXT,
  pointersOf,
  readLinkContext,
} from '../src/lib/decoder/linkContext.ts';
import {
  anchorsOf,
  disappeared,
  formatPermalinks,
  mergePermalinks,
  parsePermalinks,
} from '../src/lib/publishing/permalinks.ts';
import {
  parseRedirects,
  redirectOf,
  redirectsFile,
  redirectsFor,
} from '../src/lib/publishing/redirects.ts';
import { exceeded, usageLines } from '../src/lib/publishing/limits.ts';
import { matchLanguage } from '../src/lib/publishing/languages.ts';
import { otherwise, resolve, type Resolution } from '../src/lib/publishing/resolve.ts';
import { asCode } from '../src/lib/model/facts.ts';
import { RANGE_PAIRS } from '../src/lib/model/pairs.ts';
import { codesIn, languages } from './support/fixture-content.ts';
import { readDecoderData } from './support/pastes.ts';

const known = {
  languages: ['en', ...languages.filter((lang) => lang !== 'en')],
  pages: codesIn('en').map(({ id }) => id),
  numbers: ['4001', '4004'],
  rangePairs: RANGE_PAIRS,
  asCode: asCode(codesIn('en')),
  or: ['hay', 'hoặc'],
};
const read = (path: string): Resolution => resolve(path, known);

/** A resolution in a line: kind, language, then the page, the words, or what is explained and offered. */
function inShort(found: Resolution): string {
  if (found.kind === 'search') return `search ${found.lang} ${found.words}`;
  if (found.kind !== 'meaning') return `${found.kind} ${found.lang} ${found.page}`;
  const explained = found.explained.map(
    ({ word, values }) => `${word}(${Object.values(values).join(', ')})`,
  );
  const offered = found.offered.map(
    ({ page, anchor, word }) => `${page}${anchor ? `#${anchor}` : ''}${word ? `:${word}` : ''}`,
  );
  return ['meaning', found.lang, ...explained, '→', ...offered].join(' ');
}

const FREE = 'range(4123, 4000–4999) free(4123) → 4000-4999 systems#choose:chooseFree';
const REFUSED = '1006#fix-handshake-refused:refused 1006';
const NOT_PASSED = '1006#fix-upgrade-not-proxied:notPassed 1006';

describe('a missing address', () => {
  const FORMS: Record<string, string> = {
    // Another spelling of a page: go there.
    '/01006': 'same en 1006',
    '/0001006': 'same en 1006',
    '/1006/': 'same en 1006',
    '//1006//': 'same en 1006',
    '/1006.html': 'same en 1006',
    '/1006.htm': 'same en 1006',
    '/1006/index.html': 'same en 1006',
    '/VI/1006': 'same vi 1006',
    '/Vi/1006/': 'same vi 1006',
    '/vi-VN/1006': 'same vi 1006',
    '/vi_VN/01006.html': 'same vi 1006',
    '/en/1006': 'same en 1006',
    '/en-US/1006': 'same en 1006',
    '/1006/vi': 'same vi 1006',
    '/1008-vs-1003': 'same en 1003-vs-1008',
    '/VI/1008-VS-1003': 'same vi 1003-vs-1008',
    '/01003-vs-1008': 'same en 1003-vs-1008',
    '/1006-vs-1006': 'same en 1006',
    '/4000-4999-vs-3000-3999': 'same en 3000-3999-vs-4000-4999',
    '/4000–4999': 'same en 4000-4999',
    '/4000%E2%80%934999': 'same en 4000-4999',
    '/1006,': 'same en 1006',
    '/1006).': 'same en 1006',
    '/en': 'same en ',
    '/VI': 'same vi ',
    '/vi-VN/': 'same vi ',
    '/index.html': 'same en ',
    // A number without a page: say what it is.
    '/4123': `meaning en ${FREE}`,
    '/vi/4123': `meaning vi ${FREE}`,
    '/04123': `meaning en ${FREE}`,
    '/3100': 'meaning en range(3100, 3000–3999) → 3000-3999',
    // A number that systems use has a page, and no comparison.
    '/04004': 'same en 4004',
    '/VI/4001/': 'same vi 4001',
    '/1006-vs-4004': 'meaning en → 1006 4004',
    '/1016': 'meaning en range(1016, 1016–2999) → 1016-2999',
    '/0': 'meaning en range(0, 0–999) → 0-999',
    '/00000': 'meaning en range(0, 0–999) → 0-999',
    '/299': 'meaning en range(299, 0–999) → 0-999',
    '/65535': 'meaning en range(65535, 5000–65535) → 5000-65535',
    '/65536': 'meaning en outside(65536) → 5000-65535',
    '/70000': 'meaning en outside(70000) → 5000-65535',
    '/-1006': 'meaning en outside(−1006) → 1006',
    '/-1': 'meaning en outside(−1) → 5000-65535',
    [`/${'9'.repeat(150)}`]: `meaning en outside(${'9'.repeat(20)}…) → 5000-65535`,
    '/0x3ee': 'meaning en hex(0x3ee, 1006) → 1006',
    '/0x03EE': 'meaning en hex(0x03ee, 1006) → 1006',
    '/0x194': 'meaning en hex(0x194, 404) → 0-999',
    '/0x101b': `meaning en hex(0x101b, 4123) ${FREE}`,
    '/0xfa4': 'meaning en hex(0xfa4, 4004) → 4004',
    '/0xffffff': 'meaning en outside(0xffffff) → 5000-65535',
    // HTTP statuses.
    ...Object.fromEntries(
      [200, 301, 302, 404, 429, 500, 503, 504].map((status) => [
        `/${status}`,
        `meaning en http(${status}) → ${REFUSED}`,
      ]),
    ),
    '/400': `meaning en http(400) → ${NOT_PASSED}`,
    '/426': `meaning en http(426) → ${NOT_PASSED}`,
    '/101': `meaning en upgrade(101) → ${REFUSED}`,
    '/401': `meaning en http(401) → ${REFUSED} 3000:asCode`,
    '/403': `meaning en http(403) → ${REFUSED} 3003:asCode`,
    '/408': `meaning en http(408) → ${REFUSED} 3008:asCode`,
    '/502': `meaning en http(502) → ${REFUSED} 1014:asCode`,
    '/404.html': `meaning en http(404) → ${REFUSED}`,
    '/vi/0404/': `meaning vi http(404) → ${REFUSED}`,
    // Two numbers.
    '/1006-vs-4123': 'meaning en range(4123, 4000–4999) → 1006 4000-4999',
    '/3100-vs-4123':
      'meaning en range(3100, 3000–3999) range(4123, 4000–4999) → 3000-3999-vs-4000-4999 3000-3999 4000-4999',
    '/404-vs-1006': `meaning en http(404) → ${REFUSED}`,
    '/1006-vs-70000': 'meaning en outside(70000) → 1006 5000-65535',
    '/4000-4999-vs-1006': 'meaning en → 4000-4999 1006',
    '/1008-1006': 'meaning en → 1006-vs-1008 1008 1006',
    '/1006/1008': 'meaning en → 1006-vs-1008 1006 1008',
    '/1006,1008': 'meaning en → 1006-vs-1008 1006 1008',
    '/1006%20vs%201008': 'meaning en → 1006-vs-1008 1006 1008',
    '/1006vs1008': 'meaning en → 1006-vs-1008 1006 1008',
    // A name in another spelling, which only the host knows.
    '/Search': 'tidy en search',
    '/vi/search/': 'tidy vi search',
    '/1006-messages.html': 'tidy en 1006-messages',
    '/VI/1006-Messages': 'tidy vi 1006-messages',
    // Words.
    '/ping-timeout': 'search en ping timeout',
    '/vi/mất%20kết%20nối': 'search vi mất kết nối',
    '/ws-code-1006': 'meaning en → 1006',
    '/1006-abnormal-closure': 'meaning en → 1006',
    '/codes/1006': 'meaning en → 1006',
    '/%3Cimg%20src=x%20onerror=alert(1)%3E': 'search en <img src=x onerror=alert(1',
    '/1006%E0%A4%A': 'meaning en → 1006',
    '/%00': 'search en \0',
    // The page itself is missing: an address never leads to itself.
    '/1006': 'search en ',
    '/vi/1003-vs-1008': 'search vi ',
    '/': 'search en ',
    // No other host.
    '/en//example.org': 'search en example.org',
    '//example.org/1006': 'meaning en → 1006',
  };
  for (const [path, expected] of Object.entries(FORMS))
    test(`${path.slice(0, 60)}`, () => assert.equal(inShort(read(path)), expected));

  test('every number of the field, and beyond, leads somewhere', () => {
    for (let number = 0; number <= 70_000; number++) {
      const found = read(`/${number}`);
      if ([...known.pages, ...known.numbers].includes(String(number)))
        assert.deepEqual(found, { kind: 'search', lang: 'en', words: '' });
      else
        assert.ok(
          found.kind === 'meaning' &&
            found.explained.filter(({ word }) => word !== 'free').length === 1 &&
            found.offered.length > 0,
          String(number),
        );
    }
  });

  test('every pair leads to its comparison from the other side', () => {
    const singles = known.pages.filter((id) => !id.includes('-'));
    for (const a of singles)
      for (const b of singles)
        if (Number(a) < Number(b))
          assert.equal(inShort(read(`/${b}-vs-${a}`)), `same en ${a}-vs-${b}`);
  });

  test('what was only perhaps a page is words, or the number in them', () => {
    assert.equal(inShort(otherwise('serach', 'vi', known.pages)), 'search vi serach');
    assert.equal(inShort(otherwise('1006-mesages', 'en', known.pages)), 'meaning en → 1006');
  });
});

describe('redirects', () => {
  const pages = ['', '1003', '1008', '1003-vs-1008', 'search'];
  const rules = parseRedirects(redirectsFile(redirectsFor(pages, ['vi', 'zh'])));
  const to = (path: string) => redirectOf(path, rules)?.to;

  test('lead other spellings to the page, for good', () => {
    assert.deepEqual(
      [
        '/en',
        '/en/1003',
        '/en/search',
        '/01003',
        '/1008-vs-1003',
        '/1003-vs-1003',
        '/VI/1003',
        '/vi-VN/',
        '/zh-CN/1003',
        '/zh-Hans/1003',
      ].map(to),
      [
        '/',
        '/1003',
        '/search',
        '/1003',
        '/1003-vs-1008',
        '/1003',
        '/vi/1003',
        '/vi/',
        '/zh/1003',
        '/zh/1003',
      ],
    );
    assert.ok(rules.every(({ status }) => status === 301));
  });

  test('leave alone what is a page, and what only the script can read', () => {
    assert.deepEqual(
      ['/', '/1003', '/vi/1003', '/404', '/4123', '/1003/', '/en//example.org', '/en/nothing'].map(
        to,
      ),
      Array(8).fill(undefined),
    );
  });

  test('grow by a few rules a language, not by its pages', () => {
    const many = Array.from({ length: 500 }, (_, place) => `${place}-vs-${place + 1}`);
    const withOne = redirectsFor(many, ['vi']).length;
    assert.ok(redirectsFor(many, ['vi', 'de']).length - withOne <= 4);
  });

  test('are read with comments, and do not loop on a host that ignores case', () => {
    const [first, second] = parseRedirects('# old\n\n/a /b 302 # moved\n/x/* /y/:splat 308\n');
    assert.deepEqual(
      [first!.status, redirectOf('/x/1/2', [second!])],
      [302, { to: '/y/1/2', status: 308 }],
    );
    assert.equal(redirectOf('/x/1', parseRedirects('/x/* /x/:splat 301')), undefined);
  });
});

describe('languages', () => {
  const languages = ['en', 'zh', 'zh-hant', 'pt', 'vi'];

  test('are reached by longer tags, by script before anything else', () => {
    const tags = ['zh-CN', 'zh-Hans', 'zh-TW', 'zh_HK', 'pt-BR', 'pt-PT', 'VI-vn', 'en-GB', 'de'];
    assert.deepEqual(
      tags.map((tag) => matchLanguage(tag, languages)),
      ['zh', 'zh', 'zh-hant', 'zh-hant', 'pt', 'pt', 'vi', 'en', undefined],
    );
    assert.equal(matchLanguage('zh-TW', ['en', 'zh']), 'zh', 'better than English');
    assert.equal(matchLanguage('not a tag', languages), undefined);
  });

  test('an address with such a tag leads to the page', () => {
    assert.equal(inShort(resolve('/zh-TW/1006', { ...known, languages })), 'same zh-hant 1006');
    assert.equal(inShort(resolve('/PT-br/1006', { ...known, languages })), 'same pt 1006');
  });
});

describe('limits of hosts', () => {
  const usage = {
    files: 1,
    largestFile: 1,
    bytes: 1,
    headerRules: 1,
    longestHeader: 1,
    longestRedirect: 1,
    staticRedirects: 1,
    dynamicRedirects: 1,
  };

  test('what exceeds one is named, with the host and the remedy', () => {
    assert.deepEqual(exceeded(usage), []);
    assert.match(
      exceeded({ ...usage, headerRules: 101 }).join('\n'),
      /^dist: 101 rules in _headers found; expected at most 100, which is what Cloudflare Pages takes \(https:.*\); let one rule/,
    );
    assert.equal(exceeded({ ...usage, staticRedirects: 2_001 }).length, 1);
    assert.equal(usageLines(usage).length, 9);
  });
});

describe('permanent addresses', () => {
  const listed = parsePermalinks('/1006 #fix #fix-proxy-idle\n/vi/1006 #fix\n');

  test('what is gone is named: the address or the anchor, and the remedy', () => {
    const gone = disappeared(listed, parsePermalinks('/1006 #fix #new'));
    assert.equal(gone.length, 2);
    assert.match(
      gone[0]!,
      /^\/1006#fix-proxy-idle: no such id on the page; expected .*; people link to it: bring it back/,
    );
    assert.match(gone[1]!, /^\/vi\/1006: no such page in dist\/; expected .*; .*bring it back/);
    assert.deepEqual(disappeared(listed, listed), []);
  });

  test('the row of a system may move to a further page of its number, and nothing else may', () => {
    const rows = parsePermalinks('/4000 #discord #which\n/1000-systems #ably\n');
    const gone = (present: string) =>
      disappeared(rows, parsePermalinks(present)).map((line) => line.split(':')[0]);
    const moved = '/4000 #which\n/4000-systems-3 #discord\n/1000-systems\n/1000-systems-2 #ably\n';
    assert.deepEqual(gone(moved), []);
    assert.deepEqual(gone(moved.replace('/4000-systems-3', '/4001-systems-3')), ['/4000#discord']);
    assert.deepEqual(gone('/4000 #discord #which\n/1000-systems\n/ably #ably\n'), [
      '/1000-systems#ably',
    ]);
  });

  test('the list only grows, sorted, and reads back as it was', () => {
    const merged = mergePermalinks(listed, parsePermalinks('/1000 #when #fix\n/1006 #a-new-one'));
    const text = formatPermalinks(merged);
    assert.equal(text, '/1000 #fix #when\n/1006 #a-new-one #fix #fix-proxy-idle\n/vi/1006 #fix\n');
    assert.equal(formatPermalinks(parsePermalinks(text)), text);
  });

  test('anchors are ids of elements, not of drawings', () => {
    assert.deepEqual(
      [
        ...anchorsOf(
          '<main id="main"><section id="fix"><li data-x="a > b" id=fix-a><svg><marker id="m"/></svg><p data-id="no">',
        ),
      ],
      ['fix', 'fix-a'],
    );
  });
});

describe('what a link says of one closing', () => {
  const data = readDecoderData('en');
  const decoder = createDecoder(data);
  const pointers = (page: string, hash: string) =>
    pointersOf(readLinkContext('', hash)!, [page], data, decoder).map(
      ({ page: at, cause, bySigns }) => `${at}${cause ? `#${cause}` : bySigns ? '?' : ''}`,
    );

  test('known parameters are read from the hash and from the query, the hash first; others are ignored', () => {
    assert.deepEqual(readLinkContext('', '#reason=keepalive%20ping%20timeout&clean=0&lib=ws'), {
      text: 'keepalive ping timeout',
      library: 'ws',
      clean: false,
    });
    assert.deepEqual(
      readLinkContext('?reason=a+b&code=1006&utm_source=x', '#reason=c&clean=TRUE'),
      { text: 'c', clean: true, code: 1006 },
    );
    assert.deepEqual(readLinkContext('?msg=from%20a%20log', ''), { text: 'from a log' });
    for (const [search, hash] of [
      ['', ''],
      ['', '#fix'],
      ['', '#fix-proxy-idle'],
      ['?utm=1', '#q=1'],
      ['', '#reason='],
      ['', '#reason=%20%00'],
      ['', '#clean=maybe'],
      ['', '#code=99999'],
      ['', '#code=-1'],
    ])
      assert.equal(readLinkContext(search!, hash!), undefined, search! + hash!);
  });

  test('hostile text is short, of one line, and without characters that turn others round', () => {
    assert.equal(
      readLinkContext('', '#reason=<img src=x onerror=alert(1)>')?.text,
      '<img src=x onerror=alert(1)>',
    );
    assert.equal(
      readLinkContext('', '#reason=a%00b%0A%0Dc%E2%80%AEd%E2%81%A6e')?.text,
      'a b c d e',
    );
    assert.equal(readLinkContext('', '#reason=%E0%A4%A%zz%')?.text?.includes('%'), true);
    const long = readLinkContext('', `#reason=${'😀'.repeat(50_000)}`)!.text!;
    assert.equal([...long].length, LONGEST_TEXT + 1);
    assert.equal(long.isWellFormed(), true);
    assert.ok([...readLinkContext('', `#lib=${'x'.repeat(100_000)}`)!.library!].length <= 61);
  });

  test('points to causes of the page first, then to others', () => {
    const found = pointers('1006', '#reason=keepalive%20ping%20timeout&clean=0&lib=ws');
    assert.ok(found[0]!.startsWith('1006#'), found.join(' '));
    assert.ok(found.includes('1011#keepalive-timeout'), found.join(' '));
    assert.equal(
      pointers('1006', '#msg=Unexpected%20server%20response:%20502')[0],
      '1006#handshake-refused',
    );
    assert.equal(pointers('1008', '#reason=token%20expired')[0], '1008#auth');
  });

  test('a library alone points to what it prints for this code', () => {
    assert.deepEqual(pointers('1006', '#lib=WS').sort(), [
      '1006#closed-while-connecting',
      '1006#handshake-refused',
      '1006#subprotocol',
    ]);
    assert.deepEqual(pointers('1006', '#lib=gorilla'), pointers('1006', '#lib=gorilla/websocket'));
    assert.deepEqual(pointers('1006', '#lib=nobody-knows-it'), []);
    assert.deepEqual(
      ['ws', 'a', '', '…'].map((name) => libraryPlace(name, data) >= 0),
      [true, false, false, false],
    );
  });

  test('nothing is made of nothing', () => {
    assert.deepEqual(pointers('1006', '#reason=xyzzy%20plugh'), []);
    assert.deepEqual(pointers('1006', '#clean=0'), []);
  });
});
