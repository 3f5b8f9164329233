/** The `_headers` file of the site: what hosts such as Cloudflare Pages and Netlify send with every response. */
import { createHash } from 'node:crypto';

/** Longest line that Cloudflare Pages accepts in `_headers`, in characters. */
export const LONGEST_LINE = 2000;

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
const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * Rules for the files that programs on other sites may read, by the paths of all files of the site.
 * The codes are named by their first digits: a rule for each would soon be more than the hundred that Cloudflare Pages reads.
 * @example openAddresses(['1006.json', 'vi/1008.md', 'search.json']) equals ['/*.md', '/1*.json']
 */
export function openAddresses(paths: readonly string[]): string[] {
  const rules = paths.flatMap((path) => {
    const code = /^(.*\/)?(\d)[\d-]*\.json$/.exec(path);
    if (code) return `/${code[1] ?? ''}${code[2]}*.json`;
    if (path.endsWith('.md')) return '/*.md';
    return /^(?:.*\/)?(?:codes\.json|llms\.txt)$|^messages\.json$|^schema\//.test(path)
      ? `/${path}`
      : [];
  });
  return [...new Set(rules)].sort();
}

/** Types that hosts cannot tell by the ending. */
const TYPED: [ending: RegExp, type: string][] = [
  [/llms\.txt$/, 'text/plain; charset=utf-8'],
  [/opensearch\.xml$/, 'application/opensearchdescription+xml'],
];

/**
 * Text of `_headers`.
 * Hosts join the values of all rules that match, so no two rules with Cache-Control match the same address.
 * @param folders top folders with pages, such as `vi`
 * @param paths all files of the site
 */
export function headersFile(
  csp: string,
  folders: readonly string[],
  base: string,
  paths: readonly string[],
): string {
  const rules: [path: string, ...headers: string[]][] = [
    [
      '/*',
      `Content-Security-Policy: ${csp}`,
      'X-Content-Type-Options: nosniff',
      'Referrer-Policy: no-referrer',
      'Permissions-Policy: camera=(), geolocation=(), microphone=()',
      'Cross-Origin-Opener-Policy: same-origin',
    ],
    ...[
      '/',
      '/:page',
      ...folders.map((folder) => `/${folder}/*`),
      '/pagefind/:file',
      '/schema/:file',
      '/og/:file',
    ].map((path) => [path, `Cache-Control: ${REVALIDATE}`] as [string, string]),
    // The names of these files hold a hash of what is in them.
    ...['/_astro/*', '/pagefind/fragment/*', '/pagefind/index/*'].map(
      (path) => [path, `Cache-Control: ${IMMUTABLE}`] as [string, string],
    ),
    ...openAddresses(paths).map(
      (path) => [path, 'Access-Control-Allow-Origin: *'] as [string, string],
    ),
    ...paths.flatMap((path) =>
      TYPED.filter(([ending]) => ending.test(path)).map(
        ([, type]) => [`/${path}`, `Content-Type: ${type}`] as [string, string],
      ),
    ),
  ];
  return rules
    .map(
      ([path, ...headers]) =>
        `${base}${path}\n${headers.map((header) => `  ${header}\n`).join('')}`,
    )
    .join('\n');
}
