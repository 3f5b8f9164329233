/**
 * What belongs to the reader's library stands first among its likes. Whoever has chosen one loads this before the page is painted: what
 * arrives is put into its place at once, so that nothing moves under the reader's eyes, and ears and keyboard meet the order that is seen.
 * With the menu's first choice it comes as a module (library.ts).
 */
import type { Own } from '../lib/model/libraries.ts';

let own: Own | undefined;
try {
  const kept = JSON.parse(localStorage.lib) as Own;
  if (Array.isArray(kept) && kept[0]) own = kept;
} catch {
  /* nobody has chosen, or storage is forbidden */
}
// An address that names one wins over what is remembered; behind the # first, as everywhere.
const asked = /[#?&]lib=([^&#]+)/.exec(location.hash + location.search)?.[1];
if (asked && asked !== own?.[0]) own = [asked];

let seen = 0;
const places = new Map<Element, number>();

/** Does it belong to the library? */
const isOwn = (element: Element): boolean =>
  element.getAttribute('data-lib')!.split(' ').includes(own?.[0]!);
const rank = (element: Element): number => places.get(element)! + (isOwn(element) ? 0 : 1e6);

/** Puts all of the page in order: neighbours that belong to libraries, those of the chosen one first, the others as they were. */
function order(): void {
  // In tables that have no room for all libraries, the row that is kept for this one.
  const [id = '', title, messages, names] = own ?? [];
  for (const row of document.querySelectorAll<HTMLTableRowElement>('[data-at]')) {
    const [head, cell] = row.cells;
    const shown = cell!.firstChild as HTMLAnchorElement;
    const at = row.dataset.at!;
    const name = names?.[at];
    row.dataset.lib = '';
    row.hidden =
      !(shown.href ? messages?.includes(at) : name) || [...row.parentElement!.children].some(isOwn);
    if (row.hidden) continue;
    row.dataset.lib = id;
    head!.textContent = title!;
    if (shown.href) shown.hash = `lib-${id}`;
    else shown.textContent = name!;
  }
  const all = document.querySelectorAll('[data-lib]');
  for (const element of all) if (!places.has(element)) places.set(element, seen++);
  for (const element of all)
    for (
      let before: Element | null;
      (before = element.previousElementSibling)?.hasAttribute('data-lib') &&
      rank(before) > rank(element);
    ) {
      before.before(element);
      // The head of a group of rows stays in its first row.
      const head = before.firstElementChild as HTMLTableCellElement;
      if (head.rowSpan > 1) element.prepend(head);
    }
}

/** For the menu: chooses a library, or none. */
window.choose = (chosen) => {
  own = chosen;
  order();
};
window.chosen = own;

if (own && document.readyState === 'loading') {
  const arriving = new MutationObserver(() => {
    order();
    // What it changed itself is no news.
    arriving.takeRecords();
  });
  arriving.observe(document, { childList: true, subtree: true });
  addEventListener('DOMContentLoaded', () => arriving.disconnect());
}
