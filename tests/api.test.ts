/** What other programs read: JSON, Markdown, llms.txt, OpenSearch, JSON-LD, Open Graph. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import type { ApiCode, ApiCodes, ApiMessages, ApiOneCode } from '../src/lib/publishing/api.ts';
import { passage } from '../src/lib/text/entry.ts';
import { codeSpan, toMarkdown, toPlain, type TagTargets } from '../src/lib/text/markdown.ts';
import { readMdx, splitFrontMatter } from '../src/lib/text/mdx.ts';
import { structuredData } from '../src/lib/publishing/structured.ts';
import { HEAVIEST_PICTURE, HOME, SIZE, withPalette } from '../src/tasks/og.ts';
import { parseHeaders } from '../src/lib/publishing/headers.ts';
import { brotliSize } from '../src/tasks/weights.ts';
import { codesIn, languages } from './support/fixture-content.ts';
import { parsePage, type Page } from './support/pages.ts';
import { schemaOf, validator } from './support/schema.ts';
import { broken, shapeOf, type Shape } from './support/shape.ts';
import { DIST, requireDist, siteUrl } from './support/site.ts';

/** Markdown without its code, fenced and inline. */
const proseOf = (markdown: string): string =>
  markdown.replace(/^```[\s\S]*?^```$/gm, '').replace(/(?<!`)(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, '');

const ROOT = join(import.meta.dirname, '..');
const ORIGIN = process.env.SITE_URL || 'http://localhost:4321';
const BASE = process.env.BASE ?? '';
const TOP = `${ORIGIN}${BASE}/`;

const read = (path: string): string => readFileSync(join(DIST, path), 'utf8');
const json = <T>(path: string): T => JSON.parse(read(path)) as T;
const ids = codesIn('en').map(({ id }) => id);
/** `` and `vi/`. */
const folders = languages.map((lang) => (lang === 'en' ? '' : `${lang}/`));
/** Where the text stands that a language shows of an entry: its own, or the English that stands in for it. */
const textOf = (folder: string, entry: string): string =>
  existsSync(join(ROOT, `content/${entry}/${folder.slice(0, -1)}.mdx`)) ? folder : '';
const langOf = (folder: string): string => folder.slice(0, -1) || 'en';
const each = <T>(make: (folder: string, id: string) => T): T[] =>
  folders.flatMap((folder) => ids.map((id) => make(folder, id)));
const none = (findings: string[]): void => {
  if (findings.length)
    assert.fail([`${findings.length} found`, ...findings.slice(0, 20)].join('\n'));
};

requireDist();
const url = await siteUrl();

const pages = new Map<string, Page | undefined>();
/** The page at an address of this site. */
function pageAt(pathname: string): Page | undefined {
  if (!pages.has(pathname)) {
    const path = pathname.slice(`${BASE}/`.length);
    const file = path === '' || path.endsWith('/') ? `${path}index.html` : `${path}.html`;
    pages.set(
      pathname,
      globSync(file, { cwd: DIST }).length ? parsePage(file, read(file)) : undefined,
    );
  }
  return pages.get(pathname);
}

/** Why an address leads nowhere, if it is one of this site and does. */
function deadEnd(address: string): string | undefined {
  if (!address.startsWith(TOP)) return undefined;
  const { pathname, hash } = new URL(address);
  if (/\.\w+$/.test(pathname))
    return globSync(pathname.slice(`${BASE}/`.length), { cwd: DIST }).length
      ? undefined
      : `${address} is no file`;
  const page = pageAt(pathname);
  if (!page) return `${address} is no page`;
  return !hash || page.ids.includes(hash.slice(1)) ? undefined : `${address} has no such id`;
}

/** Every string in a value. */
function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (value && typeof value === 'object')
    for (const item of Object.values(value)) yield* strings(item);
}

const schema = () => schemaOf('codes-1');

/** The same schema without room for fields that it does not describe. */
function closedCodes(node: unknown, place: string): unknown {
  if (Array.isArray(node)) return node.map((item) => closedCodes(item, place));
  if (!node || typeof node !== 'object') return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, item]) => [key, closedCodes(item, key)]),
  );
  const isWhole = place === 'all' || place === 'one' || (place === 'items' && '$ref' in node);
  if (isWhole) copy.unevaluatedProperties = false;
  else if ('properties' in node && !['code', 'head', 'properties'].includes(place))
    copy.additionalProperties = false;
  return copy;
}

describe('codes.json and 1006.json', () => {
  test('have the shape that the schema describes, and no field that it does not', () => {
    const validate = validator(closedCodes(schema(), '') as object);
    none(
      folders.flatMap((folder) =>
        validate(json(`${folder}codes.json`)).map((error) => `${folder}codes.json${error}`),
      ),
    );
    none(
      each((folder, id) =>
        validate(json(`${folder}${id}.json`)).map((error) => `${folder}${id}.json${error}`),
      ).flat(),
    );
  });

  test('the schema refuses a field that is gone or of another type, and takes a new one', () => {
    const validate = validator(schema());
    const good = json<ApiOneCode>('1006.json');
    const { answer, ...gone } = good;
    assert.ok(answer);
    assert.notEqual(validate(gone).length, 0);
    assert.notEqual(validate({ ...good, first: '1006' }).length, 0);
    assert.notEqual(
      validate({ ...good, causes: good.causes.map((cause) => ({ ...cause, url: 'no address' })) })
        .length,
      0,
    );
    assert.notEqual(validate({ ...good, version: 2 }).length, 0);
    assert.deepEqual(validate({ ...good, another: 1 }), []);
  });

  test('each field of the schema is described', () => {
    const undescribed: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (!node || typeof node !== 'object') return;
      for (const [name, field] of Object.entries(
        (node as { properties?: Record<string, { description?: string; $ref?: string }> })
          .properties ?? {},
      )) {
        if (!field.description && !field.$ref) undescribed.push(`${path}.${name}`);
      }
      for (const [key, item] of Object.entries(node)) walk(item, `${path}/${key}`);
    };
    walk(schema(), '');
    none(undescribed);
  });

  test('it is published where the files say', () => {
    assert.equal(json<ApiCodes>('codes.json').schema, `${TOP}schema/codes-1.json`);
    assert.deepEqual(json('schema/codes-1.json'), schema());
  });

  test('hold every code once, in order, and the same of it', () => {
    for (const folder of folders) {
      const { codes, language } = json<ApiCodes>(`${folder}codes.json`);
      assert.deepEqual(
        codes.map(({ id }) => id),
        ids,
      );
      assert.equal(language, folder.slice(0, -1) || 'en');
      for (const code of codes) {
        const {
          schema: _,
          version,
          language: lang,
          licence,
          ...alone
        } = json<ApiOneCode>(`${folder}${code.id}.json`);
        assert.deepEqual([alone, version, lang, licence], [code, 1, language, 'CC-BY-4.0']);
      }
    }
  });

  test('every address of this site leads to a page and an id on it', () => {
    none(
      [...new Set(folders.flatMap((folder) => [...strings(json(`${folder}codes.json`))]))].flatMap(
        (text) => deadEnd(text) ?? [],
      ),
    );
  });

  test('notices name causes; the text has no mark-up', () => {
    for (const folder of folders) {
      for (const code of json<ApiCodes>(`${folder}codes.json`).codes) {
        assert.ok(
          code.causes.length > 0 && code.asSender && code.description,
          `${folder}${code.id}`,
        );
        none(
          code.notices
            .filter(({ cause }) => !code.causes.some(({ id }) => id === cause))
            .map(({ cause }) => `${code.id}: ${cause}`),
        );
        none(
          [...strings(code)]
            .filter((text) =>
              // French has a no-break space before its signs; a plain one is what a tag has left.
              /<\/?(?:CodeLink|Source|Remedy|Sign|Title|Notice)\b|\]\(http|^```|[ \n][.,;](?:\s|$)|[ \n]:$/m.test(
                text,
              ),
            )
            .map((text) => `${folder}${code.id}: ${text}`),
        );
      }
    }
  });

  test('say what is known of 1006, 1012 and 4000-4999', () => {
    const of = (id: string): ApiCode => json<ApiOneCode>(`${id}.json`);
    const { first, last, name, onTheWire, setBy, wasClean, browserMaySend, bytes } = of('1006');
    assert.deepEqual(
      { first, last, name, onTheWire, setBy, wasClean, browserMaySend, bytes },
      {
        first: 1006,
        last: 1006,
        name: 'Abnormal Closure',
        onTheWire: false,
        setBy: 'self',
        wasClean: false,
        browserMaySend: false,
        bytes: { first: '03 EE', last: '03 EE' },
      },
    );
    assert.deepEqual([of('1012').reconnect.minSeconds, of('1012').reconnect.maxSeconds], [5, 30]);
    assert.deepEqual(
      [of('4000-4999').first, of('4000-4999').last, of('4000-4999').browserMaySend],
      [4000, 4999, true],
    );
  });

  test('hold no moment of a build', () => {
    for (const path of ['codes.json', 'messages.json', 'llms.txt', '1006.md'])
      assert.doesNotMatch(read(path), /\d{4}-\d\d-\d\dT\d\d:/, path);
  });
});

describe('shapes that programs rely on', () => {
  const frozen = JSON.parse(readFileSync(join(ROOT, 'tests/shapes-1.json'), 'utf8')) as Record<
    'codes' | 'code' | 'messages',
    Shape
  >;
  const MAPS = ['.libraries[].constants', '.messages[].meaning'];

  test('codes.json, in every language', () =>
    none(folders.flatMap((folder) => broken(frozen.codes, shapeOf(json(`${folder}codes.json`))))));
  test('1006.json', () => none(broken(frozen.code, shapeOf(json('1006.json')))));
  test('messages.json', () => none(broken(frozen.messages, shapeOf(json('messages.json'), MAPS))));

  test('a field that is gone, another type and a field that is sometimes absent are found; a new one is not', () => {
    const before = shapeOf({
      list: [
        { a: 1, b: 'x' },
        { a: 2, b: null },
      ],
    });
    assert.deepEqual(before, {
      '.': 'object',
      '.list': 'array',
      '.list[]': 'object',
      '.list[].a': 'integer',
      '.list[].b': 'null|string',
    });
    assert.deepEqual(broken(before, shapeOf({ list: [{ a: 1, b: 'x', c: true }] })), []);
    assert.deepEqual(broken(before, shapeOf({ list: [{ a: 1 }] })), [
      '.list[].b is gone; it was null|string',
    ]);
    assert.deepEqual(broken(before, shapeOf({ list: [{ a: '1', b: 'x' }] })), [
      '.list[].a may be string now; it was integer',
    ]);
    assert.deepEqual(broken(before, shapeOf({ list: [{ a: 1, b: 'x' }, { b: 'y' }] })), [
      '.list[].a may be absent now; it was integer',
    ]);
  });
});

describe('messages.json', () => {
  test('holds every message of every library, with its cause', () => {
    const { libraries, messages, version } = json<ApiMessages>('messages.json');
    assert.equal(version, 1);
    assert.deepEqual(
      libraries.map(({ id }) => id),
      globSync('content/libraries/*.yml', { cwd: ROOT })
        .map((path) => path.replace(/^.*[/\\]|\.yml$/g, ''))
        .sort(),
    );
    const written = globSync('content/libraries/*.yml', { cwd: ROOT }).reduce(
      (sum, path) =>
        sum + (readFileSync(join(ROOT, path), 'utf8').match(/^ {2}- id:/gm)?.length ?? 0),
      0,
    );
    assert.equal(messages.length, written);
    none(
      messages
        .filter(({ library }) => !libraries.some(({ id }) => id === library))
        .map(({ text }) => text),
    );
    none(
      messages
        .filter(({ cause, url }) => cause && !url.endsWith(`#fix-${cause}`))
        .map(({ text, url }) => `${text}: ${url}`),
    );
    none([...new Set(messages.map(({ url }) => url))].flatMap((url) => deadEnd(url) ?? []));
  });
});

describe('Markdown', () => {
  test('has no tag, no brace and no mark of MDX outside code', () => {
    none(
      each((folder, id) =>
        [...proseOf(read(`${folder}${id}.md`)).matchAll(/<[^\n]{0,40}|\{[^\n]{0,40}|\/>/g)].map(
          ([found]) => `${folder}${id}.md: ${found}`,
        ),
      ).flat(),
    );
  });

  test('has every word of code and every block that the entry has', () => {
    none(
      each((folder, id) => {
        const markdown = read(`${folder}${id}.md`);
        const { body } = splitFrontMatter(
          readFileSync(
            join(ROOT, `content/codes/${id}/${langOf(textOf(folder, `codes/${id}`))}.mdx`),
            'utf8',
          ),
        );
        const mdx = readMdx(body);
        const spans = mdx.all
          .filter(({ type }) => type === 'inlineCode')
          .map(({ start, end }) => body.slice(start, end));
        const blocks = mdx.blocks.map(({ language, code }) => `\`\`\`${language}\n${code}\`\`\``);
        // As often as there: what a tag swallowed may stand elsewhere too.
        const times = (all: string[], part: string) => all.filter((other) => other === part).length;
        return [...spans, ...blocks]
          .filter((part, _, all) => markdown.split(part).length - 1 < times(all, part))
          .map((part) => `${folder}${id}.md lacks ${part}`);
      }).flat(),
    );
  });

  test('has every cause with its number and address, and each fence is closed', () => {
    none(
      each((folder, id) => {
        const markdown = read(`${folder}${id}.md`);
        const { causes, url } = json<ApiOneCode>(`${folder}${id}.json`);
        assert.ok(
          markdown.startsWith(`# ${id.replace('-', '–')} `) && markdown.includes(`\n${url}\n`),
        );
        assert.equal((markdown.match(/^```/gm)?.length ?? 0) % 2, 0);
        return causes
          .filter(
            (cause, place) =>
              !markdown
                .replaceAll('`', '')
                .includes(`\n### ${place + 1}. ${cause.title}\n\n${cause.url}\n`),
          )
          .map((cause) => `${folder}${id}.md lacks ${cause.id}`);
      }).flat(),
    );
  });

  test('every link leads to an https address, or to a page of this site and an id on it', () => {
    none(
      each((folder, id) => {
        const prose = proseOf(read(`${folder}${id}.md`));
        const addresses = [...prose.matchAll(/\]\(([^)\s]*)\)|^(https?:\S+)$/gm)].map(
          ([, link, bare]) => (link ?? bare)!,
        );
        assert.ok(addresses.length > 5);
        return addresses
          .flatMap((address) =>
            address.startsWith(TOP)
              ? (deadEnd(address) ?? [])
              : address.startsWith('https://')
                ? []
                : `${address} is no address`,
          )
          .map((why) => `${folder}${id}.md: ${why}`);
      }).flat(),
    );
  });

  const targets: TagTargets = {
    link: (to, cause) => ({ name: to, url: `https://x/${to}${cause ? `#fix-${cause}` : ''}` }),
    source: (id) => ({ label: id.toUpperCase(), url: `https://s/${id}` }),
    bracketed: (text) => `(${text})`,
  };
  const cases: [source: string, markdown: string, plain: string][] = [
    ['See <CodeLink to={1008} />.', 'See [1008](https://x/1008).', 'See 1008.'],
    [
      '<CodeLink to={1006} cause="tls">the `tls` one</CodeLink>!',
      '[the `tls` one](https://x/1006#fix-tls)!',
      'the tls one!',
    ],
    [
      'It prints `a <Source id="x" /> b` <Source id="ws" />; then',
      'It prints `a <Source id="x" /> b` ([WS](https://s/ws)); then',
      'It prints a <Source id="x" /> b; then',
    ],
    [
      'A **bold** word, `**kept**` &lt;3',
      'A **bold** word, `**kept**` &lt;3',
      'A bold word, **kept** <3',
    ],
    [
      'Run:\n\n```js\nf(`*a*`); // <CodeLink to={1} />\n```\n\nThen `b`.',
      'Run:\n\n```js\nf(`*a*`); // <CodeLink to={1} />\n```\n\nThen `b`.',
      'Run:\n\nf(`*a*`); // <CodeLink to={1} />\n\nThen b.',
    ],
  ];
  for (const [source, markdown, plain] of cases) {
    test(JSON.stringify(source), () => {
      assert.equal(toMarkdown(passage(source), targets), markdown);
      assert.equal(toPlain(passage(source), targets), plain);
    });
  }

  test('code of one line may hold backquotes', () => {
    assert.deepEqual(['a', 'a`b', '`a``b`'].map(codeSpan), ['`a`', '``a`b``', '``` `a``b` ```']);
  });
});

describe('llms.txt', () => {
  for (const folder of folders) {
    test(`${folder}llms.txt is a title, a quotation and lists of links that exist`, () => {
      const lines = read(`${folder}llms.txt`).split('\n').filter(Boolean);
      assert.equal(lines[0], '# Close Codes');
      assert.match(lines[1]!, /^> \S/);
      const links = lines
        .slice(2)
        .filter((line) => !/^## \S/.test(line))
        .map(
          (line) =>
            /^- \[[^\]]+\]\((\S+)\): \S/.exec(line)?.[1] ??
            assert.fail(`"${line}" is no link with a note`),
        );
      none(links.flatMap((link) => deadEnd(link) ?? []));
      none(
        ids.map((id) => `${TOP}${folder}${id}.md`).filter((address) => !links.includes(address)),
      );
    });
  }
});

describe('opensearch.xml', () => {
  test('names a search page that exists', () => {
    for (const folder of folders) {
      const xml = read(`${folder}opensearch.xml`);
      const template = /<Url type="text\/html" template="([^"]+)"\/>/.exec(xml)?.[1];
      assert.equal(template, `${TOP}${folder}search?q={searchTerms}`);
      assert.ok(pageAt(new URL(template).pathname));
      assert.ok(/<ShortName>(.*?)<\/ShortName>/.exec(xml)![1]!.length <= 16);
    }
  });

  test('is linked from home and the search page, and nowhere else', () => {
    const linked = globSync('**/*.html', { cwd: DIST })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => read(path).includes('rel="search"'))
      .sort();
    assert.deepEqual(
      linked,
      folders.flatMap((folder) => [`${folder}index.html`, `${folder}search.html`]).sort(),
    );
  });
});

describe('headers', () => {
  const OPEN = [
    'codes.json',
    '1006.json',
    '4000-4999.json',
    'vi/1006.json',
    '1006.md',
    'vi/0-999.md',
    'llms.txt',
    'messages.json',
    'schema/codes-1.json',
    'vi/codes.json',
    'decoder.json',
    'vi/words.json',
    'vi/ui.json',
    'vi/search.json',
  ];
  const OWN = [
    '',
    '1006',
    'vi/1006',
    '1003-vs-1008',
    '1006-messages',
    'sitemap.xml',
    'pagefind/pagefind.js',
    'og/1006.png',
  ];

  test('scripts of other sites may read the data and nothing else', async () => {
    for (const path of OPEN)
      assert.equal(
        (await fetch(`${url}/${path}`)).headers.get('access-control-allow-origin'),
        '*',
        path,
      );
    for (const path of OWN)
      assert.equal(
        (await fetch(`${url}/${path}`)).headers.get('access-control-allow-origin'),
        null,
        path,
      );
  });

  test('each file has its type, and /1006 is still the page', async () => {
    const types = {
      '1006': 'text/html; charset=utf-8',
      '1006.json': 'application/json; charset=utf-8',
      '1006.md': 'text/markdown; charset=utf-8',
      'vi/1006.md': 'text/markdown; charset=utf-8',
      'llms.txt': 'text/plain; charset=utf-8',
      'opensearch.xml': 'application/opensearchdescription+xml',
      'og/1006.png': 'image/png',
    };
    for (const [path, type] of Object.entries(types)) {
      const response = await fetch(`${url}/${path}`);
      assert.deepEqual([response.status, response.headers.get('content-type')], [200, type], path);
    }
  });

  test('every file has one rule for caching, and hosts read all rules', () => {
    const rules = parseHeaders(read('_headers'));
    assert.ok(rules.length <= 100, `${rules.length} rules; Cloudflare Pages reads 100`);
    for (const path of [...OPEN, ...OWN]) {
      const caching = rules
        .filter(({ pattern }) => pattern.test(`${BASE}/${path}`))
        .flatMap(({ headers }) => headers)
        .filter(([name]) => name === 'Cache-Control');
      assert.equal(caching.length, 1, path);
    }
  });
});

describe('JSON-LD', () => {
  test('each page of a code says what it defines and where it stands, in at most 200 bytes', async () => {
    for (const folder of folders) {
      for (const id of ids) {
        const html = read(`${folder}${id}.html`);
        const own = textOf(folder, `codes/${id}`);
        const blocks = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)];
        assert.equal(blocks.length, 1, `${folder}${id}`);
        const {
          '@context': context,
          '@graph': [article, trail],
        } = JSON.parse(blocks[0]![1]!);
        const { title } = json<ApiOneCode>(`${folder}${id}.json`);
        assert.equal(context, 'https://schema.org');
        assert.deepEqual(
          [
            article['@type'],
            article.url,
            article.inLanguage,
            article.about['@type'],
            article.about.termCode,
            article.about.name,
          ],
          ['TechArticle', `${TOP}${own}${id}`, langOf(own), 'DefinedTerm', id, title],
        );
        assert.deepEqual(
          [
            trail['@type'],
            trail.itemListElement.map(({ position }: { position: number }) => position),
            trail.itemListElement[0].item,
          ],
          ['BreadcrumbList', [1, 2], `${TOP}${own}`],
        );
      }
      // Where English stands in for a translation, nobody finds the page by it.
      if (!json<ApiOneCode>(`${folder}1006.json`).translated) continue;
      const html = read(`${folder}1006.html`);
      const bytes =
        (await brotliSize(html)) -
        (await brotliSize(html.replace(/<script type="application\/ld\+json">.*?<\/script>/s, '')));
      assert.ok(
        bytes <= 200,
        `${folder}1006: its JSON-LD is ${bytes} bytes of the page; expected at most 200; shorten src/lib/publishing/structured.ts, or change the order of its fields: how well they compress depends on the page`,
      );
    }
  });

  test('a comparison says that it is about both codes', () => {
    for (const folder of folders) {
      const html = read(`${folder}1003-vs-1008.html`);
      const own = textOf(folder, 'comparisons/1003-vs-1008');
      const [article] = JSON.parse(
        /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)![1]!,
      )['@graph'];
      assert.deepEqual(
        [
          article.url,
          article.inLanguage,
          article.about.map(({ termCode }: { termCode: string }) => termCode),
        ],
        [`${TOP}${own}1003-vs-1008`, langOf(own), ['1003', '1008']],
      );
      assert.match(html, /<meta property="og:image" content="[^"]*\/og\/close-codes\.png">/);
    }
  });

  test('cannot end its script', () => {
    const text = structuredData({
      url: 'u',
      headline: '</script><b>',
      lang: 'en',
      home: 'h',
      crumb: '<!--',
      terms: [],
    });
    assert.doesNotMatch(text, /</);
    assert.equal(JSON.parse(text)['@graph'][0].headline, '</script><b>');
  });
});

describe('Open Graph', () => {
  const meta = (page: Page, name: string) =>
    page.tags.find(
      (tag) => tag.name === 'meta' && (tag.attributes.property ?? tag.attributes.name) === name,
    )?.attributes.content;

  test('pages of codes and home name their title, address and a picture that exists', () => {
    for (const folder of folders) {
      for (const id of ['', ...ids]) {
        const page = pageAt(`${BASE}/${folder}${id}`)!;
        assert.equal(meta(page, 'og:title'), page.tags.find(({ name }) => name === 'title')!.text);
        const own = id ? textOf(folder, `codes/${id}`) : folder;
        assert.equal(meta(page, 'og:url'), `${TOP}${own}${id}`);
        assert.equal(meta(page, 'og:image'), `${TOP}og/${id || HOME}.png`);
        assert.equal(meta(page, 'twitter:card'), 'summary_large_image');
      }
    }
  });

  for (const name of [...ids, HOME]) {
    test(`${name}.png is ${SIZE.width} × ${SIZE.height} and at most ${HEAVIEST_PICTURE} bytes`, () => {
      const png = readFileSync(join(ROOT, `public/og/${name}.png`));
      assert.equal(png.toString('latin1', 1, 4), 'PNG');
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [SIZE.width, SIZE.height]);
      assert.ok(
        png.length > 2000 && png.length <= HEAVIEST_PICTURE,
        `${png.length} bytes; draw it again: npm run og`,
      );
    });
  }

  test('no picture is of a code that is gone', () => {
    assert.deepEqual(
      globSync('*', { cwd: join(ROOT, 'public/og') }).sort(),
      [...ids, HOME].map((name) => `${name}.png`).sort(),
    );
  });

  test('a picture is drawn with sixteen colours, and its paper and its ink stay as they are', async () => {
    const [side, paper, ink] = [64, [255, 255, 255], [10, 104, 71]];
    // Paper above, ink below, and one row between them in which a shade is at each place.
    const colourAt = (x: number, y: number) =>
      y < 40
        ? paper
        : y > 40
          ? ink
          : paper.map((light, part) => Math.round(light + ((ink[part]! - light) * x) / side));
    const pixels = Array.from({ length: side ** 2 }, (_, place) =>
      colourAt(place % side, Math.floor(place / side)),
    );
    const shot = await sharp(Uint8Array.from(pixels.flat()), {
      raw: { width: side, height: side, channels: 3 },
    })
      .png()
      .toBuffer();
    const png = await withPalette(shot);
    // Bits a pixel, and 3 for a palette (PNG, 11.2.1).
    assert.deepEqual([...png.subarray(24, 26)], [4, 3]);
    const { data, info } = await sharp(png)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    assert.deepEqual([info.width, info.height], [side, side]);
    const drawn = pixels.map((_, place) => [...data.subarray(place * 3, place * 3 + 3)]);
    pixels.forEach((colour, place) => {
      if (colour === paper || colour === ink) assert.deepEqual(drawn[place], colour);
    });
  });
});
