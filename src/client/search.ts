/** The search field, in a dialog on every page and as a page of its own: numbers from a table, words from Pagefind. */
import searchCss from '../styles/search.css?inline';
import { numberHits, type NumberHit, type TableCode } from '../lib/decoder/query.ts';
import type { Reader, Reading } from './decode.ts';
import { resultItem, type Result } from './results.ts';

type Words = Record<
  | 'label'
  | 'placeholder'
  | 'close'
  | 'none'
  | 'code'
  | 'range'
  | 'comparison'
  | 'choose'
  | 'enter'
  | 'loading'
  | 'failed'
  | 'hint'
  | 'question'
  | 'names',
  string
> & { results: Record<string, string> };
interface Table {
  words: Words;
  codes: TableCode[];
}

/** Address of the search page in this language; the table lies beside it. */
const searchPage = document.body.dataset.search!;
let table: Promise<Table> | undefined;
const loadTable = (): Promise<Table> =>
  (table ??= fetch(`${searchPage}.json`)
    .then((response) => response.json())
    .catch(forget));

const plurals = new Intl.PluralRules(document.documentElement.lang);

/** What failed is asked for again the next time. */
function forget(error: unknown): never {
  table = reader = undefined;
  throw error;
}

const addressOf = (id: string): string => searchPage.replace(/search$/, id);

function numberResult(hit: NumberHit, words: Words): Result {
  if (hit.kind !== 'comparison')
    return {
      ...hit.code,
      href: addressOf(hit.id),
      kind: words[hit.kind],
      excerpt: [hit.code.answer ?? ''],
    };
  const [left, right] = hit.codes;
  const title = words.question
    .replace('{left}', left.id.replace('-', '–'))
    .replace('{right}', right.id.replace('-', '–'));
  return {
    ...left,
    href: addressOf(hit.id),
    kind: words.comparison,
    title,
    excerpt: [words.names.replace('{left}', left.title).replace('{right}', right.title)],
  };
}

let reader: Promise<Reader> | undefined;
const loadReader = (codes: TableCode[]) =>
  (reader ??= import('./decode.ts')
    .then((decode) => decode.loadReader(addressOf, codes))
    .catch(forget));

/** Nothing but numbers is answered from the table; letters, or bytes in a row, are the decoder's. */
const isForDecoder = (query: string): boolean =>
  /\p{L}/u.test(query) || (query.match(/\S+/g) ?? []).length > 3;

/** How far the search has come, and what it says of the whole. */
interface Progress {
  done: boolean;
  note?: string | undefined;
  mark?: Reading['mark'];
}

/**
 * All results for a query, best first; `show` is called with what is known so far, and again when there is more:
 * recognised messages, codes by number, causes that the words point to, pages that hold the words.
 */
async function find(
  query: string,
  show: (results: Result[], progress: Progress) => void,
): Promise<void> {
  const { words, codes } = await loadTable();
  if (!isForDecoder(query)) {
    const found = numberHits(query, codes).map((hit) => numberResult(hit, words));
    // Whoever uses a private number has a place on its page, if somebody does.
    const isPrivate = found.some(({ kind }) => kind === words.range) && /[34]\d{3}/.test(query);
    show(found, { done: !isPrivate });
    if (!isPrivate) return;
    const { numberResults } = await import('./systems.ts');
    const pages = await numberResults(query, words.code, { addressOf, codes });
    return show([...pages, ...found], { done: true });
  }
  const { read, findPages } = await loadReader(codes);
  const { recognised, numbers, symptoms, note, mark } = await read(query);
  const found = uniqueByAddress([
    ...recognised,
    ...numbers.map((hit) => numberResult(hit, words)),
    ...symptoms,
  ]);
  show(found, { done: false, note, mark });
  show(uniqueByAddress([...found, ...(await findPages(query))]), { done: true, note });
}

/** The first of those that lead to the same place; a page is left out where one of its causes stands before it. */
function uniqueByAddress(results: Result[]): Result[] {
  const seen = new Set<string>();
  return results.filter(({ href }) => {
    if (seen.has(href)) return false;
    seen.add(href).add(href.split('#')[0]!);
    return true;
  });
}

/** So many letters at once are pasted. */
const LEAST_PASTED = 30;

interface Parts {
  field: HTMLTextAreaElement;
  list: HTMLElement;
  status: HTMLElement;
}

/** Connects a field with its list: typing shows results, arrows move among them, Enter opens. */
function mount(
  { field, list, status }: Parts,
  changed: (query: string) => void,
): (query: string) => Promise<void> {
  let latest = 0;
  let timer = 0;
  /** @param isTyped by hand: then nothing is selected, else the next letter would replace it */
  const run = async (query: string, isTyped = false) => {
    const mine = ++latest;
    changed(query);
    const { words } = await loadTable();
    if (!query.trim()) return void (list.replaceChildren(), (status.textContent = words.hint));
    const show = (results: Result[], { done, note, mark }: Progress) => {
      if (mine !== latest) return;
      list.replaceChildren(...results.map(resultItem));
      if (!isTyped && field.value === query) mark?.(field);
      const count = results.length;
      status.textContent = !done
        ? words.loading
        : (note ??
          (count === 0
            ? words.none
            : (words.results[plurals.select(count)] ?? words.results.other!).replace(
                '{count}',
                String(count),
              )));
    };
    await find(query, show).catch(() => {
      if (mine === latest) status.textContent = words.failed;
    });
  };
  let answered = 0;
  let isPasted = false;
  field.addEventListener('input', (event) => {
    clearTimeout(timer);
    isPasted ||= /^insertFrom/.test((event as InputEvent).inputType);
    // A number is answered at the first key; words wait for a pause in typing.
    timer = window.setTimeout(
      () => {
        // Fingers add a letter or a word at a time.
        const isTyped = !isPasted && field.value.length - answered < LEAST_PASTED;
        isPasted = false;
        answered = field.value.length;
        void run(field.value, isTyped);
      },
      /^\s*[\d\s]*$/.test(field.value) ? 0 : 120,
    );
  });
  const links = () => [...list.querySelectorAll('a')];
  const open = async () => {
    clearTimeout(timer);
    await run(field.value, true);
    links()[0]?.click();
  };
  list.parentElement!.addEventListener('keydown', (event) => {
    const all: HTMLElement[] = [field, ...links()];
    const place = all.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && (place > 0 || step > 0 || event.target !== field)) {
      event.preventDefault();
      all[Math.max(0, Math.min(all.length - 1, place + step))]!.focus();
    } else if (event.key === 'Enter' && !event.shiftKey && event.target === field) {
      event.preventDefault();
      void open();
    }
  });
  return run;
}

/** Takes over /search: the query is read from `#q=` or `?q=` and kept behind the `#`, which is never sent. */
export function mountSearchPage(): void {
  const page = document.querySelector('#search')!;
  const parts = {
    field: page.querySelector('textarea')!,
    list: page.querySelector<HTMLElement>('[data-results]')!,
    status: page.querySelector<HTMLElement>('[role=status]')!,
  };
  const run = mount(parts, (query) =>
    history.replaceState(
      null,
      '',
      // Half a character cannot stand in an address.
      query.trim()
        ? `${location.pathname}#q=${encodeURIComponent(query.replace(/\p{Cs}/gu, '\ufffd'))}`
        : location.pathname,
    ),
  );
  const read = () => {
    const query =
      new URLSearchParams(location.hash.slice(1)).get('q') ??
      new URLSearchParams(location.search).get('q') ??
      '';
    if (query === parts.field.value) return;
    parts.field.value = query;
    void run(query);
  };
  addEventListener('hashchange', read);
  read();
  parts.field.focus();
}

let dialog: HTMLDialogElement | undefined;

/** Opens the search over the page, with the field in focus; the browser gives the focus back when it closes. */
export async function openDialog(): Promise<void> {
  const onPage = document.querySelector<HTMLElement>('#search textarea');
  if (onPage) return onPage.focus();
  dialog ??= await buildDialog();
  if (!dialog.open) dialog.showModal();
  const field = dialog.querySelector('textarea')!;
  field.focus();
  field.select();
}

async function buildDialog(): Promise<HTMLDialogElement> {
  const { words } = await loadTable();
  adoptStyles();
  const made = document.createElement('dialog');
  made.className = 'search';
  made.ariaLabel = words.label;
  // Our own words only; nothing that a reader typed or an index holds is ever parsed as markup.
  made.innerHTML = `<div class="q"><svg width="20" height="20" viewBox="0 0 18 18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><circle cx="7.5" cy="7.5" r="5.5"/><path d="m11.5 11.5 5 5"/></svg><textarea rows="1" autocomplete="off" autocapitalize="off" spellcheck="false"></textarea><button type="button"><kbd>esc</kbd><span class="vh"></span></button></div><p class="status mut" role="status"></p><ol class="res" data-results></ol><p class="keys"><span><kbd>↑</kbd> <kbd>↓</kbd> </span><span><kbd>↵</kbd> </span></p>`;
  const field = made.querySelector('textarea')!;
  const status = made.querySelector<HTMLElement>('[role=status]')!;
  const [choose, enter] = made.querySelectorAll('.keys > span');
  field.ariaLabel = words.label;
  field.placeholder = words.placeholder;
  status.textContent = words.hint;
  made.querySelector('.vh')!.textContent = words.close;
  choose!.append(words.choose);
  enter!.append(words.enter);
  made.querySelector('button')!.onclick = () => made.close();
  // A click on the backdrop has the dialog itself as its target.
  made.onclick = (event) => {
    if (event.target === made) made.close();
  };
  mount({ field, list: made.querySelector<HTMLElement>('[data-results]')!, status }, () => {});
  document.body.append(made);
  return made;
}

/** A sheet made here needs no request, and no hash in the CSP: only inline `<style>` does. */
function adoptStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(searchCss);
  document.adoptedStyleSheets.push(sheet);
}
