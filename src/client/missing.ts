/** The page of an address that is none: goes to the page that was meant, or says what the number is and offers pages. */
import { displayName } from '../lib/model/code.ts';
import { otherwise, resolve, type Explanation, type Offered } from '../lib/publishing/resolve.ts';
import { fill, joined } from '../lib/text/template.ts';
import { loadUi } from './load.ts';

const base = import.meta.env.BASE_URL.replace(/\/$/, '');
const blocks = [...document.querySelectorAll<HTMLElement>('main [data-lang]')];
const languages = blocks.map(({ dataset }) => dataset.lang!);
const { rangePairs, numbers, asCode, or } = document.querySelector<HTMLElement>('.codes')!.dataset;
const pages = [...document.querySelectorAll<HTMLAnchorElement>('.codes a')].map(({ pathname }) =>
  pathname.split('/').at(-1)!,
);

const addressOf = (lang: string, page: string, anchor = ''): string =>
  `${base}/${lang === languages[0] ? '' : `${lang}/`}${page}${anchor && `#${anchor}`}`;

function link(href: string, text: string): HTMLAnchorElement {
  const made = document.createElement('a');
  made.href = href;
  made.textContent = text;
  return made;
}

/** Replaces the address in the history: Back leads to where the reader came from. What stood behind the path is kept. */
const goTo = (lang: string, page: string): void =>
  location.replace(addressOf(lang, page) + location.search + location.hash);

/** Shows the block of one language and puts into it what is known; a stranger's words are only ever set as text. */
async function explain(found: Explanation): Promise<void> {
  const { lang } = found;
  const { notFound: own, join } = await loadUi(lang);
  const block = blocks.find(({ dataset }) => dataset.lang === lang)!;
  /** Ranges stand on this page with their names. */
  const titleOf = (page: string) =>
    block.querySelector(`.row[href$="/${page}"] b`)?.textContent ?? '';
  const pageName = (page: string) => {
    const [left, right] = page.split('-vs-').map(displayName);
    return right ? fill(join.pair, { left: left!, right }) : left!;
  };
  const nameOf = ({ page, word }: Offered) =>
    word
      ? fill(own[word], { code: page })
      : // A number beside its name, as everywhere on the site: no words are joined.
        `${pageName(page)} ${titleOf(page)}`.trim();
  const sentences =
    found.kind === 'meaning'
      ? found.explained.map(({ word, values }) => fill(own[word], values))
      : [];
  const links =
    found.kind === 'meaning'
      ? found.offered.map((offered) =>
          link(addressOf(lang, offered.page, offered.anchor), nameOf(offered)),
        )
      : found.words
        ? [
            link(
              addressOf(lang, 'search', `q=${encodeURIComponent(found.words)}`),
              fill(own.search, { words: found.words }),
            ),
          ]
        : [];
  for (const other of blocks) if (other !== block) other.remove();
  const heading = document.createElement('h1');
  // A number that only lies in a range is a close code all the same: its page is the range's.
  const [only, ...others] = found.kind === 'meaning' ? found.offered : [];
  const number =
    found.kind === 'meaning' &&
    found.explained[0]?.word === 'range' &&
    found.explained.every(({ word }) => word === 'range' || word === 'free') &&
    others.every(({ word }) => word === 'chooseFree')
      ? found.explained[0].values.code
      : undefined;
  heading.textContent = only && number ? `${number} ${titleOf(only.page)}`.trim() : own.title;
  document.title = heading.textContent;
  block.querySelector('h1, h2')!.replaceWith(heading);
  const list = document.createElement('p');
  list.className = 'try';
  list.append(...links);
  const paragraph = document.createElement('p');
  paragraph.dataset.explained = '';
  paragraph.textContent =
    joined(join.sentences, sentences) || (found.kind === 'meaning' ? own.didYouMean : '');
  if (paragraph.textContent) heading.after(paragraph, list);
  else if (links.length) heading.after(list);
}

async function start(): Promise<void> {
  const path = location.pathname.startsWith(`${base}/`)
    ? location.pathname.slice(base.length)
    : location.pathname;
  const found = resolve(path, {
    languages,
    pages,
    numbers: numbers!.split(' '),
    rangePairs: rangePairs!.split(' '),
    asCode: Object.fromEntries(new URLSearchParams(asCode)),
    or: or!.split(' '),
  });
  if (found.kind === 'same') return goTo(found.lang, found.page);
  if (found.kind === 'meaning' || found.kind === 'search') return explain(found);
  const exists = await fetch(addressOf(found.lang, found.page), { method: 'HEAD' }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (exists) return goTo(found.lang, found.page);
  explain(otherwise(found.page, found.lang, pages));
}

void start();
