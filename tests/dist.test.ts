/** What only the finished site can show: every page of `dist/` as hosts will serve it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { parseHeaders } from '../src/lib/publishing/headers.ts';
import { anchorsOf } from '../src/lib/publishing/permalinks.ts';
import {
  brotliSize,
  decoderWeight,
  HEAVIEST_DECODER,
  HEAVIEST_FURTHER,
  HEAVIEST_PAGE,
  HEAVIEST_SCRIPT,
  HEAVIEST_SEARCH,
  HEAVIEST_OWN_STYLE,
  HEAVIEST_STYLE,
  isEntryPage,
  isFurtherPage,
  isOver,
  scriptWeight,
  searchWeight,
  styleWeight,
} from '../src/tasks/weights.ts';
import { languages, localeIn } from './support/fixture-content.ts';
import { readPages, type Page, type Tag } from './support/pages.ts';
import { DIST, requireDist } from './support/site.ts';

const ORIGIN = process.env.SITE_URL || 'http://localhost:4321';
const BASE = process.env.BASE ?? '';

/** Resources that a page loads by itself, and the attributes that name them. */
const LOADS: Record<string, string[]> = {
  script: ['src'],
  img: ['src', 'srcset'],
  source: ['src', 'srcset'],
  iframe: ['src'],
  video: ['src', 'poster'],
  audio: ['src'],
  embed: ['src'],
  object: ['data'],
  use: ['href', 'xlink:href'],
  image: ['href'],
  form: ['action'],
};

let pages: Page[];
let byPath: Map<string, Page>;
let files: Set<string>;

before(() => {
  requireDist();
  pages = readPages(DIST);
  byPath = new Map(pages.map((page) => [page.path, page]));
  files = new Set(
    globSync('**/*', { cwd: DIST, exclude: (name) => name === '_headers' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => statSync(join(DIST, path)).isFile()),
  );
});

/** Fails with the findings, a line each and twenty at most. */
function none(findings: string[], expected: string): void {
  const more = findings.length > 20 ? [`… and ${findings.length - 20} more`] : [];
  if (findings.length)
    assert.fail(
      [`${findings.length} found; expected ${expected}`, ...findings.slice(0, 20), ...more].join(
        '\n',
      ),
    );
}

/** One line for each thing that `look` finds on a page. */
const onPages = (look: (page: Page) => string[]): string[] =>
  pages.flatMap((page) => look(page).map((found) => `${page.path}: ${found}`));

/** Address of a page: `/vi/1006` for vi/1006.html. */
const addressOf = (path: string): string =>
  `${BASE}/${path.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '')}`;

/** The file that hosts send for an address of this site, without query and anchor. */
function fileAt(pathname: string): string | undefined {
  if (!pathname.startsWith(`${BASE}/`)) return undefined;
  const path = decodeURIComponent(pathname.slice(BASE.length + 1));
  const candidates =
    path === '' || path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`];
  return candidates.find((file) => files.has(file));
}

const named = (page: Page, name: string): Tag[] => page.tags.filter((tag) => tag.name === name);
const relOf = (tag: Tag): string[] => (tag.attributes.rel ?? '').toLowerCase().split(/\s+/);
const links = (page: Page, rel: string): Tag[] =>
  named(page, 'link').filter((tag) => relOf(tag).includes(rel));
const canonicalOf = (page: Page): string | undefined =>
  links(page, 'canonical')[0]?.attributes.href;
const isIndexed = (page: Page): boolean =>
  !named(page, 'meta').some(
    ({ attributes }) => attributes.name === 'robots' && attributes.content?.includes('noindex'),
  );
const languageOf = (page: Page): string => named(page, 'html')[0]?.attributes.lang ?? '';
/** The sitemaps that the index names, as text. */
const sitemaps = (): string[] =>
  [...readFileSync(join(DIST, 'sitemap.xml'), 'utf8').matchAll(/<loc>([^<]+)<\/loc>/g)].map(
    ([, address]) => readFileSync(join(DIST, address!.slice(`${ORIGIN}${BASE}/`.length)), 'utf8'),
  );

/** The translations of each page as the sitemaps name them: address of the page, then languages and addresses. */
const alternates = (): Map<string, Map<string, string>> =>
  new Map(
    sitemaps()
      .flatMap((xml) => [...xml.matchAll(/<url><loc>([^<]+)<\/loc>(.*?)<\/url>/g)])
      .map(([, address, links]) => [
        address!,
        new Map(
          [...links!.matchAll(/hreflang="([^"]+)" href="([^"]+)"/g)].map(([, lang, to]) => [
            lang!,
            to!,
          ]),
        ),
      ]),
  );

/** The page that has this full address, if it is one of this site. */
const pageAt = (address: string): Page | undefined =>
  address.startsWith(`${ORIGIN}/`)
    ? byPath.get(fileAt(new URL(address).pathname) ?? '')
    : undefined;

/** Why a link of a page leads nowhere, if it does. */
function deadEnd(page: Page, href: string): string | undefined {
  const url = URL.parse(href, ORIGIN + addressOf(page.path));
  if (!url) return 'is not an address';
  if (url.origin !== ORIGIN || /^(?:mailto|data):$/.test(url.protocol)) return undefined;
  const file = fileAt(url.pathname);
  if (!file) return 'leads to no file';
  const anchor = decodeURIComponent(url.hash.slice(1));
  // What is typed on the search page stands behind its #.
  if (!anchor || anchor.startsWith('q=')) return undefined;
  const ids = byPath.get(file)?.ids;
  return ids && !ids.includes(anchor) ? `leads to ${file}, which has no id "${anchor}"` : undefined;
}

describe('links', () => {
  test('every internal link leads to a file, and to an id if it names one', () => {
    const hrefs = (page: Page) =>
      [...named(page, 'a'), ...named(page, 'area'), ...named(page, 'link')].flatMap(
        ({ attributes }) => attributes.href ?? [],
      );
    none(
      onPages((page) =>
        [...new Set(hrefs(page))].flatMap((href) => {
          const why = deadEnd(page, href);
          return why ? [`"${href}" ${why}`] : [];
        }),
      ),
      'links to files of dist/ and their ids',
    );
  });

  test('no link has a slash too many or an .html', () => {
    none(
      onPages((page) =>
        named(page, 'a').flatMap(({ attributes: { href = '' } }) => {
          const url = URL.parse(href, ORIGIN + addressOf(page.path));
          const file = url?.origin === ORIGIN ? fileAt(url.pathname) : undefined;
          return file?.endsWith('.html') && url!.pathname !== addressOf(file)
            ? `"${href}"; the page is ${addressOf(file)}`
            : [];
        }),
      ),
      'the address that is the page',
    );
  });

  test('ids are unique on a page', () => {
    none(
      onPages(({ ids }) =>
        [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))].map(
          (id) => `id "${id}" stands more than once`,
        ),
      ),
      'each id once',
    );
  });

  test('what counts as a permanent anchor is an id of the page', () => {
    none(
      onPages(({ html, ids }) => {
        const known = new Set(ids);
        return [...anchorsOf(html)].filter((id) => !known.has(id));
      }),
      'ids that a parser finds too: tests/permalinks.test.ts reads them with anchorsOf',
    );
  });

  test('labels and descriptions name ids of the page', () => {
    const REFERENCES = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for', 'headers'];
    none(
      onPages((page) =>
        page.tags.flatMap(({ attributes }) =>
          REFERENCES.flatMap((name) =>
            (attributes[name] ?? '')
              .split(/\s+/)
              .filter((id) => id && !page.ids.includes(id))
              .map((id) => `${name}="${id}" names no id`),
          ),
        ),
      ),
      'ids of the same page',
    );
  });
});

test('every place of a sentence is filled', () => {
  // Templates of addresses are code, and what a script fills is an attribute.
  const code = ['script', 'style', 'code', 'pre', 'samp', 'span'];
  none(
    onPages(({ tags }) =>
      tags.flatMap(({ name, text }) => (code.includes(name) ? [] : (text.match(/\{\w+\}/g) ?? []))),
    ),
    'no {place} in the words of a page',
  );
});

describe('the head', () => {
  test('language, title, description and viewport are there', () => {
    none(
      onPages((page): string[] =>
        [
          languageOf(page) ? [] : 'no <html lang>',
          named(page, 'title')[0]?.text.trim() ? [] : 'no <title>',
          named(page, 'meta').some(
            ({ attributes }) => attributes.name === 'description' && attributes.content?.trim(),
          )
            ? []
            : 'no description',
          named(page, 'meta').some(({ attributes }) => attributes.name === 'viewport')
            ? []
            : 'no viewport',
        ].flat(),
      ),
      'all four',
    );
  });

  test('a page in the folder of a language is in that language', () => {
    none(
      onPages((page): string[] => {
        const first = page.path.split('/')[0]!;
        const folder = languages.includes(first) ? first : 'en';
        return languageOf(page) === folder
          ? []
          : [`<html lang="${languageOf(page)}">, but the folder says ${folder}`];
      }),
      'one language a folder',
    );
  });

  test("the canonical address is the page itself; a page in another page's words asks not to be indexed", () => {
    none(
      onPages((page) => {
        const found = links(page, 'canonical').map(({ attributes }) => attributes.href ?? '');
        if (found.length !== 1) return [`${found.length} canonical addresses`];
        if (found[0] === ORIGIN + addressOf(page.path)) return [];
        if (isIndexed(page)) return [`canonical ${found[0]}, without noindex`];
        return pageAt(found[0]!) ? [] : [`canonical ${found[0]}, which is no page`];
      }),
      `one canonical address below ${ORIGIN}${BASE}/`,
    );
  });

  test('alternates are complete and mutual, with x-default', () => {
    const all = alternates();
    assert.ok(all.size > 0, 'the sitemaps name no page');
    none(
      [...all].flatMap(([address, own]) => {
        const found: string[] = [];
        const page = pageAt(address);
        if (!page || own.get(languageOf(page)) !== address) found.push('is not among its own');
        if (own.get('x-default') !== own.get('en')) found.push('x-default is not the English page');
        for (const [lang, to] of own) {
          const other = pageAt(to);
          if (!other) found.push(`hreflang="${lang}" is ${to}, which is no page`);
          else if (lang !== 'x-default' && languageOf(other) !== lang)
            found.push(`hreflang="${lang}" is ${to}, a page in ${languageOf(other)}`);
          else if (JSON.stringify([...(all.get(to) ?? [])]) !== JSON.stringify([...own]))
            found.push(`hreflang="${lang}" is ${to}, which names other alternates`);
        }
        return found.map((line) => `${address}: ${line}`);
      }),
      'the same alternates for every page that they name',
    );
  });

  test('the menu says where English stands in for a translation', () => {
    const all = alternates();
    none(
      onPages((page) => {
        const own = all.get(canonicalOf(page) ?? '');
        const menu = named(page, 'a').filter(({ attributes }) => attributes.hreflang);
        return own
          ? menu
              .filter(
                ({ attributes: { lang, hreflang } }) => (hreflang === lang) !== own.has(lang!),
              )
              .map(({ attributes }) => `menu: ${attributes.lang} leads to ${attributes.hreflang}`)
          : [];
      }),
      'hreflang of the language itself where the page is written in it, else en',
    );
  });

  test('two pages that are indexed never have the same title', () => {
    const byTitle = Map.groupBy(
      pages.filter(isIndexed),
      (page) => `${languageOf(page)} ${named(page, 'title')[0]?.text}`,
    );
    none(
      [...byTitle]
        .filter(([, same]) => same.length > 1)
        .map(([title, same]) => `"${title}": ${same.map(({ path }) => path).join(', ')}`),
      'a title of its own for each',
    );
  });
});

describe('the sitemap', () => {
  const addresses = (xml: string, pattern: RegExp) =>
    [...xml.matchAll(pattern)].map(([, address]) => address!.replaceAll('&amp;', '&'));
  const sitemap = () => sitemaps().join('\n');

  test('names only pages that are their own canonical address and may be indexed', () => {
    const all = [
      ...addresses(sitemap(), /<loc>([^<]+)<\/loc>/g),
      ...addresses(sitemap(), /<x:link\b[^>]*href="([^"]+)"/g),
    ];
    assert.ok(all.length > 0, 'sitemap.xml names no page');
    none(
      [...new Set(all)].flatMap((address) => {
        const page = pageAt(address);
        if (!page) return `${address} is no page`;
        return isIndexed(page) && canonicalOf(page) === address
          ? []
          : `${address} is not to be indexed`;
      }),
      'pages to be indexed',
    );
  });

  test('names each page once, and every page of a code', () => {
    const all = addresses(sitemap(), /<loc>([^<]+)<\/loc>/g);
    none(
      all.filter((address, place) => all.indexOf(address) !== place),
      'each address once',
    );
    none(
      pages
        .filter(
          (page) =>
            isEntryPage(page.path) &&
            !page.path.includes('-vs-') &&
            isIndexed(page) &&
            !all.includes(canonicalOf(page)!),
        )
        .map(({ path }) => `${path} is missing`),
      'every page of a code',
    );
  });

  test('robots.txt names it', () => {
    assert.match(
      readFileSync(join(DIST, 'robots.txt'), 'utf8'),
      new RegExp(`^Sitemap: ${RegExp.escape(`${ORIGIN}${BASE}`)}/sitemap\\.xml$`, 'm'),
    );
  });
});

describe('weight', () => {
  test(`every page of a code or a comparison is at most ${HEAVIEST_PAGE} bytes of brotli`, async () => {
    const entries = pages.filter(({ path }) => isEntryPage(path));
    assert.ok(entries.length > 0, 'dist/ has no page of a code');
    const heavy = entries.filter(({ html }) => isOver(html, HEAVIEST_PAGE));
    const sizes = await Promise.all(
      heavy.map(async ({ path, html }) => ({ path, size: await brotliSize(html) })),
    );
    none(
      sizes
        .filter(({ size }) => size > HEAVIEST_PAGE)
        .sort((a, b) => b.size - a.size)
        .map(({ path, size }) => `${path}: ${size} bytes`),
      `at most ${HEAVIEST_PAGE} bytes; shorten the text or the markup`,
    );
  });

  test(`the styles in a page are at most ${HEAVIEST_STYLE} bytes`, async () => {
    const weights = await Promise.all(
      pages.map(async ({ path, html }) => ({
        path,
        size: await styleWeight(html),
        hasOwn: /^<!doctype html><html[^>]* dir="?rtl|<style>:root\{word-break:/i.test(html),
      })),
    );
    none(
      weights
        .filter(({ size, hasOwn }) => size > HEAVIEST_STYLE + (hasOwn ? HEAVIEST_OWN_STYLE : 0))
        .map(({ path, size }) => `${path}: ${size} bytes`),
      `at most ${HEAVIEST_STYLE} bytes of brotli; leave out what the page has no use for`,
    );
  });

  test('lines break where the language of the page breaks them', () => {
    const asked = languages.filter((lang) => localeIn(lang).wordBreak);
    assert.ok(asked.includes('ko'));
    none(
      pages
        .filter((page) => {
          const { wordBreak } = localeIn(languageOf(page));
          return page.html.includes(':root{word-break:') !== Boolean(wordBreak);
        })
        .map(({ path }) => path),
      'word-break as format.wordBreak of its content/ui says',
    );
  });

  test(`a page has at most ${HEAVIEST_SCRIPT} bytes of script before search is used`, async () => {
    const weights = await Promise.all(
      pages
        .filter(({ path }) => !/(^|\/)search\.html$/.test(path))
        .map(async (page) => ({
          path: page.path,
          size: await scriptWeight(page.html, DIST, BASE),
        })),
    );
    none(
      weights
        .filter(({ size }) => size > HEAVIEST_SCRIPT)
        .map(({ path, size }) => `${path}: ${size} bytes`),
      `at most ${HEAVIEST_SCRIPT} bytes of brotli`,
    );
  });

  test(`numbers are answered with at most ${HEAVIEST_SEARCH} bytes`, async () => {
    const size = await searchWeight(DIST, BASE);
    assert.ok(size > 0, 'no search.json was found');
    assert.ok(
      size <= HEAVIEST_SEARCH,
      `the table of the codes and the scripts that load with it have ${size} bytes; expected at most ${HEAVIEST_SEARCH}; each code is some 25 of them: shorten src/client/search.ts or what src/pages/[...lang]/search.json.ts writes`,
    );
  });

  test(`what the decoder knows is at most ${HEAVIEST_DECODER} bytes`, async () => {
    const size = await decoderWeight(DIST);
    assert.ok(
      size <= HEAVIEST_DECODER,
      `decoder.json and the heaviest words.json have ${size} bytes; expected at most ${HEAVIEST_DECODER}`,
    );
  });

  test(`a further page is at most ${HEAVIEST_FURTHER} bytes`, async () => {
    const further = pages.filter(({ path }) => isFurtherPage(path));
    assert.ok(further.length > 0, 'no page such as 1006-messages.html was found');
    none(
      further.filter(({ html }) => isOver(html, HEAVIEST_FURTHER)).map(({ path }) => path),
      `at most ${HEAVIEST_FURTHER} bytes of brotli`,
    );
  });

  test('one request comes before the first paint', () => {
    const blocks = (tag: Tag) => {
      if (tag.name === 'link')
        return relOf(tag).some((rel) =>
          [
            'stylesheet',
            'preload',
            'modulepreload',
            'prefetch',
            'preconnect',
            'dns-prefetch',
          ].includes(rel),
        );
      return (
        tag.name === 'script' &&
        'src' in tag.attributes &&
        tag.attributes.type !== 'module' &&
        !('defer' in tag.attributes) &&
        !('async' in tag.attributes)
      );
    };
    none(
      onPages((page) => [
        ...page.tags
          .filter(blocks)
          .map(
            ({ name, attributes }) =>
              `<${name} ${attributes.rel ?? ''} ${attributes.href ?? attributes.src}>`,
          ),
        ...named(page, 'style').flatMap(
          ({ text }) => text.match(/@import[^;]*|url\((?!["']?(?:data:|#))[^)]*\)/g) ?? [],
        ),
      ]),
      'no stylesheet, preload or blocking script',
    );
  });
});

describe('privacy and the Content Security Policy', () => {
  test('nothing is loaded from another host', () => {
    const isForeign = (page: Page, address: string) => {
      const url = URL.parse(address, ORIGIN + addressOf(page.path));
      return url !== null && url.protocol !== 'data:' && url.origin !== ORIGIN;
    };
    none(
      onPages((page) =>
        page.tags.flatMap((tag) => {
          const addresses = (LOADS[tag.name] ?? []).flatMap((name) =>
            name === 'srcset'
              ? (tag.attributes[name] ?? '').split(',').map((part) => part.trim().split(/\s/)[0]!)
              : (tag.attributes[name] ?? []),
          );
          if (
            tag.name === 'link' &&
            !['canonical', 'alternate', 'license', 'author'].some((rel) => relOf(tag).includes(rel))
          )
            addresses.push(tag.attributes.href ?? '');
          return addresses
            .filter((address) => isForeign(page, address))
            .map((address) => `<${tag.name}> loads ${address}`);
        }),
      ),
      'resources of this host only',
    );
  });

  test('our scripts name no other host', () => {
    none(
      [...files]
        .filter((file) => /^_astro\/.*\.js$/.test(file))
        .flatMap((file) =>
          (
            readFileSync(join(DIST, file), 'utf8').match(
              /https?:\/\/(?!www\.w3\.org\/)[^"'`\s)]+/g,
            ) ?? []
          ).map((address) => `${file}: ${address}`),
        ),
      'addresses of this host only',
    );
  });

  test('no element has a style or an event attribute', () => {
    none(
      onPages((page) =>
        page.tags.flatMap(({ name, attributes }) =>
          Object.keys(attributes)
            .filter((attribute) => attribute === 'style' || attribute.startsWith('on'))
            .map((attribute) => `<${name} ${attribute}>`),
        ),
      ),
      'classes, and listeners in scripts',
    );
  });

  /** Sources of a directive, from the rule of `_headers` that holds for a page. */
  const sources = (address: string, directive: string): string[] => {
    const policy = parseHeaders(readFileSync(join(DIST, '_headers'), 'utf8'))
      .filter(({ pattern }) => pattern.test(address))
      .flatMap(({ headers }) => headers)
      .filter(([name]) => name === 'Content-Security-Policy');
    assert.equal(policy.length, 1, `${address} has ${policy.length} policies; expected one`);
    return (
      policy[0]![1]
        .split(';')
        .map((part) => part.trim().split(/\s+/))
        .find(([name]) => name === directive)
        ?.slice(1) ?? []
    );
  };
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

  test('the policy has a hash for every inline style and script', () => {
    none(
      onPages((page) => {
        const allowed = {
          style: sources(addressOf(page.path), 'style-src'),
          script: sources(addressOf(page.path), 'script-src'),
        };
        const inline = [
          ...named(page, 'style'),
          ...named(page, 'script').filter(
            ({ attributes }) => !('src' in attributes) && !/json/.test(attributes.type ?? ''),
          ),
        ];
        return inline
          .filter(({ name, text }) => !allowed[name as keyof typeof allowed].includes(hash(text)))
          .map(({ name, text }) => `<${name}> ${text.trim().slice(0, 60)}…`);
      }),
      'its hash in _headers',
    );
  });

  test('the policy allows nothing else inline and no other host', () => {
    const policy =
      readFileSync(join(DIST, '_headers'), 'utf8').match(/Content-Security-Policy: (.*)/)?.[1] ??
      '';
    assert.match(policy, /^default-src 'none';/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|unsafe-hashes|https?:|\*/);
    assert.ok(
      policy.length < 2000,
      `the policy has ${policy.length} characters; Cloudflare Pages takes lines of at most 2000`,
    );
    const allowed = new Set(
      ['style-src', 'script-src']
        .flatMap((directive) => sources(`${BASE}/`, directive))
        .filter((source) => source.startsWith("'sha256-")),
    );
    pages
      .flatMap((page) => [...named(page, 'style'), ...named(page, 'script')])
      .forEach(({ text }) => allowed.delete(hash(text)));
    assert.deepEqual([...allowed], [], 'hashes of nothing');
  });
});

describe('search', () => {
  test('has an index for every language, and only pages that the search shows are in it', () => {
    const entry = JSON.parse(readFileSync(join(DIST, 'pagefind/pagefind-entry.json'), 'utf8')) as {
      languages: Record<string, { page_count: number }>;
    };
    const indexed = Map.groupBy(
      pages.filter((page) =>
        page.tags.some(({ attributes }) => 'data-pagefind-body' in attributes),
      ),
      languageOf,
    );
    assert.deepEqual(
      Object.fromEntries(
        Object.entries(entry.languages).map(([lang, { page_count }]) => [lang, page_count]),
      ),
      Object.fromEntries([...indexed].map(([lang, { length }]) => [lang.toLowerCase(), length])),
    );
    assert.deepEqual(new Set(indexed.keys()), new Set(pages.map(languageOf)));
    const shown =
      /(?:^|\/)(?:\d+(?:-\d+)?|guides|guides\/[a-z0-9-]+|implementations(?:-[^/]+)?)\.html$/;
    none(
      [...indexed.values()]
        .flat()
        .filter(({ path }) => !shown.test(path))
        .map(({ path }) => path),
      'what client/pages.ts shows: a comparison would come before the codes, systems and their numbers are found by name',
    );
  });

  test('has no user interface of Pagefind', () => {
    none(
      [...files].filter((file) => /^pagefind\/.*(?:-ui|highlight|playground|component)/.test(file)),
      'only what search.ts uses',
    );
  });
});
