/** The `_redirects` of the site: other spellings of an address that a host can match by itself. Everything else is left to the script of the 404 page. */
import { BASE, href, SOURCE_LANGUAGE } from './href.ts';
import { spellingsOf } from './languages.ts';
import { pathSource } from './pattern.ts';

/** One permanent redirect. `from` may end in `*`, which stands for `:splat` in `to`. */
export interface Redirect {
  from: string;
  to: string;
}

/** `1003-vs-1008` as somebody may turn it round. */
const reversed = (page: string): string => page.split('-vs-').reverse().join('-vs-');

/**
 * The rules for these pages. Hosts read a limited number, so other spellings of a page have rules in English only; in the
 * other languages the script of the 404 page knows them, and a language has rules for its own spellings.
 *
 * Hosts match `.html` and a slash at the end themselves: Cloudflare redirects both, and Netlify takes `/1006/` and `/1006` for the same rule,
 * so that one for it would lead to itself. English has no `/en/*`, for `/en//host` would lead to another host: its pages are named one by one.
 * @param pages last parts of the addresses of the English pages; `` is the home page
 * @param languages all others
 */
export function redirectsFor(pages: readonly string[], languages: readonly string[]): Redirect[] {
  const english = (page: string): string => href(SOURCE_LANGUAGE, page);
  const single = pages.filter((page) => /^\d+$/.test(page));
  const pairs = pages.filter((page) => page.includes('-vs-'));
  return [
    ...pages
      .filter((page) => !pairs.includes(page))
      .map((page) => ({ from: `${BASE}/en${page && `/${page}`}`, to: english(page) })),
    ...single.map((page) => ({ from: english(page.padStart(5, '0')), to: english(page) })),
    ...single.map((page) => ({ from: english(`${page}-vs-${page}`), to: english(page) })),
    ...pairs.map((page) => ({ from: english(reversed(page)), to: english(page) })),
    ...languages.flatMap((lang) =>
      spellingsOf(lang).map((spelt) => ({
        from: `${BASE}/${spelt}/*`,
        to: `${BASE}/${lang}/:splat`,
      })),
    ),
  ];
}

/** Text of `_redirects` in the format of Cloudflare Pages and Netlify. */
export const redirectsFile = (redirects: readonly Redirect[]): string =>
  redirects.map(({ from, to }) => `${from} ${to} 301\n`).join('');

/** A rule as it was read. In `from`, `*` stands for anything, in `to` it is `:splat`; `:name` is one part of the path in both. */
export interface RedirectRule extends Redirect {
  status: number;
  pattern: RegExp;
}

const REDIRECT_STATUS = [301, 302, 303, 307, 308];

/**
 * Reads `_redirects`: `/from /to 301`, a line a rule, `#` comments.
 * Throws for a status that is missing or no redirect: hosts differ in what they make of it.
 */
export function parseRedirects(text: string): RedirectRule[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*/, '').trim())
    .filter(Boolean)
    .map((line) => {
      const [from = '', to = '', status = '', ...more] = line.split(/\s+/);
      if (
        !from.startsWith('/') ||
        !to ||
        more.length ||
        !REDIRECT_STATUS.includes(Number(status))
      ) {
        throw new Error(
          `_redirects: "${line}" found; expected "/from /to status" with one of ${REDIRECT_STATUS.join(', ')}; write the status out, for hosts differ in their default`,
        );
      }
      return {
        from,
        to,
        status: Number(status),
        pattern: new RegExp(pathSource(from, '(.*)')),
      };
    });
}

/** Where the first rule that matches sends a path; undefined if none does, or to where the path already is. */
export function redirectOf(
  path: string,
  rules: readonly RedirectRule[],
): { to: string; status: number } | undefined {
  for (const { pattern, to, status } of rules) {
    const match = pattern.exec(path);
    if (!match) continue;
    const target = to.replace(':splat', match[1] ?? '');
    return target === path ? undefined : { to: target, status };
  }
  return undefined;
}
