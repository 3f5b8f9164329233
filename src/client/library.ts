/** The menu of libraries: what it offers, what the device remembers of the choice, and what an address says. What moves is moved by first.ts. */
import { libraryPlace, readLinkContext } from '../lib/decoder/linkContext.ts';
import type { Own } from '../lib/model/libraries.ts';
import { loadLibraries } from './load.ts';

const menu = document.querySelector<HTMLSelectElement>('.mine')!;
const group = menu.querySelector('optgroup')!;
const mark = new CSSStyleSheet();
document.adoptedStyleSheets.push(mark);

let filling: Promise<Own[]> | undefined;
let rows: Own[] | undefined;

/** What belongs to a library, as a selector. */
const of = ([id]: Own): string => `[data-lib~="${CSS.escape(id)}"]`;

/** The code that the page is about, or whose further page it is. */
const code = /\/(\d+(?:-\d+)?)(?:-[a-z]+)?$/.exec(location.pathname)?.[1] ?? '';

/** Does this page say something about the library? */
function isHere(row: Own): boolean {
  const [, , messages, names] = row;
  return Boolean(messages!.includes(code) || names![code] || document.querySelector(of(row)));
}

async function load(): Promise<Own[]> {
  const [known] = await Promise.all([
    loadLibraries(document.documentElement.lang),
    window.choose ? undefined : import('./first.ts'),
  ]);
  const here = known.filter(isHere);
  group.replaceChildren(...here.map(([id, name]) => new Option(name, id)));
  rows = known;
  // From now on it opens by itself.
  menu.onpointerover = menu.onfocus = menu.onmousedown = null;
  const remains = known.find(([id]) => id === remembered()?.[0]);
  // What the site says of it may have changed since.
  if (remains) remember(remains);
  show();
  return known;
}

/** Fills the menu with the libraries that the page says something about, once; what failed is tried again. */
function fill(): Promise<Own[]> {
  filling ??= load();
  filling.catch(() => (filling = undefined));
  return filling;
}

/** The chosen one in the menu, also where this page has nothing of it, and at what belongs to it a tint, which takes no room. */
function show(): void {
  const own = window.chosen;
  if (own && ![...menu.options].some(({ value }) => value === own[0]))
    group.append(new Option(own[1] ?? own[0], own[0]));
  menu.value = own?.[0] ?? '';
  mark.replaceSync(
    own
      ? `${of(own)}{--own:color-mix(in srgb,var(--acc) 8%,#0000);background:var(--own);box-shadow:0 0 0 .25rem var(--own)}`
      : '',
  );
}

function choose(own: Own | undefined): void {
  window.chosen = own;
  window.choose?.(own);
  show();
}

/** Whoever chooses is meant, whatever the address says; the rest of the address stays. */
function forgetAddress(): void {
  const url = new URL(location.href);
  url.searchParams.delete('lib');
  url.hash = url.hash.replace(/(^#|&)lib=[^&]*&?/, '$1').replace(/[#&]$/, '');
  history.replaceState(null, '', url);
}

function remember(own: Own | undefined): void {
  try {
    if (own) localStorage.lib = JSON.stringify(own);
    else localStorage.removeItem('lib');
  } catch {
    /* for this page only */
  }
}

/** The library that the address names, by its id or its name; one that nobody knows is none. */
function named(known: readonly Own[], asked: string): Own | undefined {
  const libraries = known.map(([, name]) => name!);
  return known.find(([id]) => id === asked) ?? known[libraryPlace(asked, { libraries })];
}

/** What the device remembers; nothing if storage is forbidden. */
function remembered(): Own | undefined {
  try {
    const kept = JSON.parse(localStorage.lib) as Own;
    return Array.isArray(kept) && kept[0] ? kept : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Makes the choice that the address says, else the one that the device remembers, for which nothing has to load. An address that goes on to
 * an anchor of the page says nothing more, and changes nothing.
 */
export async function readAddress(): Promise<void> {
  const asked = readLinkContext(location.search, location.hash)?.library;
  const known = asked ? await fill().catch(() => undefined) : undefined;
  // Without the list the page stays as first.ts put it.
  if (asked && known) choose(named(known, asked) ?? remembered());
  else show();
}

menu.addEventListener('change', () => {
  const own = rows?.find(([id]) => id === menu.value);
  forgetAddress();
  remember(own);
  choose(own);
});

/** The menu is touched and not filled yet: once it is, a press opens it, for before it would have offered nothing. */
export async function touch({ type }: Event): Promise<void> {
  await fill().catch(() => undefined);
  if (type !== 'mousedown') return;
  menu.focus();
  // An older browser opens it at the next press.
  menu.showPicker?.();
}
