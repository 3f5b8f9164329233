/** The configurations of src/hosting/ in the real servers, and the rules that are made for them. */
import assert from 'node:assert/strict';
import { HASHED_FILES } from '../src/lib/publishing/headers.ts';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { caddyRules, nginxRules } from '../src/lib/publishing/hosting.ts';
import { parseRedirects } from '../src/lib/publishing/redirects.ts';
import { packHosting } from '../src/tasks/hosting.ts';
import { parseHeaders } from '../src/lib/publishing/headers.ts';
import { languages, ROOT } from './support/fixture-content.ts';
import {
  encodingsOf,
  SERVERS,
  start,
  whyNot,
  type Running,
  type ServerName,
} from './support/servers.ts';
import { DIST, requireDist } from './support/site.ts';

const BASE = process.env.BASE ?? '';
const top = realpathSync(mkdtempSync(join(tmpdir(), 'close-codes-hosting-')));
const dist = join(top, 'dist');
const folder = join(top, 'hosting');
after(() => rmSync(top, { recursive: true }));

const others = languages.filter((lang) => !['en', 'vi'].includes(lang));

/** Does the copy that the servers serve have this? Of the pages those of codes, in two languages. */
function isPacked(file: string): boolean {
  if (/pagefind[\\/](?:fragment|index)[\\/](?!en_)|sitemap-|wasm\./.test(file)) return false;
  const [, name, ending] = /^(.*?)(?:\.(html|json|md))?$/.exec(basename(file))!;
  if (!ending) return !others.includes(name!);
  return (
    /^(?:index|404|codes|search)$/.test(name!) || existsSync(join(ROOT, 'content', 'codes', name!))
  );
}

before(async () => {
  requireDist();
  // Packing takes long, and to the servers all pages are alike: those of codes in two languages are enough.
  cpSync(DIST, dist, { recursive: true, filter: isPacked });
  mkdirSync(join(dist, '.well-known'), { recursive: true });
  writeFileSync(join(dist, '.well-known/security.txt'), 'Contact: somebody\n');
  writeFileSync(join(dist, 'plain.json'), '{}');
  appendFileSync(
    join(dist, '_headers'),
    `\n${BASE}/plain.json\n  Access-Control-Allow-Origin: *\n  X-Two: "first"\n\n${BASE}/plain*\n  X-Two: second\n`,
  );
  appendFileSync(
    join(dist, '_redirects'),
    `\n# moved\n${BASE}/once ${BASE}/1000 308\n${BASE}/once ${BASE}/1001 308\n${BASE}/old/* ${BASE}/vi/:splat 301\n${BASE}/code/:number/:part ${BASE}/:number#:part 302\n`,
  );
  await packHosting(dist, folder, { base: BASE });
  mkdirSync(join(folder, 'site/.git'));
  writeFileSync(join(folder, 'site/.git/config'), 'secret');
  // As if somebody made dist/ itself the root.
  for (const name of ['_headers', '_redirects'])
    cpSync(join(dist, name), join(folder, `site${BASE}`, name));
  writeFileSync(join(folder, 'outside.txt'), 'outside');
});

interface Answer {
  status: number;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

/** A request whose path is sent as it is; `fetch` would tidy it up first. */
function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((done, failed) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        done({
          status: response.statusCode ?? 0,
          headers: response.headers as Answer['headers'],
          body: Buffer.concat(chunks),
        }),
      );
    })
      .on('error', failed)
      .end();
  });
}

const file = (path: string): Buffer => readFileSync(join(dist, path));

/** What `_headers` says of an address, in lower case. */
const expectedHeaders = (path: string): Map<string, string> =>
  parseHeaders(readFileSync(join(dist, '_headers'), 'utf8'))
    .filter(({ pattern }) => pattern.test(path))
    .reduce(
      (all, { headers }) =>
        headers.reduce(
          (some, [name, value]) =>
            some.set(
              name.toLowerCase(),
              some.has(name.toLowerCase()) ? `${some.get(name.toLowerCase())}, ${value}` : value,
            ),
          all,
        ),
      new Map<string, string>(),
    );

for (const name of SERVERS) describe(name, { skip: whyNot(name) }, () => serverTests(name));

function serverTests(name: ServerName): void {
  let server: Running;
  const get = (path: string, headers: Record<string, string> = {}) =>
    ask(server.port, BASE + path, { headers });
  before(async () => {
    const work = join(top, name);
    mkdirSync(work);
    server = await start(name, folder, work);
  });
  after(() => server?.stop());

  const pages: Record<string, string> = {
    '/': 'index.html',
    '/1006': '1006.html',
    '/1006?from=log': '1006.html',
    '/vi/': 'vi/index.html',
    '/vi': 'vi/index.html',
    '/vi/1006': 'vi/1006.html',
    '/4000-4999': '4000-4999.html',
    '/.well-known/security.txt': '.well-known/security.txt',
  };
  for (const [path, found] of Object.entries(pages)) {
    test(`${path} is ${found} at once, without a redirect`, async () => {
      const { status, body } = await get(path);
      assert.equal(status, 200);
      assert.ok(body.equals(file(found)));
    });
  }

  test('every header of _headers, on pages, hashed files, data and 404', async () => {
    const hashed = `/${HASHED_FILES}/${readdirSync(join(dist, HASHED_FILES))[0]}`;
    const fragment = `/pagefind/fragment/${readdirSync(join(dist, 'pagefind/fragment'))[0]}`;
    for (const path of [
      '/',
      '/1006',
      '/1006?a=/b',
      '/vi/',
      '/vi/1006',
      '/pagefind/pagefind.js',
      '/plain.json',
      '/no-such-page',
      hashed,
      fragment,
    ]) {
      const { headers, status } = await get(path);
      for (const [header, value] of expectedHeaders((BASE + path).replace(/\?.*/, ''))) {
        if (status === 404 && header === 'cache-control') continue;
        assert.equal(headers[header], value, `${path}: ${header}`);
      }
    }
  });

  test('hashed files are kept for a year, pages are asked for again', async () => {
    assert.match(
      (await get(`/${HASHED_FILES}/${readdirSync(join(dist, HASHED_FILES))[0]}`)).headers[
        'cache-control'
      ]!,
      /max-age=31536000, immutable/,
    );
    for (const path of ['/1006', '/vi/']) {
      const { headers } = await get(path);
      assert.match(headers['cache-control']!, /max-age=0, must-revalidate/);
      assert.ok(headers.etag);
      const again = await get(path, { 'If-None-Match': headers.etag! });
      assert.deepEqual([again.status, again.body.length], [304, 0], path);
    }
  });

  test('the security headers stand once, and the policy is the one that the browser tests prove', async () => {
    const policy = (await get('/1006')).headers['content-security-policy']!;
    assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-/);
    assert.equal(policy.split("default-src 'none'").length, 2);
  });

  const decoders: Record<string, (body: Buffer) => Buffer> = {
    br: brotliDecompressSync,
    gzip: gunzipSync,
  };
  for (const encoding of encodingsOf(name)) {
    test(`sends the ${encoding} that lies beside the file`, async () => {
      for (const [path, found] of [
        ['/1006', '1006.html'],
        ['/vi/', 'vi/index.html'],
        ['/no-such-page', '404.html'],
        ['/vi/search.json', 'vi/search.json'],
      ] as const) {
        const { headers, body } = await get(path, { 'Accept-Encoding': encoding });
        assert.equal(headers['content-encoding'], encoding, path);
        assert.ok(decoders[encoding]!(body).equals(file(found)), path);
        assert.ok(
          body.equals(
            readFileSync(
              join(folder, `site${BASE}`, `${found}.${encoding === 'br' ? 'br' : 'gz'}`),
            ),
          ),
          'not packed anew for each request',
        );
        assert.match(headers.vary ?? '', /accept-encoding/i, path);
      }
    });
  }

  test('the best encoding that both know', async () => {
    assert.equal(
      (await get('/1006', { 'Accept-Encoding': 'gzip, deflate, br' })).headers['content-encoding'],
      encodingsOf(name)[0],
    );
    assert.equal((await get('/1006')).headers['content-encoding'], undefined);
  });

  test('types', async () => {
    const types: Record<string, RegExp> = {
      '/1006': /^text\/html; charset=utf-8$/,
      '/vi/search.json': /^application\/json/,
      '/favicon.svg': /^image\/svg\+xml/,
      '/robots.txt': /^text\/plain; charset=utf-8$/,
      '/sitemap.xml': /^(?:application|text)\/xml/,
      [`/${HASHED_FILES}/${readdirSync(join(dist, HASHED_FILES)).find((path) => path.endsWith('.js'))}`]:
        /^(?:text|application)\/javascript/,
    };
    for (const [path, type] of Object.entries(types))
      assert.match((await get(path)).headers['content-type'] ?? '', type, path);
  });

  for (const path of [
    '/no-such-page',
    '/1006/',
    '/pagefind/',
    '/pagefind',
    '/_astro/',
    '/_astro/gone.js',
    '/.git/config',
    '/_headers',
    '/_redirects',
    '/vi/.hidden',
  ]) {
    test(`${path} is our page with status 404, not to be kept`, async () => {
      const { status, headers, body } = await get(path);
      assert.equal(status, 404);
      assert.ok(body.equals(file('404.html')));
      assert.doesNotMatch(headers['cache-control'] ?? '', /immutable|max-age=[1-9]/);
    });
  }

  for (const path of [
    '/../outside.txt',
    '/..%2foutside.txt',
    '/%2e%2e/outside.txt',
    '/vi/..%2f..%2foutside.txt',
    '/..%5coutside.txt',
    '/vi/../../outside.txt',
    '/%00',
    '/_astro/..%2f..%2frules.nginx',
    '/../nginx.conf',
    '/1006%0d%0aX-Evil:%201',
  ]) {
    test(`${path} does not leave the folder`, async () => {
      const { status, headers, body } = await ask(server.port, path);
      assert.ok(status === 404 || status === 400, `status ${status}`);
      assert.equal(headers['x-evil'], undefined);
      assert.doesNotMatch(String(body), /outside|add_header|try_files|^header/m);
    });
  }

  test('redirects of _redirects, and nothing of the address gets into another header', async () => {
    const where = async (path: string) => {
      const { status, headers } = await get(path);
      return [status, headers.location?.replace(/^http:\/\/[^/]+/, '')];
    };
    assert.deepEqual(await where('/once'), [308, `${BASE}/1000`], 'the first of two');
    assert.deepEqual(await where('/old/1006'), [301, `${BASE}/vi/1006`]);
    assert.deepEqual(await where('/code/1006/fix'), [302, `${BASE}/1006#fix`]);
    assert.equal((await get('/old/1%0d%0aX-Evil:%201')).headers['x-evil'], undefined);
  });

  test('nothing can be written', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      assert.equal((await ask(server.port, `${BASE}/1006`, { method })).status, 405, method);
  });
}

describe('the rules', () => {
  test('a value that a server would take for a variable is refused', () => {
    const rules = parseHeaders('/*\n  X: a$b{c\n');
    assert.throws(() => nginxRules(rules, []), /"a\$b\{c" found; expected no \$/);
    assert.throws(() => caddyRules(rules, []), /expected no \{/);
  });

  test('a redirect without a status, or with one that is none, is refused', () => {
    for (const line of ['/a /b', '/a /b 200', 'a /b 301', '/a /b 301 Country=vn'])
      assert.throws(() => parseRedirects(line), /expected "\/from \/to status"/, line);
    assert.deepEqual(
      parseRedirects('# none\n\n/a /b#c 308  # why\n').map(({ from, to, status }) => [
        from,
        to,
        status,
      ]),
      [['/a', '/b#c', 308]],
    );
  });
});

describe('what goes to the server', () => {
  test('the host of SITE_URL stands in both configurations, the site in its folder', async () => {
    const small = join(top, 'small');
    mkdirSync(join(small, 'dist'), { recursive: true });
    for (const path of ['404.html', 'index.html', '_headers'])
      cpSync(join(dist, path), join(small, 'dist', path));
    await packHosting(join(small, 'dist'), join(small, 'out'), {
      host: 'codes.test',
      base: '/docs',
    });
    for (const path of ['nginx.conf', 'Caddyfile'])
      assert.match(readFileSync(join(small, 'out', path), 'utf8'), /codes\.test/);
    const found = readdirSync(join(small, 'out/site'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(join(small, 'out/site'), join(entry.parentPath, entry.name)));
    assert.deepEqual(found.sort(), [
      '404.html',
      '404.html.br',
      '404.html.gz',
      'docs/404.html',
      'docs/404.html.br',
      'docs/404.html.gz',
      'docs/index.html',
      'docs/index.html.br',
      'docs/index.html.gz',
    ]);
  });
});
