/** What each language writes in its own way: numbers, dates, lists, plurals, the end of a sentence. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeLocale, sourceLabel, type Locale } from '../src/lib/text/locale.ts';
import { categoriesOf } from '../src/lib/text/plural.ts';
import { SOURCE_LANGUAGE } from '../src/lib/publishing/href.ts';
import { localeIn } from './support/fixture-content.ts';

const en = localeIn('en');
const vi = localeIn('vi');

/** A language that has only these words. */
const localeWith = (tag: string, own: object): Locale => makeLocale(tag, own, en.words);
const withFormat = (tag: string, format: object): Locale => localeWith(tag, { format });

const cases: [
  what: string,
  own: (locale: Locale) => string,
  english: string,
  vietnamese: string,
][] = [
  ['a number', ({ number }) => number(131_072), '131,072', '131.072'],
  ['a date', ({ date }) => date('2026-11-24'), '2026-11-24', '24/11/2026'],
  ['seconds', ({ seconds }) => seconds(30.12), '30.1 s', '30,1 giây'],
  ['milliseconds', ({ milliseconds }) => milliseconds(5, 5), '5 ms', '5 ms'],
  ['from … to …', ({ milliseconds }) => milliseconds(5, 60_027), '5–60,027 ms', '5–60.027 ms'],
  ['a limit in seconds', ({ amount }) => amount('60 s'), '60 s', '60 giây'],
  ['a limit in bytes', ({ amount }) => amount('4 MiB'), '4 MiB', '4 MiB'],
  ['a limit without a unit', ({ amount }) => amount('131072'), '131,072', '131.072'],
  [
    'two names',
    ({ name }) => name({ name: 'Chrome and Chromium', products: ['Chrome', 'Chromium'] }),
    'Chrome and Chromium',
    'Chrome và Chromium',
  ],
  [
    'codes side by side',
    ({ list }) => list(['3000', '3003', '3008']),
    '3000, 3003, 3008',
    '3000, 3003, 3008',
  ],
  ['lists of lists', ({ lists }) => lists(['1, 2', '3', '4']), '1, 2; 3; 4', '1, 2; 3; 4'],
  ['an empty list', ({ list, lists }) => list([]) + lists([]), '', ''],
  ['one name', ({ name }) => name({ name: 'A and B' }), 'A and B', 'A and B'],
  ['what was measured', (own) => sourceLabel(own, 'measured', 'measured'), 'measured', 'đo được'],
  ['the name of a source', (own) => sourceLabel(own, 'nginx-tunnel', 'nginx'), 'nginx', 'nginx'],
  ['a label', ({ label, words }) => label(words.fix.sign), 'Sign:', 'Dấu hiệu:'],
  ['an address', ({ href }) => href('1006', 'fix'), '/1006#fix', '/vi/1006#fix'],
];

for (const [what, own, english, vietnamese] of cases)
  test(`${what}: ${english}, ${vietnamese}`, () => {
    assert.deepEqual([own(en), own(vi)], [english, vietnamese]);
  });

test('the forms that a language has', () => {
  assert.deepEqual(['en', 'vi', 'pl', 'ar'].map(categoriesOf), [
    ['one', 'other'],
    ['other'],
    ['one', 'few', 'many', 'other'],
    ['zero', 'one', 'two', 'few', 'many', 'other'],
  ]);
});

test('a language may choose its digits, and keeps its own tag', () => {
  const hindi = withFormat('hi', { locale: 'hi-u-nu-deva' });
  assert.deepEqual([hindi.number(15), hindi.tag], ['१५', 'hi']);
});

describe('a list has the marks of its language', () => {
  for (const [tag, expected] of [
    ['en', 'a, b, c'],
    ['ja', 'a、b、c'],
    ['zh', 'a、b、c'],
    ['ar', 'a وb وc'],
    ['de', 'a, b und c'],
  ] as const)
    test(`${tag}: ${expected}`, () =>
      assert.equal(localeWith(tag, {}).list(['a', 'b', 'c']), expected));
  for (const [tag, expected] of [
    ['zh', 'Chrome、Firefox 和 Safari'],
    ['th', 'Chrome Firefox และ Safari'],
    ['ja', 'Chrome、Firefox、Safari'],
    ['ko', 'Chrome, Firefox 및 Safari'],
  ] as const)
    test(`${tag}: ${expected}`, () => {
      const products = ['Chrome', 'Firefox', 'Safari'];
      assert.equal(localeWith(tag, {}).name({ name: '', products }), expected);
    });
});

describe('a sentence begins and ends as its language has it', () => {
  for (const [tag, template, clause, expected] of [
    ['en', '{text}.', 'a frame broke', 'A frame broke.'],
    ['vi', '{text}.', 'đóng', 'Đóng.'],
    ['tr', '{text}.', 'irgat', 'İrgat.'],
    ['ja', '{text}。', '接続が閉じた', '接続が閉じた。'],
    ['hi', '{text}।', 'कनेक्शन बंद हुआ', 'कनेक्शन बंद हुआ।'],
    ['th', '{text}', 'การเชื่อมต่อปิดแล้ว', 'การเชื่อมต่อปิดแล้ว'],
  ] as const)
    test(`${tag}: ${expected}`, () =>
      assert.equal(withFormat(tag, { sentence: template }).sentence(clause), expected));

  test('a name that begins one keeps its small letter', () =>
    assert.equal(en.ended('ws 8.18.0'), 'ws 8.18.0.'));
  test('sentences follow each other as the language has it', () => {
    assert.equal(en.sentences(['A.', 'B.', 'C.']), 'A. B. C.');
    assert.equal(
      withFormat('ja', { sentences: '{first}{second}' }).sentences(['あ。', 'い。']),
      'あ。い。',
    );
  });
});

describe('a number takes the form that its language has for it', () => {
  const polish = localeWith('pl', {
    search: {
      results: {
        one: '{count} wynik',
        few: '{count} wyniki',
        many: '{count} wyników',
        other: '{count} wyniku',
      },
    },
  });
  const arabic = localeWith('ar', {
    format: { locale: 'ar-u-nu-latn' },
    search: {
      results: {
        zero: 'لا نتائج',
        one: 'نتيجة واحدة',
        two: 'نتيجتان',
        few: '{count} نتائج',
        many: '{count} نتيجة',
        other: '{count} نتيجة.',
      },
    },
  });
  const results = ({ plural, words }: Locale, count: number) => plural(words.search.results, count);

  test('English has two', () =>
    assert.deepEqual([results(en, 1), results(en, 2)], ['1 result', '2 results']));
  test('Vietnamese has one', () =>
    assert.deepEqual([results(vi, 1), results(vi, 2)], ['1 kết quả', '2 kết quả']));
  test('Polish has few and many', () =>
    assert.deepEqual(
      [1, 3, 5, 22, 1.5].map((count) => results(polish, count)),
      ['1 wynik', '3 wyniki', '5 wyników', '22 wyniki', '1,5 wyniku'],
    ));
  test('Arabic has six', () =>
    assert.deepEqual(
      [0, 1, 2, 3, 11, 100].map((count) => results(arabic, count)),
      ['لا نتائج', 'نتيجة واحدة', 'نتيجتان', '3 نتائج', '11 نتيجة', '100 نتيجة.'],
    ));
  test('other places are filled too, and numbers are those of the language', () =>
    assert.equal(
      vi.plural(vi.words.compose.more, 1234, { names: 'ws' }),
      'ws và 1.234 chương trình khác',
    ));
  test('where a language has no words for it yet, English stands there with the form of English', () => {
    const growing = localeWith('ja', {});
    assert.deepEqual([results(growing, 1), results(growing, 2)], ['1 result', '2 results']);
  });
  test('a form that is missing is the general one', () =>
    assert.equal(
      results(localeWith('pl', { search: { results: { other: 'wyników: {count}' } } }), 3),
      'wyników: 3',
    ));
});

test('the language without a prefix is the one that others fall back to', () =>
  assert.equal(localeIn(SOURCE_LANGUAGE).href(''), '/'));
