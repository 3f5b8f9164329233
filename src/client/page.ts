/** What every page does with scripts: theme, copy buttons, languages, opening the search, and what an address says of one closing. */
import css from '../styles/scripted.css?inline';
import { addCopyButtons, copy } from './copy.ts';
import { adoptStyles } from './styles.ts';

const root = document.documentElement;

/** Inverts what is shown and remembers it; storage may be forbidden, then it holds for this page only. */
function switchTheme(): void {
  const shown =
    root.style.colorScheme ||
    (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  root.style.colorScheme = shown === 'dark' ? 'light' : 'dark';
  try {
    localStorage.theme = root.style.colorScheme;
  } catch {
    /* not remembered */
  }
}

/** Loads the search only now: a page that is read loads nothing of it. */
async function openSearch(event: Event): Promise<void> {
  event.preventDefault();
  try {
    await import('./search.ts').then((module) => module.openDialog());
  } catch {
    // The page of the search says what is missing, or works.
    location.href = document.body.dataset.search!;
  }
}

/** What the reader wants to read, as chosen or as the browser says. */
function wantedLanguages(): readonly string[] {
  try {
    if (localStorage.lang) return [localStorage.lang];
  } catch {
    /* nothing is remembered */
  }
  return navigator.languages;
}

/** Loads what offers another language only where the reader wants one; a page that is not written in its own offers none. */
function offerLanguage(): void {
  const wanted = wantedLanguages();
  if (wanted[0]?.split('-')[0] === root.lang || document.querySelector('meta[name=robots]')) return;
  void import('./offer.ts').then((module) => module.offer(wanted));
}

/** Loads what explains the address only where it has something to explain, or the device remembers a library. */
function readAddress(): void {
  if (window.chosen || /[#?&](?:reason|msg|lib|clean|code)=/.test(location.search + location.hash))
    void import('./closing.ts').then((module) => module.readClosing());
}

const menu = document.querySelector<HTMLDetailsElement>('.lang')!;

document.addEventListener('click', (event) => {
  const target = (event.target as Element).closest('a, button');
  if (!menu.contains(event.target as Element)) menu.open = false;
  if (!target) return;
  if (target.matches('.theme')) switchTheme();
  // A click that asks for a new tab does what the link says.
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey);
  if (isPlain && target.matches('.find, .ask')) void openSearch(event);
  if (isPlain && target.matches(':is(h2 > a, h3 > a, th > a, samp + a)[href^="#"]'))
    void import('./address.ts').then((module) =>
      module.copyAddress(target as HTMLAnchorElement, copy),
    );
  if (target.matches('.lang a')) {
    const link = target as HTMLAnchorElement;
    link.hash = location.hash;
    try {
      localStorage.lang = link.lang;
    } catch {
      /* not remembered */
    }
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && menu.open) {
    menu.open = false;
    menu.querySelector('summary')!.focus();
  }
  const typing = (event.target as Element).matches('input, textarea, [contenteditable]');
  const slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (slash || (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)))
    void openSearch(event);
});

// The menu of libraries is filled at the first touch, and does not open before.
const libraries = document.querySelector<HTMLElement>('.mine');
const fill = (event: Event): void => {
  event.preventDefault();
  void import('./library.ts').then((module) => module.touch(event));
};
if (libraries) libraries.onpointerover = libraries.onfocus = libraries.onmousedown = fill;

/** The buttons, the styles that come with scripts, and with them the layout of what is below the first screen. */
function finish(): void {
  adoptStyles(css);
  addCopyButtons();
}

// The first screen is painted before; but an address that names a place needs all above it, and at once.
if (location.hash) finish();
else requestAnimationFrame(() => setTimeout(finish));
addEventListener('hashchange', readAddress);
readAddress();
offerLanguage();
