/** Pages that hold the words of a query, from Pagefind; its files are loaded with the first word. */
import type { TableCode } from '../lib/decoder/query.ts';
import { joined } from '../lib/text/template.ts';
import type { Result } from './results.ts';

interface SubResult {
  url: string;
  title: string;
  excerpt: string;
  weighted_locations: { balanced_score: number }[];
}
interface Page {
  url: string;
  meta: { title: string };
  excerpt: string;
  sub_results: SubResult[];
}
interface Pagefind {
  options(options: { baseUrl: string }): Promise<void>;
  search(query: string): Promise<{ results: { data(): Promise<Page> }[] }>;
}

/** More than this many pages nobody reads, and each costs a request. */
const MOST_PAGES = 8;

let pagefind: Promise<Pagefind> | undefined;
const loadPagefind = (): Promise<Pagefind> =>
  (pagefind ??= import(
    /* @vite-ignore */ `${import.meta.env.BASE_URL.replace(/\/$/, '')}/pagefind/pagefind.js`
  ).catch((error: unknown) => {
    pagefind = undefined;
    throw error;
  }));

const ENTITIES: Record<string, string> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  '#39': "'",
  '#x27': "'",
};
const decode = (text: string): string =>
  text.replace(/&(\w+|#\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** Pagefind marks hits with `<mark>` in escaped text: cut at the marks, so that nothing has to be parsed. */
const parts = (excerpt: string): string[] => excerpt.split(/<\/?mark>/).map(decode);

const scoreOf = ({ weighted_locations }: SubResult): number =>
  weighted_locations.reduce((sum, { balanced_score }) => sum + balanced_score, 0);

/** So short a part of a word is no find: Pagefind marks `f` for an unknown word. */
const SHORTEST_MARK = 3;
const isMarkedWell = ({ excerpt }: Page): boolean =>
  parts(excerpt).some(
    (part, place) => place % 2 === 1 && part.replace(/\P{L}/gu, '').length >= SHORTEST_MARK,
  );

/** The pages for a query, best first, each at the cause that fits best. */
export async function findPages(
  query: string,
  codes: readonly TableCode[],
  kind: { page: string; section: string; notes: string },
): Promise<Result[]> {
  const { results } = await (await loadPagefind()).search(query);
  const pages = await Promise.all(results.slice(0, MOST_PAGES).map((result) => result.data()));
  return pages.filter(isMarkedWell).flatMap((page): Result[] => {
    const id = page.url.split('/').at(-1);
    const code = codes.find((known) => known.id === id);
    // A library or the table of all of them, or a guide: a page without a numeral.
    if (!code)
      return id?.startsWith('implementations') || page.url.includes('/guides/')
        ? [
            {
              id: '',
              family: '',
              hollow: false,
              href: page.url,
              excerpt: [],
              title: page.meta.title,
              kind: kind.page,
            },
          ]
        : [];
    const best = page.sub_results.reduce<SubResult | undefined>(
      (a, b) => (a && scoreOf(a) >= scoreOf(b) ? a : b),
      undefined,
    );
    const atCause = best?.url.includes('#fix-') ? best : undefined;
    const found = atCause ?? page;
    return [
      {
        ...code,
        href: found.url,
        excerpt: parts(found.excerpt),
        title: atCause ? atCause.title : code.title,
        kind: atCause ? joined(kind.notes, [code.title, kind.section]) : kind.page,
      },
    ];
  });
}
