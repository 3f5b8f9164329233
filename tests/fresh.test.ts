/** `npm run fresh`: what somebody has read again is marked, part by part, and nothing else changes. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readFiles, type Files } from '../src/lib/content/files.ts';
import { freshened, staleTexts } from '../src/lib/content/read.ts';
import { partsOf } from '../src/lib/content/stamps.ts';
import { fresh } from '../src/tasks/fresh.ts';

const EN = 'content/codes/1006/en.mdx';
const VI = 'content/codes/1006/vi.mdx';
const FACTS = 'content/codes/1006/facts.yml';
const REAL = readFiles(join(import.meta.dirname, '..'));

/** The real content with every part of 1006 read, and then with these places of its English changed. */
function after(...changes: [from: RegExp, to: string][]): Files {
  const files: Files = { ...REAL, [VI]: freshened(REAL[VI]!, REAL[EN]!, { facts: REAL[FACTS]! }) };
  for (const [from, to] of changes) {
    const changed = files[EN]!.replace(from, to);
    assert.notEqual(changed, files[EN], String(from));
    files[EN] = changed;
  }
  return files;
}

const ANSWER: [RegExp, string] = [/^(answer: "?)/m, '$1Indeed. '];
const PROXY: [RegExp, string] = [/(<Cause id="proxy-idle">[^]*?<Sign>)/, '$1Look: '];
const NOTICE: [RegExp, string] = [/(<Notice cause="tls">)/, '$1Look: '];

const staleIn = (files: Files): string[] =>
  staleTexts('vi', files)
    .filter(({ file }) => file === VI)
    .map(({ name, why }) => `${name} ${why}`);

describe('which parts are stale', () => {
  test('none, while English is as it was', () => assert.deepEqual(staleIn(after()), []));

  test('those whose English has changed, a cause with its notices', () =>
    assert.deepEqual(staleIn(after(ANSWER, NOTICE, PROXY)), [
      'answer changed',
      'proxy-idle changed',
      'tls changed',
    ]));

  test('the name, which is the title, with its place in the facts', () => {
    const files = after();
    files[FACTS] = files[FACTS]!.replace(/^name: .*/m, 'name: Unusual Closure');
    assert.deepEqual(staleIn(files), ['title changed']);
    const { lines } = fresh(['vi', '1006'], files);
    assert.deepEqual(lines.slice(0, 3), ['== title: changed', `${FACTS}:1`, 'Unusual Closure']);
    const { written } = fresh(['vi', '1006', 'title'], files);
    assert.deepEqual(staleIn({ ...files, ...written }), []);
  });

  test('with English now and the translation, each with its lines', () => {
    const [part] = staleTexts('vi', after(PROXY)).filter(({ file }) => file === VI);
    assert.match(part!.english!.text, /^<Notice cause="proxy-idle">[^]*<Sign>Look: [^]*<\/Cause>$/);
    assert.match(part!.own!.text, /^<Notice cause="proxy-idle">[^]*<\/Cause>$/);
    for (const { file, lines } of [
      { file: EN, lines: part!.english!.lines },
      { file: VI, lines: part!.own!.lines },
    ]) {
      const rows = after(PROXY)[file]!.split('\n');
      assert.deepEqual(
        lines.map(([first]) => rows[first - 1]!.replace(/>.*/, '>')),
        ['<Notice cause="proxy-idle">', '<Cause id="proxy-idle">'],
      );
      assert.equal(rows[lines.at(-1)![1] - 1], '</Cause>');
    }
  });

  test('a text that cannot be read is named, and no stamp is lost', () => {
    for (const broken of [after([/^answer: /m, 'answer: "a" ']), after([/<\/Sign>/, ''])])
      assert.throws(
        () => fresh(['vi', '1006', '--all'], broken),
        /^Error: content\/codes\/1006\/en\.mdx: .+; what is wrong: npm run lint$/,
      );
  });

  test('every word that a page shows of a text is in a part', () => {
    for (const path of [EN, 'content/comparisons/1006-vs-1008/en.mdx']) {
      const body = REAL[path]!.replace(/^---[^]*?\n---\n/, '');
      let rest = body;
      for (const { text } of partsOf({ body }))
        for (const piece of text.split(/\n\n(?=<)/)) rest = rest.replace(piece, '');
      assert.equal(rest.replace(/<\/?(?:WhenYouSeeIt|Fix|Differences)>|\s/g, ''), '');
    }
  });
});

describe('a part that was read', () => {
  test('has the stamp of English now; the others keep theirs, and nothing else changes', () => {
    const files = after(ANSWER, PROXY);
    const { written, failed } = fresh(['vi', '1006', 'proxy-idle'], files);
    assert.equal(failed, false);
    assert.deepEqual(Object.keys(written), [VI]);
    assert.deepEqual(staleIn({ ...files, ...written }), ['answer changed']);
    const [before, now] = [files[VI]!, written[VI]!].map((text) => text.split('\n'));
    assert.deepEqual(
      now!.filter((line, place) => line !== before![place]).map((line) => line.split(':')[0]),
      ['  proxy-idle'],
    );
  });

  test('several, and all', () => {
    const files = after(ANSWER, PROXY, NOTICE);
    assert.deepEqual(
      staleIn({ ...files, ...fresh(['vi', '1006', 'answer', 'tls'], files).written }),
      ['proxy-idle changed'],
    );
    assert.deepEqual(staleIn({ ...files, ...fresh(['vi', '1006', '--all'], files).written }), []);
  });

  test('a cause that came, and one that went', () => {
    const files = after([/<Cause id="max-age">/, '<Cause id="maximum-age">']);
    assert.deepEqual(staleIn(files), ['max-age changed', 'maximum-age new']);
    const gone = after(
      [/<Notice cause="max-age">.*\n/g, ''],
      [/<Cause id="max-age">[^]*?<\/Cause>/, ''],
    );
    assert.deepEqual(staleIn(gone), ['max-age gone']);
    const { written } = fresh(['vi', '1006', 'max-age'], gone);
    assert.deepEqual(staleIn({ ...gone, ...written }), []);
    assert.doesNotMatch(written[VI]!, /^ {2}max-age: /m);
  });

  test('what a translation does not have is not marked as read', () => {
    const files = after([/<Cause id="max-age">/, '<Cause id="maximum-age">']);
    const { written, lines } = fresh(['vi', '1006', '--all'], files);
    assert.match(lines.join('\n'), /^not there yet, and not marked: maximum-age$/m);
    assert.deepEqual(staleIn({ ...files, ...written }), ['maximum-age new']);
    const named = fresh(['vi', '1006', 'maximum-age'], files);
    assert.deepEqual([named.failed, named.written], [true, {}]);
    assert.match(named.lines[0]!, /^"maximum-age" found; expected a part that .*vi\.mdx has;/);
  });

  test('a new translation gets every stamp at the end of its front matter', () => {
    const files = after();
    const bare = files[VI]!.replace(/^translates:\n(?: {2}.*\n)*/m, '');
    assert.doesNotMatch(bare, /translates/);
    assert.equal(fresh(['vi', '1006', '--all'], { ...files, [VI]: bare }).written[VI], files[VI]);
  });
});

describe('without parts, and with wrong ones', () => {
  test('it shows both texts, and what to type then', () => {
    const { lines, written } = fresh(['vi', '1006'], after(ANSWER, PROXY));
    assert.deepEqual(written, {});
    assert.ok(lines.includes('== answer: changed') && lines.includes('== proxy-idle: changed'));
    assert.ok(lines.some((line) => line.startsWith('Indeed. ')));
    assert.match(lines.at(-1)!, /: npm run fresh -- vi 1006 answer proxy-idle$/);
  });

  test('it says so if all is fresh', () =>
    assert.deepEqual(fresh(['vi', '1006'], after()).lines, [`${VI} follows English`]));

  const REFUSED: [args: string[], telling: RegExp][] = [
    [[], /^no language found; expected one of .*vi.*; for example: npm run fresh -- \S+ 1006$/],
    [['en', '1006'], /^"en" found; expected one of /],
    [['vi', '1099'], /^content\/codes\/1099\/vi\.mdx: no file found; expected /],
    [
      ['vi', '1006', 'answer', 'nothing'],
      /^"nothing" found; expected parts that are stale: answer;/,
    ],
  ];
  for (const [args, telling] of REFUSED)
    test(`fresh ${args.join(' ')} is refused`, () => {
      const { lines, written, failed } = fresh(args, after(ANSWER));
      assert.equal(failed, true);
      assert.deepEqual(written, {});
      assert.match(lines.join('\n'), telling);
    });
});
