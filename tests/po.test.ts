/** `npm run po`: a file of translated sentences follows English, and no translation is lost. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readFiles, type Files } from '../src/lib/content/files.ts';
import { readLibraries, readSystems } from '../src/lib/content/read.ts';
import { updatedPo } from '../src/lib/model/po.ts';
import {
  isFresh,
  readPo,
  sentencesOf,
  sentencesOfSystem,
  type Sentence,
} from '../src/lib/model/sentences.ts';
import { cataloguesOf, outdated } from '../src/tasks/po.ts';
import { isCopied } from './support/fixture-project.ts';

const ROOT = join(import.meta.dirname, '..');

const OLD = `# By hand.
msgid ""
msgstr ""
"Language: vi\\n"
"Last-Translator: Lan\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

# Ask Lan.
#. a <b>
msgctxt "ws/b"
msgid "B as it is."
msgstr "B."

#, fuzzy, no-wrap
msgctxt "ws/c"
msgid "C as it is."
msgstr "C?"

msgctxt "ws/a"
msgid "A as it was."
msgstr "A."

msgctxt "ws/empty"
msgid "Empty as it was."
msgstr ""

msgctxt "ws/gone"
msgid "Gone."
msgstr "Mất."

msgctxt "ws/gone-unwritten"
msgid "Gone too."
msgstr ""

#~ msgctxt "ws/back"
#~ msgid "Back again."
#~ msgstr "Về."
`;

const NOW: Sentence[] = [
  { key: 'ws/c', english: 'C as it is.' },
  { key: 'ws/b', english: 'B as it is.', explains: 'a <b>' },
  { key: 'ws/a', english: 'A as it is now.', explains: 'two\nlines' },
  { key: 'ws/empty', english: 'Empty as it is.' },
  { key: 'ws/new', english: 'New.', explains: 'new "<n>"' },
  { key: 'ws/back', english: 'Back again.' },
];

const update = (text: string | undefined, sentences = NOW) =>
  updatedPo(text, sentences, 'vi', 'A title.');
const entry = (text: string, key: string) => readPo(text).find((found) => found.key === key);

describe('a file follows English', () => {
  const text = update(OLD);

  test('every sentence has an entry with English as it is now, sorted by key', () =>
    assert.deepEqual(
      readPo(text).map(({ key, english }) => [key, english]),
      NOW.map(({ key, english }) => [key, english]).sort(),
    ));

  test('what is missing is added empty, below what it explains', () => {
    assert.deepEqual(entry(text, 'ws/new')?.own, '');
    assert.match(text, /#\. new "<n>"\nmsgctxt "ws\/new"\nmsgid "New."\nmsgstr ""\n/);
  });

  test('a translation whose English has changed is kept, fuzzy, with English before', () => {
    const found = entry(text, 'ws/a')!;
    assert.deepEqual([found.own, found.fuzzy], ['A.', true]);
    assert.match(text, /#\. two\n#\. lines\n#, fuzzy\n#\| msgid "A as it was."\nmsgctxt "ws\/a"/);
    assert.equal(isFresh(found, 'A as it is now.'), false);
  });

  test('one that nobody has written is not fuzzy', () =>
    assert.deepEqual(entry(text, 'ws/empty'), {
      key: 'ws/empty',
      english: 'Empty as it is.',
      own: '',
      fuzzy: false,
    }));

  test('a translation, a remark, a mark and the head are kept', () => {
    assert.equal(isFresh(entry(text, 'ws/b')!, 'B as it is.'), true);
    assert.equal(entry(text, 'ws/c')?.fuzzy, true);
    for (const kept of ['# By hand.', 'Last-Translator: Lan', '# Ask Lan.', '#, fuzzy, no-wrap'])
      assert.ok(text.includes(kept), kept);
    assert.doesNotMatch(text, /A title/);
  });

  test('a translation whose sentence is gone becomes obsolete, and comes back with it', () => {
    assert.equal(entry(text, 'ws/gone'), undefined);
    assert.match(text, /#~ msgctxt "ws\/gone"\n#~ msgid "Gone."\n#~ msgstr "Mất."\n/);
    assert.doesNotMatch(text, /gone-unwritten/);
    assert.equal(isFresh(entry(text, 'ws/back')!, 'Back again.'), true);
    const again = update(text, [...NOW, { key: 'ws/gone', english: 'Gone.' }]);
    assert.equal(isFresh(entry(again, 'ws/gone')!, 'Gone.'), true);
    assert.doesNotMatch(again, /#~/);
  });

  test('a second time nothing changes', () => assert.equal(update(text), text));

  test('once it is read, the sentence before goes with the mark', () => {
    const read = update(text.replace('#, fuzzy\n#| msgid "A as', '#| msgid "A as'));
    assert.equal(isFresh(entry(read, 'ws/a')!, 'A as it is now.'), true);
    assert.doesNotMatch(read, /#\|/);
  });

  test('a new file has a title, its language, and every sentence empty', () => {
    const made = update(undefined);
    assert.match(made, /^# A title\.\nmsgid ""\nmsgstr ""\n"Language: vi\\n"/);
    assert.match(made, /charset=UTF-8/);
    assert.deepEqual(
      readPo(made).map(({ own }) => own),
      NOW.map(() => ''),
    );
    assert.equal(update(made), made);
  });
});

describe('the files of content/', () => {
  const SYSTEM = {
    'content/systems/demo/facts.yml': `name: Demo
kind: api
homepage: https://example.org
recognised: {}
read: { date: '2026-01-01', version: example/docs 1a2b3c4 }
sources: { docs: { title: Documentation, url: https://example.org/docs } }
codes:
  - { code: 4001, name: No such app, sender: server, retry: after-fix, stated: true, source: docs }
differs: [{ id: never-sent, source: https://example.org/1 }]
`,
    'content/systems/demo/en.yml': `about: Its server closes with these codes.
codes: { 4001: { means: The key is unknown., do: Compare the key. } }
differs: { never-sent: It closes with 1006 instead. }
`,
  };
  // Two languages and a few systems: what holds for them holds for all.
  const ofSite = Object.entries(readFiles(ROOT)).filter(([path]) => isCopied(path));
  const files: Files = { ...Object.fromEntries(ofSite), ...SYSTEM };

  test('a system has a file of its own, with each of its sentences', () => {
    const made = cataloguesOf('vi', files)['content/systems/demo/vi.po']!;
    assert.deepEqual(
      readPo(made).map(({ key }) => key),
      ['4001/do', '4001/means', 'about', 'differs/never-sent'],
    );
    assert.match(made, /^# The sentences of content\/systems\/demo in Vietnamese;/);
    assert.match(made, /#\. 4001 No such app\nmsgctxt "4001\/do"/);
  });

  test('readSystems gives facts, words, and what is translated of them', () => {
    const po = cataloguesOf('vi', files)['content/systems/demo/vi.po']!.replace(
      'msgid "Compare the key."\nmsgstr ""',
      'msgid "Compare the key."\nmsgstr "So khoá."',
    );
    const demo = readSystems({ ...files, 'content/systems/demo/vi.po': po }).find(
      ({ id }) => id === 'demo',
    )!;
    assert.equal(demo.facts.codes[0]!.code, '4001');
    assert.equal(demo.words.codes['4001']!.means, 'The key is unknown.');
    assert.equal(demo.translations.get('vi')!.get('4001/do')!.own, 'So khoá.');
    assert.equal(sentencesOfSystem(demo.words).length, 4);
  });

  test('no sentence of the site changes but by English', () => {
    const PO = 'content/libraries/vi.po';
    const english = new Map(
      readLibraries(files)
        .flatMap((library) => sentencesOf(library.id, library))
        .map((sentence) => [sentence.key, sentence.english]),
    );
    const fresh = (text: string) =>
      readPo(text)
        .filter((found) => isFresh(found, english.get(found.key) ?? ''))
        .map(({ key, own }) => `${key} ${own}`)
        .sort();
    const now = fresh(cataloguesOf('vi', files)[PO]!);
    assert.ok(now.length > 400, 'sentences');
    assert.deepEqual(now, fresh(files[PO]!));
  });

  test('without a language, every language that has such files is brought up to date; one that grows gets its first ones by its name', () => {
    const { 'content/systems/discord/vi.po': gone, ...without } = files;
    assert.ok(gone);
    const grown = { ...without, 'content/ui/xx.yml': 'name: X\n' };
    const paths = Object.keys(outdated(undefined, grown));
    assert.ok(paths.includes('content/systems/discord/vi.po'), 'vi');
    assert.deepEqual(
      paths.filter((path) => path.endsWith('/xx.po')),
      [],
    );
    assert.ok(Object.keys(outdated('xx', grown)).includes('content/libraries/xx.po'), 'xx');
    const inVi = Object.keys(outdated('vi', grown));
    assert.ok(inVi.includes('content/systems/discord/vi.po'), 'vi alone');
    assert.ok(
      inVi.every((path) => path.endsWith('/vi.po')),
      'no other language',
    );
  });

  test('a file that cannot be read is named', () =>
    assert.throws(
      () => cataloguesOf('vi', { ...files, 'content/libraries/vi.po': 'msgid "' }),
      /^Error: content\/libraries\/vi\.po: .+npm run lint$/,
    ));
});

test('a language that the site does not have is refused, with an example', async () => {
  for (const given of [['xx'], ['en']]) {
    const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((done) =>
      execFile(process.execPath, [join(ROOT, 'src/tasks/po.ts'), ...given], (error, _, stderr) =>
        done({ code: error?.code, stderr }),
      ),
    );
    assert.equal(code, 1);
    assert.match(stderr, /found; expected one of .*\bvi\b.*; for example: npm run po -- [a-z]/);
  }
});
