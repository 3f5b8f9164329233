/** What `npm run stale` shows of a language that English has left behind. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readFiles, type Files } from '../src/lib/content/files.ts';
import { outdated } from '../src/tasks/po.ts';
import { gitHistory, staleIn, toldStale, wordDiff, type Stale } from '../src/tasks/stale.ts';
import { ROOT } from './support/fixture-content.ts';

const files = readFiles(ROOT);
const EN = 'content/codes/1006/en.mdx';
const FACTS = 'content/codes/1006/facts.yml';
const answer = /^answer: .*$/m.exec(files[EN]!)![0];

/** What is stale in Vietnamese once these texts of English have changed; their history is what they were. */
function after(changed: Files): Stale[] {
  return staleIn('vi', { ...files, ...changed }, (path) => [
    changed[path] ?? '',
    'not: [a text',
    files[path]!,
  ]);
}

describe('what is behind', () => {
  test('nothing, if English has not changed', () => assert.deepEqual(after({}), []));

  test('a part: what has changed in it, its translation, and what to run then', () => {
    const [stale, ...others] = after({
      [EN]: files[EN]!.replace(answer, answer.replace('No Close frame', 'No frame at all')),
    });
    assert.deepEqual(others, []);
    assert.match(stale!.place, /^content\/codes\/1006\/vi\.mdx: answer, changed$/);
    assert.match(stale!.source!, /^content\/codes\/1006\/en\.mdx:\d+$/);
    assert.equal(stale!.then, 'npm run fresh -- vi 1006 answer');
    const told = toldStale(stale!);
    assert.match(told, /No \[-Close -\]frame \{\+at all \+\}arrived/);
    assert.ok(told.includes(stale!.own) && stale!.own.length > 20);
  });

  test('the name of a code, which stands in its facts', () => {
    const [stale] = after({ [FACTS]: files[FACTS]!.replace('Abnormal Closure', 'Lost') });
    assert.deepEqual(
      [stale!.place, stale!.before, stale!.now],
      ['content/codes/1006/vi.mdx: title, changed', 'Abnormal Closure', 'Lost'],
    );
    assert.match(stale!.source!, /facts\.yml:\d+$/);
  });

  test('a part that is gone is shown as it is translated', () => {
    const gone = /<NotHelpful>[\s\S]*?<\/NotHelpful>\n/g;
    const [stale] = after({ [EN]: files[EN]!.replace(gone, '') });
    assert.match(toldStale(stale!), /NotHelpful, gone[\s\S]*\(gone\)[\s\S]*<NotHelpful>/);
  });

  test('a sentence of a library and of a system, with the English that was translated', () => {
    const library = 'content/libraries/gorilla.yml';
    const system = 'content/systems/discord/en.yml';
    const meaning = /meaning: (.*)/.exec(files[library]!)![1]!;
    const about = /about: (.*)/.exec(files[system]!)![1]!;
    const found = after({
      [library]: files[library]!.replace(meaning, 'It says another thing.'),
      [system]: files[system]!.replace(about, 'Another about.'),
    });
    assert.deepEqual(
      found.map(({ before, now }) => [before, now]),
      [
        [meaning.replace(/^["']|["']$/g, ''), 'It says another thing.'],
        [about.replace(/^["']|["']$/g, ''), 'Another about.'],
      ],
    );
  });

  test('a sentence that npm run po has marked, with the English before', () => {
    const path = 'content/libraries/vi.po';
    const english = files['content/libraries/gorilla.yml']!.replace(
      /meaning: .*/,
      'meaning: It says another thing.',
    );
    const grown = { ...files, 'content/libraries/gorilla.yml': english };
    const marked = { ...grown, ...outdated('vi', grown) };
    const [stale] = staleIn('vi', marked, () => []);
    assert.ok(stale!.place.startsWith(path) && stale!.place.endsWith('fuzzy'), stale!.place);
    assert.equal(
      stale!.before,
      english &&
        /meaning: (.*)/
          .exec(files['content/libraries/gorilla.yml']!)![1]!
          .replace(/^["']|["']$/g, ''),
    );
  });

  test('where the history does not reach back, English is shown as it is now', () => {
    const [stale] = staleIn(
      'vi',
      { ...files, [EN]: files[EN]!.replace(answer, 'answer: Something else.') },
      () => [],
    );
    assert.equal(stale!.before, undefined);
    assert.match(toldStale(stale!), /Something else\./);
  });
});

test('words stay whole where two texts differ', () =>
  assert.equal(
    wordDiff('a proxy cuts it', 'a server cuts it off'),
    'a [-proxy-]{+server+} cuts it{+ off+}',
  ));

test('the history of git, the latest first, a removed file left out', () => {
  const root = mkdtempSync(join(tmpdir(), 'history-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: root });
  try {
    mkdirSync(join(root, 'content'));
    git('init', '-q');
    for (const text of ['one', 'two', undefined, 'three']) {
      if (text) writeFileSync(join(root, 'content/a.txt'), text);
      else rmSync(join(root, 'content/a.txt'));
      git('add', '-A');
      git('commit', '-qm', text ?? 'removed');
    }
    assert.deepEqual([...gitHistory(root)('content/a.txt')], ['three', 'two', 'one']);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
