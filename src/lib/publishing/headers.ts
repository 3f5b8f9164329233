/** The `_headers` file of the site: what hosts such as Cloudflare Pages and Netlify send with every response. */
import { createHash } from 'node:crypto';

/** Folder of the scripts: three deep, so that no rule for pages matches them. Their names hold a hash of what is in them. */
export const HASHED_FILES = '_astro/js';

/** The inline code of some pages, as CSP sources such as `'sha256-…'`. */
export interface InlineHashes {
  scripts: Set<string>;
  styles: Set<string>;
}

/** One pass over HTML: comments, scripts and styles with their content, other start tags. Quoted values may hold `>`. */
const TOKENS =
  /<!--[\s\S]*?-->|<(script|style)\b((?:[^>"']|"[^"]*"|'[^']*')*)>([\s\S]*?)<\/\1\s*>|<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi;

/** Types of `<script>` that browsers run or obey, so that the CSP has a say; any other is a block of data. */
const RUNS = /^(?:|module|importmap|speculationrules|(?:text|application)\/(?:java|ecma)script)$/i;

const FORBIDDEN = /\s(style|on[a-z]+)\s*=/i;

const typeOf = (attributes: string): string =>
  /\stype\s*=\s*["']?([^"'\s>]*)/i.exec(attributes)?.[1] ?? '';

const known = new Map<string, string>();

/** CSP source of a text: the SHA-256 of its bytes. */
function hashSource(text: string): string {
  let source = known.get(text);
  if (!source)
    known.set(text, (source = `'sha256-${createHash('sha256').update(text).digest('base64')}'`));
  return source;
}

/**
 * Adds the hashes of a page's inline styles and scripts to `hashes`.
 * @returns the attributes that no hash can allow, such as `style` or `onclick`, as they were found.
 */
export function collectInline(html: string, hashes: InlineHashes): string[] {
  const forbidden: string[] = [];
  for (const [token, element, attributes = '', text = ''] of html.matchAll(TOKENS)) {
    if (element?.toLowerCase() === 'style') hashes.styles.add(hashSource(text));
    else if (element && !/\ssrc\s*=/i.test(attributes) && RUNS.test(typeOf(attributes)))
      hashes.scripts.add(hashSource(text));
    const tag = element ? `<${element}${attributes}>` : token;
    if (FORBIDDEN.test(tag) && !tag.startsWith('<!')) {
      // The look at the bare names comes second, for it is slow: a quoted value may well say `style=`.
      const name = FORBIDDEN.exec(tag.replace(/"[^"]*"|'[^']*'/g, '""'))?.[1];
      if (name) forbidden.push(`${name}= in ${tag.slice(0, 80)}`);
    }
  }
  return forbidden;
}

/** The policy: nothing but this host, no inline code but what the hashes name; WebAssembly is Pagefind's. */
export function contentSecurityPolicy({ scripts, styles }: InlineHashes): string {
  return [
    `default-src 'none'`,
    [`script-src 'self' 'wasm-unsafe-eval'`, ...[...scripts].sort()].join(' '),
    [`style-src 'self'`, ...[...styles].sort()].join(' '),
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

const REVALIDATE = 'public, max-age=0, must-revalidate';
const ANYBODY = 'Access-Control-Allow-Origin: *';
const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * Text of `_headers`: the same few rules however many languages and pages there are, for Cloudflare Pages reads a hundred.
 * Hosts join the values of all rules that match, so no two rules with Cache-Control match the same address:
 * pages stand at most two folders deep, files whose names hold a hash stand in folders named here.
 */
export function headersFile(csp: string, base: string): string {
  const rules: [path: string, ...headers: string[]][] = [
    [
      '/*',
      `Content-Security-Policy: ${csp}`,
      'X-Content-Type-Options: nosniff',
      'Referrer-Policy: no-referrer',
      'Permissions-Policy: camera=(), geolocation=(), microphone=()',
      'Cross-Origin-Opener-Policy: same-origin',
    ],
    ...['/', '/:page', '/:folder/', '/:folder/:page'].map(
      (path) => [path, `Cache-Control: ${REVALIDATE}`] as [string, string],
    ),
    ...[`/${HASHED_FILES}/*`, '/pagefind/fragment/*', '/pagefind/index/*'].map(
      (path) => [path, `Cache-Control: ${IMMUTABLE}`] as [string, string],
    ),
    // Whatever is data may be read by the scripts of other sites.
    ...['/*.json', '/*.md'].map((path) => [path, ANYBODY] as [string, string]),
    // Types that hosts cannot tell by the ending, or send without a charset.
    ['/*.txt', ANYBODY, 'Content-Type: text/plain; charset=utf-8'],
    ...['/opensearch.xml', '/:language/opensearch.xml'].map(
      (path) => [path, 'Content-Type: application/opensearchdescription+xml'] as [string, string],
    ),
  ];
  return rules
    .map(
      ([path, ...headers]) =>
        `${base}${path}\n${headers.map((header) => `  ${header}\n`).join('')}`,
    )
    .join('\n');
}

/** A rule of `_headers`: the addresses that it is for, without query, and what they are sent with. */
export interface HeaderRule {
  pattern: RegExp;
  headers: [name: string, value: string][];
}

/** Reads the format of Cloudflare Pages and Netlify: a path at the margin, its headers indented below, `#` comments. */
export function parseHeaders(text: string): HeaderRule[] {
  const rules: HeaderRule[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (!line.trim() || line.trim().startsWith('#')) continue;
    const colon = line.indexOf(':');
    if (!/^\s/.test(line)) rules.push({ pattern: pathPattern(line.trim()), headers: [] });
    else if (colon > 0)
      rules.at(-1)?.headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  return rules;
}

/** `*` stands for anything, `:name` for a part of the path without a slash. */
const pathPattern = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replace(/:[A-Za-z]\w*/g, '[^/?]+')}$`,
  );
