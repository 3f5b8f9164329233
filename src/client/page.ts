/** What every page does with scripts: theme, copy buttons, languages, opening the search, and what an address says of one closing. */

const root = document.documentElement;

/** Inverts what is shown and remembers it; storage may be forbidden, then it holds for this page only. */
function switchTheme(): void {
  const dark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  try {
    localStorage.theme = root.dataset.theme;
  } catch {
    /* not remembered */
  }
}

/** Loads the search only now: a page that is read loads nothing of it. */
async function openSearch(event: Event): Promise<void> {
  event.preventDefault();
  const { openDialog } = await import('./search.ts');
  openDialog();
}

const [label, done, selected] = document.body.dataset.copy!.split('|') as [string, string, string];

/** Copies a text; where the browser forbids that, as on plain http, selects it where it stands, for the keyboard. Says which. */
async function copy(text: string, shown: Node): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return done;
  } catch {
    getSelection()!.selectAllChildren(shown);
    return selected;
  }
}

/** A button in the bar above each block of code, which has its place already. */
function addCopyButtons(): void {
  for (const pre of document.querySelectorAll('pre')) {
    const button = document.createElement('button');
    button.className = 'copy';
    button.type = 'button';
    button.textContent = label;
    // Announced when it changes to "Copied".
    button.ariaLive = 'polite';
    button.onclick = async () => {
      button.textContent = await copy(pre.textContent, pre);
      setTimeout(() => (button.textContent = label), 4000);
    };
    pre.before(button);
  }
}

let said: HTMLElement | undefined;

/** Copies the permanent address of a heading or a row and says so beside it; without what the address of the page says of one closing. */
async function copyAddress(link: HTMLAnchorElement): Promise<void> {
  const address = document.createElement('samp');
  address.textContent = location.origin + location.pathname + link.hash;
  said?.remove();
  const note = (said = document.createElement('small'));
  note.className = 'said';
  note.role = 'status';
  note.append(address);
  link.after(note);
  const word = await copy(address.textContent, address);
  note.append(` ${word}`);
  if (word === done) setTimeout(() => note.remove(), 4000);
}

/** Marks in the margin the cause that is being read: the one at the upper edge of the window. */
function followCauses(): void {
  const links = document.querySelectorAll<HTMLAnchorElement>('.rail li a');
  const edge = new IntersectionObserver(
    (entries) =>
      entries
        .filter(({ isIntersecting }) => isIntersecting)
        .forEach(({ target }) =>
          links.forEach(
            (link) => (link.ariaCurrent = String(link.hash === `#${target.firstElementChild!.id}`)),
          ),
        ),
    { rootMargin: '-9% 0% -90%' },
  );
  document.querySelectorAll('.fix > li').forEach((cause) => edge.observe(cause));
}

/** The reader's language, as chosen or as the browser says, if this page is written in it and now stands in another. */
function languageToOffer(): HTMLAnchorElement | undefined {
  let wanted = navigator.languages;
  try {
    if (localStorage.lang) wanted = [localStorage.lang];
  } catch {
    /* nothing is remembered */
  }
  const written = [...document.querySelectorAll<HTMLAnchorElement>('.lang a')].filter(
    ({ hreflang }) => document.querySelector(`link[hreflang="${hreflang}"]`),
  );
  const best = wanted.flatMap(
    (tag) => written.find(({ hreflang }) => `${tag}-`.startsWith(`${hreflang}-`)) ?? [],
  )[0];
  return best?.hreflang === root.lang ? undefined : best;
}

/** Loads what explains the address only where it has something to explain. */
function readAddress(): void {
  if (/[#?&](?:reason|msg|lib|clean|code)=/.test(location.search + location.hash))
    void import('./context.ts').then(({ showContext }) => showContext());
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
  if (isPlain && target.matches(':is(h2, h3, th) > [href^="#"]'))
    void copyAddress(target as HTMLAnchorElement);
  if (target.matches('.lang a')) {
    const link = target as HTMLAnchorElement;
    link.hash = location.hash;
    try {
      localStorage.lang = link.hreflang;
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

addCopyButtons();
followCauses();
addEventListener('hashchange', readAddress);
readAddress();
const offered = languageToOffer();
if (offered) void import('./offer.ts').then(({ offer }) => offer(offered));

export {};
