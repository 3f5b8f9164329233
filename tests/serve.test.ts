/** The server behaves as our hosts do. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { parseHeaders } from '../src/lib/publishing/headers.ts';
import { serve, type Serving } from '../src/tasks/serve.ts';

const HEADERS = `# a comment
/*
  X-Content-Type-Options: nosniff
  Content-Security-Policy: default-src 'none'; img-src data:

/_astro/*
  Cache-Control: public, immutable

/:page
  Cache-Control: public, max-age=0

/twice
  Vary: Accept

/twice*
  Vary: Cookie
`;

const FILES: Record<string, string> = {
  'index.html': 'home',
  '1006.html': `<p>${'1006 '.repeat(500)}</p>`,
  'twice.html': 'twice',
  'vi/index.html': 'trang chủ',
  'vi/1006.html': '1006 vi',
  '404.html': 'nothing here',
  'a b.html': 'a name with a space',
  _headers: HEADERS,
  _redirects: '# moved\n/old /1006 301\n/twice /1006 301\n/VI/* /vi/:splat 301\n',
  '.hidden': 'secret',
  '_astro/x.abc.js': 'let x',
  '_astro/x.css': 'p{}',
  'codes.json': '{}',
  '1006.md': '# 1006',
  'llms.txt': 'text',
  'sitemap.xml': '<x/>',
  'favicon.svg': '<svg/>',
  'og.png': 'png',
  'x.wasm': 'wasm',
  'pagefind/wasm.en.pagefind': 'packed',
  'pagefind/index/en_1.pf_index': 'packed',
};

const top = mkdtempSync(join(tmpdir(), 'close-codes-serve-'));
const root = join(top, 'dist');
let site: Serving;

before(async () => {
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  writeFileSync(join(top, 'outside.html'), 'outside');
  site = await serve(root, { base: '' });
});
after(async () => {
  await site.close();
  rmSync(top, { recursive: true });
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** A request whose path is sent as it is; `fetch` would tidy it up first. */
function ask(
  path: string,
  {
    method = 'GET',
    headers = {},
    at = site,
  }: { method?: string; headers?: Record<string, string>; at?: Serving } = {},
): Promise<Answer> {
  const { port } = new URL(at.url);
  return new Promise((done, failed) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        done({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    sent.on('error', failed).end();
  });
}

describe('addresses', () => {
  const found: Record<string, string> = {
    '/': 'index.html',
    '/1006': '1006.html',
    '/1006?x=1': '1006.html',
    '/vi/': 'vi/index.html',
    '/vi/1006': 'vi/1006.html',
    '/a%20b': 'a b.html',
    '/codes.json': 'codes.json',
  };
  for (const [path, file] of Object.entries(found)) {
    test(`${path} is ${file}`, async () => {
      const { status, body } = await ask(path);
      assert.equal(status, 200);
      assert.equal(body.toString(), FILES[file]);
    });
  }

  test('a folder without its slash leads to the one with it', async () => {
    const { status, headers } = await ask('/vi?x=1');
    assert.deepEqual([status, headers.location], [308, '/vi/?x=1']);
  });

  for (const path of [
    '/1007',
    '/1006/',
    '/_astro/',
    '/_astro',
    '/vi/nothing',
    '/_headers',
    '/.hidden',
    '//evil.example/',
    '//vi',
    '/vi//',
  ]) {
    test(`${path} is 404.html with its status`, async () => {
      const { status, body } = await ask(path);
      assert.equal(status, 404);
      assert.equal(body.toString(), FILES['404.html']);
    });
  }

  for (const path of [
    '/../outside',
    '/..%2foutside',
    '/%2e%2e/outside',
    '/vi/..%2f..%2foutside.html',
    '/..%5coutside',
    '/vi/../../outside',
    '/%00',
    '/%',
    '/%c0%ae%c0%ae/outside',
  ]) {
    test(`${path} does not leave the folder`, async () => {
      const { status, body } = await ask(path);
      assert.equal(status, 404);
      assert.equal(body.toString(), FILES['404.html']);
    });
  }

  test('a request without a path at all ends in an answer', async () => {
    const { port } = new URL(site.url);
    const answer = await new Promise<string>((done) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write('GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
      );
      socket.on('data', (data) => {
        done(String(data));
        socket.destroy();
      });
    });
    assert.match(answer, /^HTTP\/1\.1 404/);
  });
});

describe('types', () => {
  const types: Record<string, string> = {
    '/1006': 'text/html; charset=utf-8',
    '/_astro/x.css': 'text/css; charset=utf-8',
    '/_astro/x.abc.js': 'text/javascript; charset=utf-8',
    '/codes.json': 'application/json; charset=utf-8',
    '/1006.md': 'text/markdown; charset=utf-8',
    '/llms.txt': 'text/plain; charset=utf-8',
    '/sitemap.xml': 'application/xml; charset=utf-8',
    '/favicon.svg': 'image/svg+xml',
    '/og.png': 'image/png',
    '/x.wasm': 'application/wasm',
    '/pagefind/wasm.en.pagefind': 'application/octet-stream',
    '/pagefind/index/en_1.pf_index': 'application/octet-stream',
  };
  for (const [path, type] of Object.entries(types)) {
    test(`${path} is ${type}`, async () =>
      assert.equal((await ask(path)).headers['content-type'], type));
  }
});

describe('methods', () => {
  test('HEAD has the headers of GET and no body', async () => {
    const get = await ask('/1006');
    const head = await ask('/1006', { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal(head.body.length, 0);
    assert.equal(head.headers['content-length'], String(get.body.length));
    assert.equal(head.headers.etag, get.headers.etag);
  });

  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    test(`${method} is refused`, async () => {
      const { status, headers } = await ask('/1006', { method });
      assert.deepEqual([status, headers.allow], [405, 'GET, HEAD']);
    });
  }
});

describe('encodings', () => {
  const forms: [accept: string, encoding: string | undefined, decode: (body: Buffer) => Buffer][] =
    [
      ['gzip, deflate, br', 'br', brotliDecompressSync],
      ['gzip', 'gzip', gunzipSync],
      ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
      ['zstd', undefined, (body) => body],
      ['', undefined, (body) => body],
    ];
  for (const [accept, encoding, decode] of forms) {
    test(`Accept-Encoding "${accept}" gets ${encoding ?? 'the plain file'}`, async () => {
      const { headers, body } = await ask('/1006', { headers: { 'Accept-Encoding': accept } });
      assert.equal(headers['content-encoding'], encoding);
      assert.equal(headers.vary, 'Accept-Encoding');
      assert.equal(headers['content-length'], String(body.length));
      assert.equal(decode(body).toString(), FILES['1006.html']);
    });
  }

  test('what is packed already is sent as it is', async () => {
    const { headers } = await ask('/pagefind/wasm.en.pagefind', {
      headers: { 'Accept-Encoding': 'br' },
    });
    assert.equal(headers['content-encoding'], undefined);
  });
});

describe('caching', () => {
  test('the same tag gets 304 without a body, with the headers of the rules', async () => {
    const etag = String((await ask('/1006')).headers.etag);
    assert.match(etag, /^W\/"[\w-]+"$/);
    for (const tag of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
      const { status, headers, body } = await ask('/1006', { headers: { 'If-None-Match': tag } });
      assert.deepEqual(
        [status, body.length, headers['cache-control']],
        [304, 0, 'public, max-age=0'],
        tag,
      );
    }
  });

  test('another tag gets the page', async () => {
    assert.equal((await ask('/1006', { headers: { 'If-None-Match': '"other"' } })).status, 200);
  });

  test('_redirects apply where no file is, with the query, and are not served', async () => {
    const moved = async (path: string) => {
      const { status, headers } = await ask(path);
      return [status, headers.location];
    };
    assert.deepEqual(await moved('/old'), [301, '/1006']);
    assert.deepEqual(await moved('/VI/1006?q=1'), [301, '/vi/1006?q=1']);
    assert.deepEqual(await moved('/twice'), [200, undefined], 'a file comes first');
    assert.deepEqual(await moved('/older'), [404, undefined]);
    assert.deepEqual(await moved('/_redirects'), [404, undefined]);
  });

  test('404.html is never 304', async () => {
    assert.equal((await ask('/1007', { headers: { 'If-None-Match': '*' } })).status, 404);
  });

  test('a file that changes is sent as it is now', async () => {
    const before = await ask('/llms.txt');
    writeFileSync(join(root, 'llms.txt'), 'another text');
    const now = await ask('/llms.txt');
    assert.equal(now.body.toString(), 'another text');
    assert.notEqual(now.headers.etag, before.headers.etag);
  });
});

describe('_headers', () => {
  test('a rule for everything, with colons in its value', async () => {
    for (const path of ['/', '/1006', '/vi/1006', '/nothing']) {
      const { headers } = await ask(path);
      assert.equal(headers['x-content-type-options'], 'nosniff', path);
      assert.equal(headers['content-security-policy'], "default-src 'none'; img-src data:", path);
    }
  });

  test('a rule for a folder, and one for a part of a path', async () => {
    assert.equal((await ask('/_astro/x.css')).headers['cache-control'], 'public, immutable');
    assert.equal((await ask('/1006')).headers['cache-control'], 'public, max-age=0');
    assert.equal((await ask('/vi/1006')).headers['cache-control'], undefined);
  });

  test('two rules for the same header are joined, as Cloudflare does', () => {
    const matching = parseHeaders(HEADERS)
      .filter(({ pattern }) => pattern.test('/twice'))
      .flatMap(({ headers }) => headers)
      .filter(([name]) => name === 'Vary');
    assert.deepEqual(
      matching.map(([, value]) => value),
      ['Accept', 'Cookie'],
    );
  });

  test('a dot in a rule is a dot', () => {
    assert.equal(parseHeaders('/a.b\n  X: y\n')[0]?.pattern.test('/aXb'), false);
  });
});

describe('a site in a folder (BASE)', () => {
  let based: Serving;
  before(async () => {
    based = await serve(root, { base: '/docs' });
  });
  after(() => based.close());

  test('pages are below it', async () => {
    assert.match(based.url, /\/docs$/);
    assert.equal((await ask('/docs/1006', { at: based })).body.toString(), FILES['1006.html']);
    assert.equal((await ask('/docs/', { at: based })).body.toString(), FILES['index.html']);
  });

  test('nothing is beside it', async () => {
    for (const path of ['/1006', '/docsx/1006', '/docs/../1006'])
      assert.equal((await ask(path, { at: based })).status, 404, path);
  });

  test('the top of the host leads to it', async () => {
    for (const path of ['/', '/docs'])
      assert.equal((await ask(path, { at: based })).headers.location, '/docs/');
    assert.equal((await ask('/docs/vi', { at: based })).headers.location, '/docs/vi/');
  });
});

describe('starting', () => {
  test('a port that is taken is an error', async () => {
    const port = Number(new URL(site.url).port);
    await assert.rejects(serve(root, { port, base: '' }), { code: 'EADDRINUSE' });
  });
});
