/** What a writer may get wrong, from the file to the end of the build: one line says all, and the finished site stays as it was. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readFiles } from '../src/lib/content/files.ts';
import { formatProblem, lint } from '../src/lint/index.ts';
import { parsePage } from './support/pages.ts';
import { uiIn } from './support/fixture-content.ts';
import { copyProject, isCopied, type Outcome, type Project } from './support/fixture-project.ts';

/** A built site from before, to see that it stays. */
function putOldSite({ root, write }: Project): () => void {
  mkdirSync(join(root, 'dist'));
  write('dist/1003.html', 'as it was');
  const { mtimeMs } = statSync(join(root, 'dist/1003.html'));
  return () =>
    assert.deepEqual(
      [readdirSync(join(root, 'dist')), statSync(join(root, 'dist/1003.html')).mtimeMs],
      [['1003.html'], mtimeMs],
      'dist/ is as it was',
    );
}

const isStack = (line: string): boolean =>
  /^\s*at\s|node:internal|\.(?:m?js|ts):\d+:\d+\)/.test(line);

/** One line: file, what was found, what was expected, and what to do. */
const LINE = /^[^:;]+: found [^;]+; expected .+; [^;]{8,}$/;

/** The build stopped without a stack. */
function assertStopped({ status, out, err }: Outcome): void {
  assert.equal(status, 1, [...err, ...out].join('\n'));
  assert.deepEqual([...out, ...err].filter(isStack), []);
}

/** Puts a sentence where one writes as the sender, in English and in its translation, which say the same. */
const say = (code: string, words: string) => (project: Project) => {
  for (const lang of ['en', 'vi'])
    project.replace(`content/codes/${code}/${lang}.mdx`, '<AsSender>', `<AsSender>${words} `);
};

/** Changes the first line of a file that begins so. */
const changeLine = (file: string, start: string, by: string) => (project: Project) => {
  const text = project.read(file);
  const changed = text.replace(new RegExp(`^${start}.*\\n`, 'm'), by && `${by}\n`);
  if (changed === text)
    throw new Error(
      `${file} has no line that begins with "${start}"; choose another one to break in the test`,
    );
  project.write(file, changed);
};

interface Mistake {
  name: string;
  file: string;
  make: (project: Project) => void;
  telling: RegExp;
}

const mistakes: Mistake[] = [
  {
    name: 'a section with a wrong name',
    file: 'content/codes/3008/en.mdx',
    telling: /Descripton.*expected.*Description/,
    make: ({ read, write }) =>
      write(
        'content/codes/3008/en.mdx',
        read('content/codes/3008/en.mdx').replace(/(<\/?)Description>/g, '$1Descripton>'),
      ),
  },
  {
    name: 'a link to a code that is not there',
    file: 'content/codes/3000/en.mdx',
    telling: /1099.*expected.*content\/codes/,
    make: say('3000', 'See <CodeLink to={1099} />.'),
  },
  {
    name: 'a link to a comparison the wrong way round',
    file: 'content/codes/3003/en.mdx',
    telling: /1008-vs-1003.*expected.*1003-vs-1008/,
    make: say('3003', 'See <CodeLink to="1008-vs-1003" />.'),
  },
  {
    name: 'a link to a cause that its code does not have',
    file: 'content/codes/1003/en.mdx',
    telling: /no-such-cause.*expected.*proxy-idle/,
    make: say('1003', 'See <CodeLink to={1006} cause="no-such-cause" />.'),
  },
  {
    name: 'a notice of an unknown cause',
    file: 'content/codes/1013/en.mdx',
    telling: /no-such-cause.*expected one of \S+/,
    make: ({ replace }) =>
      ['en', 'vi'].forEach((lang) =>
        replace(
          `content/codes/1013/${lang}.mdx`,
          '</WhenYouSeeIt>',
          `<Notice cause="no-such-cause">${lang} 13</Notice>\n\n</WhenYouSeeIt>`,
        ),
      ),
  },
  {
    name: 'an unknown source',
    file: 'content/codes/1012/en.mdx',
    telling: /no-such-source.*expected.*content\/sources/,
    make: say('1012', 'It is so <Source id="no-such-source" />.'),
  },
  {
    name: 'a missing word',
    file: 'content/ui/en.yml',
    telling: /page\.skip/,
    make: changeLine('content/ui/en.yml', '  skip: ', ''),
  },
  {
    name: 'a family that does not exist',
    file: 'content/codes/1010/facts.yml',
    telling: /blue.*expected.*ok.*you.*srv/,
    make: changeLine('content/codes/1010/facts.yml', 'family: ', 'family: blue'),
  },
  {
    name: 'a wait in seconds without its source',
    file: 'content/codes/1009/facts.yml',
    telling: /source/,
    make: changeLine(
      'content/codes/1009/facts.yml',
      'reconnect: ',
      'reconnect: { policy: delayed, min: 5, max: 30 }',
    ),
  },
  {
    name: 'a row of an unknown scenario',
    file: 'content/measurements/debian.json',
    telling: /api\.shut.*expected a scenario/,
    make: ({ read, write }) =>
      write(
        'content/measurements/debian.json',
        read('content/measurements/debian.json').replace(
          '"scenario":"api.close.0"',
          '"scenario":"api.shut"',
        ),
      ),
  },
  {
    name: 'a file of measurements that is not JSON',
    file: 'content/measurements/browsers.json',
    telling: /JSON that cannot be read.*npm run measure/,
    make: ({ write }) => write('content/measurements/browsers.json', '{ not json'),
  },
  {
    name: 'a row of an unknown implementation',
    file: 'content/measurements/proxies.json',
    telling: /"no-such".*add no-such to measuredAs/,
    make: ({ read, write }) =>
      write(
        'content/measurements/proxies.json',
        read('content/measurements/proxies.json').replace(
          /"implementation":"[^"]+"/,
          '"implementation":"no-such"',
        ),
      ),
  },
  {
    name: 'a limit without its source',
    file: 'content/libraries/ws.yml',
    telling: /no limits\.0\.source.*write it/,
    make: ({ read, write }) =>
      write(
        'content/libraries/ws.yml',
        read('content/libraries/ws.yml').replace(
          /(limits:\n  - what: [\s\S]*?)\n    source: .*/,
          '$1',
        ),
      ),
  },
  {
    name: 'a program without what it prints',
    file: 'content/codes/1001/reproduce.out',
    telling: /no file.*npm run reproduce 1001$/,
    make: ({ root }) => rmSync(join(root, 'content/codes/1001/reproduce.out')),
  },
  {
    name: 'a call without a place for the reason',
    file: 'content/libraries/aiohttp.yml',
    telling: /the places \{code\} and \{reason\}/,
    make: ({ replace }) => replace('content/libraries/aiohttp.yml', ', message=b"{reason}"', ''),
  },
  {
    name: 'a sender of a code that is never sent',
    file: 'content/codes/1015/facts.yml',
    telling: /senders/,
    make: changeLine('content/codes/1015/facts.yml', 'senders: ', 'senders: [server]'),
  },
];

test('a copy of the project holds two languages and few systems, whatever the site has', () => {
  const paths = (lang: string) => [
    `content/codes/1006/${lang}.mdx`,
    `content/comparisons/1003-vs-1008/${lang}.mdx`,
    `content/decoder/${lang}.yml`,
    `content/libraries/${lang}.po`,
    `content/systems/discord/${lang}.po`,
    `content/ui/${lang}.yml`,
  ];
  for (const lang of ['en', 'vi']) assert.deepEqual(paths(lang).filter(isCopied), paths(lang));
  assert.deepEqual(paths('de').filter(isCopied), []);
  for (const path of ['content', 'content/libraries/ws.yml', 'src/content.ts'])
    assert.ok(isCopied(path), path);
  assert.ok(!isCopied('content/systems/twitch/facts.yml'));
});

describe('mistakes stop the build', () => {
  const project = copyProject();
  let outcome: Outcome;
  let assertUntouched: () => void;
  after(() => project.remove());
  // All at once, each in a file of its own: whatever one of them causes beyond its line shows as a line too many.
  before(async () => {
    mistakes.forEach(({ make }) => make(project));
    assertUntouched = putOldSite(project);
    outcome = await project.build();
  });

  test('with an exit status, no stack, and the old site as it was', () => {
    assertStopped(outcome);
    assertUntouched();
  });

  for (const { name, file, telling } of mistakes) {
    test(`${name}: one line, with file, finding, expectation and remedy`, () => {
      const found = outcome.err.filter((line) => line.startsWith(`${file}: `));
      assert.equal(found.length, 1, outcome.err.join('\n'));
      assert.match(found[0]!, LINE);
      assert.match(found[0]!, telling);
    });
  }

  test('and there is no other line', () =>
    assert.deepEqual(
      outcome.err.filter((line) => !mistakes.some(({ file }) => line.startsWith(`${file}: `))),
      [],
    ));
});

describe('an address that would be wrong on every page', () => {
  const addresses: Record<string, string>[] = [
    { SITE_URL: 'close-codes.dev' },
    { SITE_URL: 'https://close-codes.dev/' },
    { BASE: 'close-codes' },
    { BASE: '/close-codes/' },
  ];
  const project = copyProject();
  after(() => project.remove());
  for (const env of addresses) {
    test(`${JSON.stringify(env)} stops the build with one line`, async () => {
      const outcome = await project.buildWith(env);
      const [[name, value]] = Object.entries(env) as [[string, string]];
      assertStopped(outcome);
      assert.equal(outcome.err.length, 1, outcome.err.join('\n'));
      assert.match(outcome.err[0]!, new RegExp(`^${name} is "${value}"; expected [^;]+; .{8,}`));
    });
  }
});

describe('a component that fails while pages are written', () => {
  const project = copyProject();
  after(() => project.remove());

  test('stops the build with one line that names the page, and the old site is as it was', async () => {
    const props = 'const { file, locale } = Astro.props;';
    project.replace(
      'src/components/Footer.astro',
      props,
      `${props}\nif (file.includes('4000')) throw new Error('first line\\nsecond line');`,
    );
    const assertUntouched = putOldSite(project);
    const outcome = await project.build();
    assertStopped(outcome);
    assert.equal(outcome.err.length, 1, outcome.err.join('\n'));
    assert.match(
      outcome.err[0]!,
      /^src\/\S+\.astro: first line second line; found while rendering \S*4000-4999/,
    );
    assertUntouched();
  });
});

describe('a translation behind its English', () => {
  const VI = 'content/codes/1003/vi.mdx';

  test('is reported and built with its notice; --strict refuses it', async () => {
    const project = copyProject();
    try {
      // What a language is behind in already, before anything is broken, is said as well.
      const before = lint(readFiles(project.root)).map(formatProblem);
      project.write(VI, project.read(VI).replace(/^  answer: en@.*$/m, '  answer: en@00000000'));
      const assertUntouched = putOldSite(project);

      const strict = await project.build('--strict');
      assertStopped(strict);
      const [line, ...others] = strict.err.filter((said) => !before.includes(said));
      assert.deepEqual(others, []);
      assert.match(line!, LINE);
      assert.match(
        line!,
        /^content\/codes\/1003\/vi\.mdx: found answer changed \(line 2 of en\.mdx\); expected answer: en@[0-9a-f]{8};/,
      );
      assertUntouched();

      const built = await project.build();
      assert.equal(built.status, 0, built.err.join('\n'));
      assert.deepEqual(built.err, []);
      assert.equal(
        built.out.filter((line) => line.includes(VI) && line.startsWith('behind: ')).length,
        1,
        built.out.join('\n'),
      );

      const noticesOf = (path: string) =>
        parsePage(path, project.read(`dist/${path}`))
          .tags.filter(({ attributes }) => attributes.class?.split(' ').includes('notice'))
          .map(({ text }) => text);
      const { stale } = uiIn('vi').fallback;
      assert.deepEqual(noticesOf('vi/1003.html'), [stale]);
      assert.deepEqual(noticesOf('vi/1003-vs-1008.html'), [stale], 'its comparisons say so too');
      assert.deepEqual(
        [...noticesOf('1003.html'), ...noticesOf('vi/1008.html')],
        [],
        'other pages do not',
      );
      const { tags } = parsePage('vi/1003.html', project.read('dist/vi/1003.html'));
      assert.equal(
        tags.some(({ attributes }) => attributes.name === 'robots'),
        false,
        'it is still a translation, and may be indexed',
      );
    } finally {
      project.remove();
    }
  });
});
