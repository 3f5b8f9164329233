/** Guides: their parts, their drawing, the rules for them, and what of them is on the site. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { WebSocketServer } from 'ws';
import type { ApiGuide } from '../src/lib/publishing/guidesApi.ts';
import { guideParts } from '../src/lib/text/guide.ts';
import { ROW, treeOf, TRUNK } from '../src/lib/show/tree.ts';
import { lint } from '../src/lint/index.ts';
import { readKind } from '../src/lib/content/read.ts';
import { readMdx } from '../src/lib/text/mdx.ts';
import { fresh } from '../src/tasks/fresh.ts';
import { files, languages } from './support/fixture-content.ts';
import { isSpoken } from './support/fixture-project.ts';
import { breakable } from '../src/lib/show/guides/breakable.ts';
import { parsePage, type Page } from './support/pages.ts';
import { closed, schemaOf, validator } from './support/schema.ts';
import { DIST, requireDist } from './support/site.ts';

const guides = readKind('guides', files);
const english = guides.filter(({ names }) => names.lang === 'en');
const EN = 'content/guides/find-the-cause/en.mdx';
const VI = 'content/guides/find-the-cause/vi.mdx';

/** What the lint says of the guides after a change, with as little other content as they need. */
function findingsAfter(file: string, from: string, to: string): string[] {
  const some = Object.fromEntries(
    Object.entries(files).filter(
      ([path]) => isSpoken(path) && /^content\/(?:guides|ui|sources|codes|libraries)\//.test(path),
    ),
  );
  assert.ok(some[file]!.includes(from), `${file} has no ${from}`);
  return lint({ ...some, [file]: some[file]!.replace(from, to) })
    .filter(({ file }) => file.startsWith('content/guides/'))
    .map(({ file, found, expected }) => `${file}: ${found}; ${expected}`);
}

test('the parts of a guide', () => {
  const { steps, parts, sources } = guideParts(
    '<Step id="a">\n<Title>Is `x`?</Title>\n\nLook <Source id="s" />.\n\n<Answers>\n\n<Answer next="b">No</Answer>\n<Answer to={1006} cause="tls">Yes</Answer>\n\n</Answers>\n\n</Step>\n\n<Part id="c">\n<Title>More</Title>\n\nText.\n\n</Part>\n',
  );
  assert.deepEqual(
    steps.map(({ id, title, answers }) => ({ id, title, answers })),
    [
      {
        id: 'a',
        title: 'Is `x`?',
        answers: [
          { text: 'No', next: 'b', to: '', cause: '' },
          { text: 'Yes', next: undefined, to: '1006', cause: 'tls' },
        ],
      },
    ],
  );
  const { text, start, end } = steps[0]!.text;
  assert.equal(text.slice(start, end).trim(), 'Look <Source id="s" />.');
  assert.deepEqual(
    parts.map(({ id, title, answers }) => ({ id, title, answers })),
    [{ id: 'c', title: 'More', answers: [] }],
  );
  assert.deepEqual(sources, ['s']);
});

describe('the drawing', () => {
  const leaf = { text: '', next: undefined, to: '1006', cause: 'tls' };
  const on = (next: string) => ({ text: '', next, to: '', cause: '' });
  const step = (id: string, ...answers: (typeof leaf | ReturnType<typeof on>)[]) => ({
    id,
    answers,
  });

  test('a row for each step and answer, and a circle for each step', () => {
    const { height, circles } = treeOf([step('a', leaf, on('b')), step('b', leaf, leaf)]);
    assert.equal(height, 6 * ROW);
    assert.deepEqual(circles, [0.5 * ROW, 3.5 * ROW]);
  });

  test('the next step is reached by the trunk, a later one by a lane beside it', () => {
    const straight = treeOf([step('a', leaf, on('b')), step('b', leaf, leaf)]);
    assert.deepEqual(
      straight.tips.map(({ x, down }) => ({ x, down })),
      [{ x: TRUNK, down: true }],
    );
    assert.ok(straight.lines.every(({ x1, x2 }) => Math.min(x1, x2) >= TRUNK));
    const jump = treeOf([
      step('a', on('c'), on('b')),
      step('b', leaf, leaf),
      step('c', leaf, leaf),
    ]);
    const lane = jump.lines.filter(({ x1, x2 }) => x1 === x2 && x1 < TRUNK);
    assert.deepEqual(
      lane.map(({ y1, y2 }) => [y1, y2]),
      [[1.5 * ROW, jump.circles[2]]],
    );
  });

  test('two ways that pass the same row never share a lane', () => {
    const { lines } = treeOf([
      step('a', on('d'), on('c'), on('b')),
      step('b', leaf, leaf),
      step('c', leaf, leaf),
      step('d', leaf, leaf),
    ]);
    const lanes = lines.filter(({ x1, x2 }) => x1 === x2 && x1 < TRUNK);
    assert.equal(lanes.length, 2);
    assert.notEqual(lanes[0]!.x1, lanes[1]!.x1);
  });

  test('every line of every guide that has one lies inside it', () => {
    for (const { steps, outcomes } of english.map(({ body }) => guideParts(body))) {
      if (outcomes.length) continue;
      const { height, lines } = treeOf(steps);
      for (const { x1, x2, y1, y2 } of lines) {
        assert.ok(Math.min(x1, x2, y1, y2) >= 0, 'a line outside');
        assert.ok(Math.max(y1, y2) <= height, 'a line below');
      }
    }
  });
});

describe('the lint', () => {
  const finds = (file: string, from: string, to: string, expected: RegExp) =>
    assert.match(findingsAfter(file, from, to).join('\n'), expected);

  test('is content with the guides', () => assert.deepEqual(findingsAfter(EN, ' ', ' '), []));
  test('wants the library of a passage to be one that the site knows', () =>
    finds(
      'content/guides/keep-alive/en.mdx',
      '<For lib="ws">',
      '<For lib="nobody">',
      /<For lib="nobody">; the name of a file of content\/libraries/,
    ));
  test('wants an answer to lead somewhere', () =>
    finds(
      EN,
      '<Answer next="when">',
      '<Answer>',
      /<Answer>; either next, a step or an outcome, or to, a code/,
    ));
  test('wants a later step', () =>
    finds(EN, '<Answer next="direct">', '<Answer next="opened">', /next="opened".*; a later step/));
  test('wants a cause that exists', () =>
    finds(EN, 'cause="max-age"', 'cause="old-age"', /cause="old-age".*; a cause of 1006/));
  const CODE = 'content/guides/which-code/en.mdx';
  test('wants each outcome to be reached', () =>
    finds(
      CODE,
      '<Answer next="kind">',
      '<Answer next="utf8">',
      /outcome "kind"; an answer that leads to it/,
    ));
  test('wants an outcome to send what may be sent', () => {
    for (const code of ['1006', '1004', '2500', '5000'])
      finds(CODE, 'code={1003}', `code={${code}}`, /id="kind".*; a code or a range that may stand/);
  });
  test('wants a reason that fits, in no quotes', () => {
    finds(CODE, 'reason="text only"', `reason="${'ế'.repeat(42)}"`, /at most 123 bytes/);
    finds(CODE, 'reason="text only"', `reason="it's text"`, /words without quotes/);
    finds(CODE, ' reason="text only"', '', /id="kind".*; a reason/);
  });
  test('wants a title where no code is sent, and only there', () => {
    finds(CODE, '<Title>The same code</Title>', '', /id="echo".*; either a code or a <Title>/);
    finds(CODE, 'id="echo"', 'id="echo" code={1000} reason="x"', /id="echo".*; either a code/);
  });
  test('wants each step to be reached', () =>
    finds(EN, '<Answer next="direct">', '<Answer next="when">', /step "direct"; an answer that/));
  test('wants each id once', () =>
    finds(EN, '<Part id="where">', '<Part id="status">', /section "status" twice/));
  test('wants a link to a guide to lead to one', () =>
    finds(
      EN,
      '<CodeLink to={1006} />',
      '<CodeLink to="guides/lost" />',
      /a folder of content\/guides/,
    ));
  test('wants plain answers', () =>
    finds(
      EN,
      '>Yes</Answer>',
      '>**Yes**</Answer>',
      /markup in the title of a cause, a step or an answer/,
    ));
  test('wants the causes that a guide serves to exist', () =>
    finds(
      'content/guides/through-proxies/facts.yml',
      '1006#proxy-idle',
      '1006#proxy-asleep',
      /serves: 1006#proxy-asleep; a code and a cause that its page has/,
    ));
  test('wants the ids of English', () =>
    finds(VI, '<Part id="where">', '<Part id="o-dau">', /part "o-dau" in place 1; "where"/));
  test('wants the answers of English in their order', () =>
    finds(VI, 'cause="tls"', 'cause="max-age"', /"1006 max-age" in place 4; "1006 tls"/));
  test('says which step a translation does not follow', () =>
    finds(EN, 'Paste this', 'Put this', /vi\.mdx: opened changed/));
});

test('npm run fresh shows and stamps a part of a guide', () => {
  const changed = { ...files, [EN]: files[EN]!.replace('Paste this', 'Put this') };
  const shown = fresh(['vi', 'find-the-cause'], changed);
  assert.match(shown.lines.join('\n'), /== opened: changed/);
  const { written } = fresh(['vi', 'find-the-cause', 'opened'], changed);
  assert.deepEqual(Object.keys(written), [VI]);
  assert.deepEqual(fresh(['vi', 'find-the-cause'], { ...changed, ...written }).lines, [
    `${VI} follows English`,
  ]);
});

describe('what find-the-cause has the reader run', () => {
  const blocks = readMdx(english.find(({ file }) => file === EN)!.body).blocks;
  const blockWith = (words: string) => blocks.find(({ code }) => code.includes(words))!.code;
  const asked = promisify(execFile);

  test('the program of question 1 tells open, each message and the close', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    server.on('connection', (ws) => ws.send('hi', () => ws.close(1000)));
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const program = blockWith('new WebSocket(').replace(
      'wss://example.com',
      `ws://127.0.0.1:${port}`,
    );
    const { stdout } = await asked(process.execPath, ['-e', program], { timeout: 30_000 });
    server.close();
    assert.match(stdout, /^[\d.]+ s open\n[\d.]+ s message\n[\d.]+ s close 1000 true\n$/);
  });

  const curl = spawnSync('curl', ['--version']).error ? 'no curl' : false;
  test(
    'curl gets 101 from a server that accepts, and the status of one that does not',
    { skip: curl },
    async () => {
      const statuses = [];
      for (const accepted of [true, false]) {
        const server = new WebSocketServer({
          port: 0,
          host: '127.0.0.1',
          verifyClient: (_: unknown, answer: (accepted: boolean, status: number) => void) =>
            answer(accepted, 403),
        });
        await once(server, 'listening');
        const { port } = server.address() as AddressInfo;
        const command = blockWith('curl ')
          .replace('https://example.com', `http://127.0.0.1:${port}`)
          .replace('--max-time 5', '--max-time 1');
        // It ends with 28 after 101: nothing more comes.
        const { stdout } = await asked('bash', ['-c', command], { timeout: 30_000 }).catch(
          (error: { stdout: string }) => error,
        );
        server.close();
        statuses.push(stdout.split('\r\n')[0]);
      }
      assert.deepEqual(statuses, ['HTTP/1.1 101 Switching Protocols', 'HTTP/1.1 403 Forbidden']);
    },
  );
});

test('a narrow cell breaks names where a reader would, and parts no number from its unit', () => {
  const CELLS: Record<string, string> = {
    '20 s <code>ping_timeout</code>': '20\u00a0s <code>ping_<wbr>timeout</code>',
    '<code>setIdleTimeout</code>, 5 min': '<code>set<wbr>Idle<wbr>Timeout</code>\u2060, 5\u00a0min',
    '<code>--timeout=86400</code>': '<code>--timeout=<wbr>86400</code>',
    '.NET (System.Net.WebSockets) on Fly.io': '.NET (System.<wbr>Net.<wbr>WebSockets) on Fly.io',
    '<code>WebSocket</code>': '<code>Web<wbr>Socket</code>',
    'at most 1 h': 'at most 1\u00a0h',
  };
  for (const [given, expected] of Object.entries(CELLS)) assert.equal(breakable(given), expected);
});

describe('the site', () => {
  requireDist();
  const validate = validator(closed(schemaOf('guides-1')) as object);
  const folderOf = (lang: string) => (lang === 'en' ? '' : `${lang}/`);
  const read = (path: string) => readFileSync(join(DIST, path), 'utf8');
  const pages = new Map<string, Page>();
  const pageAt = (path: string): Page => {
    const page = pages.get(path) ?? parsePage(path, read(path));
    pages.set(path, page);
    return page;
  };
  const hrefsOf = (path: string) =>
    pageAt(path).tags.flatMap(({ name, attributes }) =>
      name === 'a' ? [attributes.href ?? ''] : [],
    );

  for (const lang of languages) {
    const folder = folderOf(lang);
    test(`${lang}: every guide has its page, its Markdown and a line in the list, the sitemap and llms.txt`, () => {
      const list = hrefsOf(`${folder}guides.html`);
      for (const { names, data } of english) {
        const path = `${folder}guides/${names.folder}`;
        assert.ok(existsSync(join(DIST, `${path}.html`)), path);
        assert.ok(
          list.some((href) => href.endsWith(`/${path}`)),
          `${path} in the list`,
        );
        assert.ok(read(`${folder}llms.txt`).includes(`/${path}.md)`), `${path} in llms.txt`);
        const own = guides.find(
          (one) => one.names.lang === lang && one.names.folder === names.folder,
        );
        // A page that stands in English in a language that grows is kept from search engines.
        assert.equal(
          read(`sitemap-${lang}.xml`).includes(`/${path}</loc>`),
          own !== undefined,
          `${path} in the sitemap`,
        );
        assert.ok(read(`${path}.md`).startsWith(`# ${(own?.data ?? data).title}\n`));
      }
    });

    test(`${lang}: the JSON of a guide has the shape that its schema describes, and says what the page says`, () => {
      for (const { names, data, body } of english) {
        const path = `${folder}guides/${names.folder}`;
        const file = JSON.parse(read(`${path}.json`)) as ApiGuide;
        assert.deepEqual(validate(file), [], path);
        const own = guides.find(
          (one) => one.names.lang === lang && one.names.folder === names.folder,
        );
        assert.equal(file.title, (own?.data ?? data).title.replaceAll('`', ''));
        const { steps, outcomes, parts, sources } = guideParts(body);
        assert.deepEqual(
          file.outcomes.map(({ id, sends }) => [id, sends !== null]),
          outcomes.map(({ id, code }) => [id, code !== undefined]),
        );
        for (const { answers } of file.steps)
          for (const { next } of answers)
            assert.ok(
              next === null || [...file.steps, ...file.outcomes].some(({ id }) => id === next),
              `${path}: ${next}`,
            );
        assert.deepEqual(
          [...file.steps, ...file.parts].map(({ id, answers }) => [id, answers.length]),
          [...steps, ...parts].map(({ id, answers }) => [id, answers.length]),
        );
        assert.ok(file.sources.length >= sources.length);
        for (const { url } of [...file.steps, ...file.outcomes, ...file.parts])
          assert.ok(pageAt(`${path}.html`).ids.includes(url.split('#')[1]!), url);
      }
    });

    test(`${lang}: the causes that a guide serves link it, and so does their Markdown`, () => {
      for (const { names, data } of readKind('guideFacts', files)) {
        const guide = `/${folder}guides/${names.folder}`;
        const codes = Map.groupBy(data.serves ?? [], (place) => place.split('#')[0]!);
        for (const [code, places] of codes) {
          const page = code === 'as-sender' ? '1003' : code;
          const links = hrefsOf(`${folder}${page}.html`).filter((href) => href.endsWith(guide));
          assert.ok(links.length >= places.length, `${page}: ${guide} ${links.length} times`);
          assert.ok(read(`${folder}${page}.md`).includes(`${guide})`), `${page}.md: ${guide}`);
        }
      }
    });

    test(`${lang}: tables, drawings and programs of a guide stand on its page and in its Markdown`, () => {
      for (const { names, body } of english) {
        const path = `${folder}guides/${names.folder}`;
        const page = read(`${path}.html`);
        const markdown = read(`${path}.md`);
        assert.ok(!/<(?:Table|Drawing|Program)\b/.test(markdown), `${path}.md: a tag`);
        const { tables, programs } = JSON.parse(read(`${path}.json`)) as ApiGuide;
        for (const [name, { columns, rows }] of Object.entries(tables)) {
          assert.ok(body.includes(`<Table of="${name}" />`));
          assert.ok(markdown.includes(`| ${columns.join(' | ')} |`), `${path}.md: ${name}`);
          for (const { cells } of rows) assert.equal(cells.length, columns.length, name);
        }
        const shown = page.match(/class="program"/g) ?? [];
        assert.equal(shown.length, Object.keys(programs).length, `${path}: programs`);
        for (const [file, text] of Object.entries(programs))
          assert.ok(markdown.includes(text), `${path}.md: ${file}`);
      }
    });

    test(`${lang}: the tree and the steps have the same links, one for each answer, and so has the Markdown`, () => {
      for (const { names, body } of english) {
        const path = `${folder}guides/${names.folder}`;
        const { steps, outcomes } = guideParts(body);
        // Where the steps lead to outcomes, they are the drawing.
        const places = outcomes.length ? 1 : 2;
        const wanted = steps.flatMap(({ answers }) =>
          answers.map(({ next, to, cause }) =>
            next ? `#${next}` : `/${folder}${to}#fix-${cause}`,
          ),
        );
        const hrefs = hrefsOf(`${path}.html`);
        for (const href of new Set(wanted)) {
          const times = wanted.filter((other) => other === href).length;
          const found = hrefs.filter((other) => other.endsWith(href)).length;
          assert.ok(found >= places * times, `${href} ${found} times, expected ${places * times}`);
          assert.ok(read(`${path}.md`).includes(`${href})`), `${href} in the Markdown`);
        }
      }
    });

    test(`${lang}: a code whose causes a guide leads to has a link to it, and every page has one to the list`, () => {
      assert.ok(
        hrefsOf(`${folder}1006.html`).some((href) =>
          href.endsWith(`/${folder}guides/find-the-cause`),
        ),
      );
      assert.ok(
        !hrefsOf(`${folder}1000.html`).some((href) => href.endsWith('/guides/find-the-cause')),
      );
      assert.ok(hrefsOf(`${folder}1000.html`).some((href) => href.endsWith(`/${folder}guides`)));
    });
  }
});
