/** Reading an entry's tags from its source. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  causesOf,
  codeBlocks,
  linksOf,
  noticesOf,
  plainText,
  sourcesOf,
  splitFrontMatter,
  withoutCode,
  withoutFences,
} from '../src/lib/text/prose.ts';

describe('splitFrontMatter', () => {
  test('parts front matter and body', () =>
    assert.deepEqual(splitFrontMatter('---\na: b\n---\n\ntext\n'), {
      frontMatter: 'a: b',
      body: '\ntext\n',
    }));
  test('reads line ends of Windows', () =>
    assert.deepEqual(splitFrontMatter('---\r\na: b\r\n---\r\ntext'), {
      frontMatter: 'a: b',
      body: 'text',
    }));
  test('takes a text without front matter as it is', () =>
    assert.deepEqual(splitFrontMatter('text\n---\n'), { frontMatter: '', body: 'text\n---\n' }));
});

describe('withoutCode', () => {
  const lengthKept = (text: string) => assert.equal(withoutCode(text).length, text.length);
  test('blanks inline code', () => assert.equal(withoutCode('a `b` c'), 'a     c'));
  test('blanks inline code of several backquotes', () =>
    assert.equal(withoutCode('a ``b`c`` d'), 'a         d'));
  test('leaves a single backquote', () => assert.equal(withoutCode('a ` b'), 'a ` b'));
  test('blanks fenced code, indented too, and keeps lines', () => {
    const text = 'a\n  ```js\n  <Cause id="x">\n  ```\nb';
    assert.match(withoutCode(text), /^a\n\s+\n\s+\n\s+\nb$/);
    lengthKept(text);
  });
  test('a longer fence holds a shorter one', () =>
    assert.equal(withoutCode('````\n```\na\n```\n````\nb').trim(), 'b'));
  test('withoutFences leaves inline code', () =>
    assert.equal(withoutFences('`a`\n```\nb\n```\n').trim(), '`a`'));
});

describe('codeBlocks', () => {
  test('gives language and text of each', () =>
    assert.deepEqual(codeBlocks('```js\na\n\nb\n```\ntext\n```\n```\n'), [
      { language: 'js', code: 'a\n\nb\n' },
      { language: '', code: '' },
    ]));
  test('knows longer fences', () =>
    assert.deepEqual(codeBlocks('````js\n```\n````\n'), [{ language: 'js', code: '```\n' }]));
});

describe('causesOf', () => {
  test('gives ids and titles in order, code in titles kept', () =>
    assert.deepEqual(
      causesOf(
        '<Cause id="a">\n<Title>One `two`</Title>\n</Cause>\n<Cause id="b">\n<Title>Three</Title>',
      ),
      [
        { id: 'a', title: 'One `two`' },
        { id: 'b', title: 'Three' },
      ],
    ));
  test('sees no tags in code', () =>
    assert.deepEqual(
      causesOf('```\n<Cause id="a">\n<Title>One</Title>\n```\n`<Cause id="a"><Title>One</Title>`'),
      [],
    ));
});

test('sourcesOf names each source once, in order', () =>
  assert.deepEqual(
    sourcesOf('<Source id="b" /> <Source id="a" /> <Source id="b" /> `<Source id="c" />`'),
    ['b', 'a'],
  ));

test('linksOf reads numbers, ranges, comparisons and causes', () =>
  assert.deepEqual(
    linksOf(
      '<CodeLink to={1006} /> <CodeLink to="4000-4999"/> <CodeLink to={1006} cause="tls">words</CodeLink> `<CodeLink to={1} />`',
    ),
    [
      { to: '1006', cause: undefined },
      { to: '4000-4999', cause: undefined },
      { to: '1006', cause: 'tls' },
    ],
  ));

test('noticesOf names causes in order', () =>
  assert.deepEqual(noticesOf('<Notice cause="a">x</Notice>\n<Notice cause="b">y</Notice>'), [
    'a',
    'b',
  ]));

test('plainText takes out what is not words', () =>
  assert.equal(
    plainText(
      '**Send** `a`, see <CodeLink to={1008} /> <Source id="x" />or <CodeLink to={1006} cause="tls">the other</CodeLink>',
    ),
    'Send a, see 1008 or the other',
  ));
