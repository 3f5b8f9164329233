/** A static server that does what the hosts do: `/1006` is 1006.html, `_headers` and `_redirects` apply, an unknown address is 404.html. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { parseHeaders } from '../lib/publishing/headers.ts';
import { parseRedirects, redirectOf, type RedirectRule } from '../lib/publishing/redirects.ts';

export interface ServeOptions {
  /** 0, the default, is any free port. */
  port?: number;
  /** `localhost`, the default, is 127.0.0.1 and ::1: nobody outside this machine. */
  host?: string;
  /** Folder under which the site is served: `` or `/close-codes`. */
  base?: string;
}

export interface Serving {
  /** Address of the home page without a slash at its end. */
  url: string;
  close: () => Promise<void>;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Everything else, Pagefind's own formats among it, which are compressed already. */
const UNKNOWN_TYPE = 'application/octet-stream';

const isCompressible = (type: string) => /^text\/|json|xml|wasm/.test(type);

/** Serves a folder until `close`. Rejects with the error of `listen` if the port is taken. */
export async function serve(
  root: string,
  { port = 0, host = 'localhost', base = process.env.BASE ?? '' }: ServeOptions = {},
): Promise<Serving> {
  const answer = siteHandler(resolve(root), base);
  const first = await listen(answer, port, host === 'localhost' ? '127.0.0.1' : host);
  const bound = (first.address() as AddressInfo).port;
  const servers = [first];
  // Browsers ask localhost at ::1 first; a machine without IPv6 has none to listen at.
  if (host === 'localhost')
    servers.push(
      ...(await listen(answer, bound, '::1').then(
        (server) => [server],
        () => [],
      )),
    );
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${bound}${base}`,
    close: async () => {
      await Promise.all(servers.map(shut));
    },
  };
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

function listen(answer: Handler, port: number, host: string): Promise<Server> {
  return new Promise((done, failed) => {
    const server = createServer(answer);
    server.once('error', failed);
    server.listen(port, host, () => done(server));
  });
}

const shut = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

/** Answers requests from the files of `root`. */
function siteHandler(root: string, base: string): Handler {
  const bodies = new Map<string, Body>();
  return (request, response) => {
    try {
      respond(request, response, root, base, bodies);
    } catch (error) {
      response
        .writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' })
        .end(`${String(error)}\n`);
    }
  };
}

function respond(
  request: IncomingMessage,
  response: ServerResponse,
  root: string,
  base: string,
  bodies: Map<string, Body>,
): void {
  const [path = '/', query] = (request.url ?? '/').split(/\?(.*)/s);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const target = findTarget(root, base, path);
  // A file comes before a rule, as at Netlify; Cloudflare has it the other way round, so the tests see to it that no rule is for a file.
  const moved = target.redirect
    ? { to: target.redirect, status: 308 }
    : target.status === 404
      ? redirectOf(path, redirectsOf(root))
      : undefined;
  if (moved) {
    response.writeHead(moved.status, { Location: moved.to + (query ? `?${query}` : '') }).end();
    return;
  }
  for (const [name, value] of headersFor(root, path)) response.setHeader(name, value);
  if (!target.file) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('404 Not Found\n');
    return;
  }
  send(request, response, load(target.file, bodies), target.status);
}

interface Target {
  status: number;
  file?: string;
  redirect?: string;
}

/** The file of an address, or where to go instead. */
function findTarget(root: string, base: string, path: string): Target {
  if (base && (path === '/' || path === base)) return { status: 308, redirect: `${base}/` };
  const notFound: Target = { status: 404, file: existing(join(root, '404.html')) };
  const segments = path.startsWith(`${base}/`)
    ? decodeSegments(path.slice(base.length + 1))
    : undefined;
  if (!segments) return notFound;
  const last = segments.pop()!;
  const folder = join(root, ...segments);
  if (last === '') {
    const file = existing(join(folder, 'index.html'));
    return file ? { status: 200, file } : notFound;
  }
  const file = existing(join(folder, last)) ?? existing(join(folder, `${last}.html`));
  if (file) return { status: 200, file };
  if (!existing(join(folder, last, 'index.html'))) return notFound;
  return {
    status: 308,
    redirect: `${base}/${[...segments, last].map(encodeURIComponent).join('/')}/`,
  };
}

/**
 * Names of folders and file of a path; only the last may be empty. Undefined for a path that leaves the folder,
 * hides something (`.git`, `_headers`, `_redirects`) or is not an address at all.
 */
function decodeSegments(path: string): string[] | undefined {
  let segments: string[];
  try {
    segments = path.split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
  const isName = (name: string, place: number) =>
    name === '' ? place === segments.length - 1 : !/^\.|[/\\\0:]/.test(name);
  return segments.every(isName) && !['_headers', '_redirects'].includes(segments[0]!)
    ? segments
    : undefined;
}

const existing = (file: string): string | undefined =>
  existsSync(file) && statSync(file).isFile() ? file : undefined;

interface Body {
  /** Changes when the file does. */
  version: string;
  type: string;
  etag: string;
  plain: Buffer;
  encoded: Map<string, Buffer>;
}

/** A file with its compressed forms, kept in memory until the file changes. */
function load(file: string, bodies: Map<string, Body>): Body {
  const { mtimeMs, size, ino } = statSync(file);
  const version = `${ino}-${mtimeMs}-${size}`;
  let body = bodies.get(file);
  if (body?.version !== version) {
    const plain = readFileSync(file);
    // Weak, because one tag stands for all encodings of the same file.
    const etag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
    body = { version, type: TYPES[extname(file)] ?? UNKNOWN_TYPE, etag, plain, encoded: new Map() };
    bodies.set(file, body);
  }
  return body!;
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  body: Body,
  status: number,
): void {
  // A rule of `_headers` knows better than the ending.
  if (!response.hasHeader('Content-Type')) response.setHeader('Content-Type', body.type);
  response.setHeader('ETag', body.etag);
  if (isCompressible(body.type)) response.setHeader('Vary', 'Accept-Encoding');
  if (status === 200 && matches(request.headers['if-none-match'], body.etag)) {
    response.writeHead(304).end();
    return;
  }
  const encoding = isCompressible(body.type)
    ? chooseEncoding(request.headers['accept-encoding'])
    : undefined;
  const bytes = encoding ? encode(body, encoding) : body.plain;
  if (encoding) response.setHeader('Content-Encoding', encoding);
  response.writeHead(status, { 'Content-Length': bytes.length });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

const matches = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  (header.trim() === '*' ||
    header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.slice(2)));

type Encoding = 'br' | 'gzip';

/** Brotli before gzip, as hosts do; what the browser gives the weight 0 is refused. */
function chooseEncoding(header: string | string[] = ''): Encoding | undefined {
  const accepted = new Set(
    String(header)
      .split(',')
      .map((part) => part.trim())
      .filter((part) => !/;\s*q=0(?:\.0*)?$/.test(part))
      .map((part) => part.replace(/\s*;.*/, '').toLowerCase()),
  );
  return (['br', 'gzip'] as const).find((encoding) => accepted.has(encoding));
}

function encode(body: Body, encoding: Encoding): Buffer {
  let bytes = body.encoded.get(encoding);
  if (!bytes) {
    bytes =
      encoding === 'br'
        ? brotliCompressSync(body.plain, {
            params: {
              [constants.BROTLI_PARAM_QUALITY]: 5,
              [constants.BROTLI_PARAM_SIZE_HINT]: body.plain.length,
            },
          })
        : gzipSync(body.plain);
    body.encoded.set(encoding, bytes);
  }
  return bytes;
}

/** Reads a file of rules, again whenever it changes; a folder without it has none. */
function cachedRules<R>(name: string, parse: (text: string) => R[]): (root: string) => R[] {
  const parsed = new Map<string, { version: number; rules: R[] }>();
  return (root) => {
    const file = join(root, name);
    if (!existsSync(file)) return [];
    const version = statSync(file).mtimeMs;
    let found = parsed.get(file);
    if (found?.version !== version)
      parsed.set(file, (found = { version, rules: parse(readFileSync(file, 'utf8')) }));
    return found!.rules;
  };
}

const rulesOf = cachedRules('_headers', (text) => parseHeaders(text));
const redirectsOf: (root: string) => RedirectRule[] = cachedRules('_redirects', parseRedirects);

/** Headers of all rules that match; a header named by two of them has both values, joined as Cloudflare does. */
function headersFor(root: string, path: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const rule of rulesOf(root)) {
    if (!rule.pattern.test(path)) continue;
    for (const [name, value] of rule.headers)
      headers.set(name, headers.has(name) ? `${headers.get(name)}, ${value}` : value);
  }
  return headers;
}

/** One line for a server that could not start. */
function startFailure(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} is taken by another program; expected a free one; end that program or choose another port: PORT=${port + 1} npm start`;
  return `The server did not start at port ${port}: ${error.message}; choose another port: PORT=8080 npm start`;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '../../dist');
  const port = Number(process.env.PORT ?? 4321);
  if (!existsSync(join(root, 'index.html'))) {
    console.error('dist/index.html: not found; expected a built site; run: npm run build');
    process.exit(1);
  }
  try {
    const { url, close } = await serve(root, { port, host: process.env.HOST ?? 'localhost' });
    console.log(`Close Codes is at ${url}/ (Ctrl+C ends it)`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => close().then(() => process.exit(0)));
  } catch (error) {
    console.error(startFailure(error as NodeJS.ErrnoException, port));
    process.exit(1);
  }
}
