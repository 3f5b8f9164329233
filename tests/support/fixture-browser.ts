/** Pages of the built site in a browser, and everything that goes wrong on them. */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { curatedVerdict, languages, uiIn } from './fixture-content.ts';
import { launch } from './browser.ts';
import { PSEUDO } from './fixture-pseudo.ts';
import { DIST } from './site.ts';

/**
 * The languages in which browser tests look at pages, as far as the site has them: the two that are complete, one from right to left, one
 * without spaces, one whose marks are letters, and the heavy one of the tests. What holds for these holds for all.
 */
export const LANGUAGES: readonly string[] = ['en', 'vi', 'ar', 'ja', 'hi', PSEUDO].filter((lang) =>
  languages.includes(lang),
);

/** Of these one from left to right, one from right to left, and one with a rule of its own for lines: their scripts are the same, their styles and words not. */
export const KINDS_OF_LANGUAGE: readonly string[] = ['en', 'ar', 'ja'].filter((lang) =>
  languages.includes(lang),
);

/** One page of each kind, by the last part of its address. */
export const KINDS: Record<string, string> = {
  home: '',
  'a code': '1003',
  'a code that nobody sends': '1006',
  'a range': '4000-4999',
  'a curated comparison': '1003-vs-1008',
  'a composed comparison': composedPair(),
  ...messagesPage(),
  implementations: 'implementations',
  'a library': 'implementations-ws',
  'a private number': '4001',
  'a system': 'discord',
  'all systems': 'systems',
  'all systems of a code': '1008-systems',
  'a guide': 'guides/find-the-cause',
  'a guide that leads to a code': 'guides/which-code',
  'all guides': 'guides',
};

/** A comparison that nobody has written. */
function composedPair(): string {
  const found = ['1000-vs-3003', '1001-vs-1009', '1002-vs-1012', '1000-vs-1013'].find(
    (pair) => !curatedVerdict(pair, 'en'),
  );
  if (!found)
    throw new Error(
      'every pair that the browser tests take for composed is curated now; expected one that is not; name another in tests/support/fixture-browser.ts',
    );
  return found;
}

/** A list of error messages, if the site has any. */
function messagesPage(): Record<string, string> {
  const found = globSync('*-messages.html', { cwd: DIST }).sort()[0];
  return found ? { 'error messages': found.replace('.html', '') } : {};
}

/** Path of a page from the top of the site. */
export const pathOf = (lang: string, page: string): string =>
  lang === 'en' ? `/${page}` : `/${lang}/${page}`;

/** The site's own words. */
export const words = Object.fromEntries(languages.map((lang) => [lang, uiIn(lang)]));

/** Starts a browser that ends with the test file. @param args of its command line */
export async function startBrowser(args: string[] = []): Promise<Browser> {
  if (!existsSync(join(DIST, 'index.html')))
    throw new Error('dist/index.html: not found; expected a built site; run: npm run build');
  const browser = await launch({ args });
  after(() => browser.close());
  return browser;
}

/** A page that writes down what goes wrong on it and what it asks for. */
export interface Watched {
  page: Page;
  /** Console errors, uncaught exceptions, violations of the Content Security Policy, failed requests. */
  problems: string[];
  /** Addresses of all requests, redirects among them. */
  requests: string[];
}

/** Opens a page in a context of its own. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const watched: Watched = { page, problems: [], requests: [] };
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      console.error(`CSP forbids ${violatedDirective} ${blockedURI} ${sample}`),
    ),
  );
  page.on('console', (message) => {
    // The browser reports the status of a page that is meant to be 404.html.
    const isAnswer =
      /the server responded with a status of 404/.test(message.text()) &&
      message.location().url === page.url();
    if (message.type() === 'error' && !isAnswer)
      watched.problems.push(`${page.url()}: console: ${message.text()}`);
  });
  page.on('pageerror', (error) =>
    watched.problems.push(`${page.url()}: exception: ${error.message}`),
  );
  page.on('request', (request) => watched.requests.push(request.url()));
  // Aborted is what the next page interrupts.
  page.on(
    'requestfailed',
    (request) =>
      request.failure()?.errorText === 'net::ERR_ABORTED' ||
      watched.problems.push(
        `${page.url()}: ${request.url()} failed: ${request.failure()?.errorText}`,
      ),
  );
  return watched;
}

/** Looks at the width of the page: what a reader would have to scroll sideways for. */
export const sidewaysScroll = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return undefined;
    const wide = [...document.body.querySelectorAll('*')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (right > clientWidth + 1 || left < -1);
    });
    const names = wide
      .slice(-3)
      .map((element) => `<${element.localName} class="${element.getAttribute('class') ?? ''}">`);
    return `${scrollWidth} px of content in ${clientWidth} px: ${names.join(', ')}`;
  });

/** What axe finds in both themes, a line each: the second differs from the first by its colours alone. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const [colorScheme, rules] of [
    ['light', undefined],
    ['dark', ['color-contrast', 'link-in-text-block']],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate(
      (runOnly) =>
        (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
          resultTypes: ['violations'],
          ...(runOnly && { runOnly }),
        }),
      rules && [...rules],
    );
    found.push(
      ...violations.map(
        ({ id, help, nodes }) => `${colorScheme}: ${id}: ${help}: ${nodes[0]?.html.slice(0, 160)}`,
      ),
    );
  }
  return found;
}

/** Sums up how far the text moves, from the start of the page; the header, painted while the rest still arrives, is no text. */
export const watchShifts = (page: Page) =>
  page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) =>
      list.getEntries().forEach((entry) => {
        const { value, sources } = entry as PerformanceEntry & {
          value: number;
          sources: { node: Node | null }[];
        };
        if (sources.some(({ node }) => document.querySelector('main')?.contains(node)))
          seen.shift += value;
      }),
    ).observe({ type: 'layout-shift', buffered: true });
  });
export const shiftOf = async (page: Page): Promise<number> => {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  return page.evaluate(() => (globalThis as unknown as { seen: { shift: number } }).seen.shift);
};
