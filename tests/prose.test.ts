/** Reading an entry from its source: tags, code and words, with their places. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { entryParts, passage, sourceText } from '../src/lib/text/entry.ts';
import { plainAmongRtl, plainText } from '../src/lib/text/markdown.ts';
import { MdxError, readMdx, splitFrontMatter, valueOf } from '../src/lib/text/mdx.ts';

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

describe('readMdx', () => {
  test('gives tags their places, letters of any script counted as JavaScript counts them', () => {
    const text = '<Sign>Đóng 🙂 `a<b` xong</Sign>\n';
    const [sign] = readMdx(text).root.children;
    assert.equal(text.slice(sign!.innerStart, sign!.innerEnd), 'Đóng 🙂 `a<b` xong');
    assert.equal(text.slice(sign!.start, sign!.end), text.trim());
  });

  test('blanks code, inline and fenced, and keeps lines and lengths', () => {
    const text = 'a `<b>` c\n\n```js\n<Cause id="x">\n```\n\nd';
    const { prose } = readMdx(text);
    assert.equal(prose.length, text.length);
    assert.equal(prose.replace(/ +/g, ' '), 'a c\n\n \n \n \n\nd');
  });

  test('gives language and text of each block; a longer fence holds a shorter one', () =>
    assert.deepEqual(
      readMdx('```js\na\n\nb\n```\n\ntext\n\n````\n```\n````\n').blocks.map(
        ({ language, code }) => [language, code],
      ),
      [
        ['js', 'a\n\nb\n'],
        ['', '```\n'],
      ],
    ));

  test('keeps how an attribute is written, and reads its value', () => {
    const [link] = readMdx('See <CodeLink to={1006} cause="tls" />.').root.children;
    assert.deepEqual(link!.attributes, { to: '{1006}', cause: '"tls"' });
    assert.deepEqual([valueOf(link!, 'to'), valueOf(link!, 'cause')], ['1006', 'tls']);
  });

  test('says in which line a text cannot be read', () =>
    assert.throws(
      () => readMdx('one\n\n<Fix>\n\n<Cause id="a">\n\n</Fix>\n'),
      (error: unknown) => error instanceof MdxError && error.line === 7,
    ));
});

describe('entryParts', () => {
  const entry = `<Fix>

<Cause id="a">
<Title>One \`two\`</Title>
<Sign>See <Source id="b" /> and \`log\`.</Sign>
<Remedy side="client">

Send:

\`\`\`js
<Cause id="no" />
\`\`\`

</Remedy>
</Cause>

<NotHelpful>No <Source id="a" /> <Source id="b" /> \`<Source id="c" />\`</NotHelpful>

</Fix>
`;
  test('gives causes with titles, signs and remedies, code in them kept', () => {
    const { causes } = entryParts(entry);
    assert.deepEqual(
      causes.map(({ id, title, sign, remedies }) => [
        id,
        sourceText(title),
        sourceText(sign),
        remedies.map(({ side, text }) => [side, sourceText(text)]),
      ]),
      [
        [
          'a',
          'One `two`',
          'See <Source id="b" /> and `log`.',
          [['client', 'Send:\n\n```js\n<Cause id="no" />\n```']],
        ],
      ],
    );
  });

  test('names each source once, in order, and none that stands in code', () =>
    assert.deepEqual(entryParts(entry).sources, ['b', 'a']));

  test('what is not there is empty', () =>
    assert.equal(sourceText(entryParts(entry).description), ''));
});

test('code among words from right to left is isolated', () =>
  assert.equal(
    plainAmongRtl(passage('استدعت `close()` أثناء')),
    'استدعت \u2066close()\u2069 أثناء',
  ));

test('plainText takes out what is not words', () =>
  assert.equal(
    plainText(
      passage(
        '**Send** `a`, see <CodeLink to={1008} /> <Source id="x" /> or <CodeLink to={1006} cause="tls">the other</CodeLink>',
      ),
    ),
    'Send a, see 1008 or the other',
  ));
