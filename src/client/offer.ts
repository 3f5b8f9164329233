/** One quiet line at the foot of the window: this page in the reader's language. It lies over the page, so that nothing moves. */
import css from '../styles/offer.css?inline';
import { matchLanguage } from '../lib/publishing/languages.ts';
import { loadUi } from './load.ts';
import { adoptStyles } from './styles.ts';

function remember(lang: string): void {
  try {
    localStorage.lang = lang;
  } catch {
    /* not remembered */
  }
}

/** The link of the language menu that the reader wants, if it leads to a translation and not to where the reader is. */
function linkFor(wanted: readonly string[]): HTMLAnchorElement | undefined {
  const written = [...document.querySelectorAll<HTMLAnchorElement>('.lang a')].filter(
    ({ lang, hreflang }) => lang === hreflang,
  );
  const languages = written.map(({ lang }) => lang);
  const best = wanted.map((tag) => matchLanguage(tag, languages)).find(Boolean);
  return best === document.documentElement.lang
    ? undefined
    : written.find(({ lang }) => lang === best);
}

/**
 * Offers this page in the first wanted language that it is written in; the anchor goes along.
 * Choosing and declining are both remembered, nothing else is.
 */
export async function offer(wanted: readonly string[]): Promise<void> {
  const found = linkFor(wanted);
  if (!found) return;
  const { href, hreflang, dir } = found;
  const { offer: own } = await loadUi(hreflang);
  adoptStyles(css);
  const line = document.createElement('div');
  const link = document.createElement('a');
  const dismiss = document.createElement('button');
  line.className = 'offer';
  line.lang = hreflang;
  line.dir = dir;
  line.role = 'region';
  line.ariaLabel = own.text;
  link.href = href;
  link.textContent = own.text;
  link.onclick = () => {
    link.hash = location.hash;
    remember(hreflang);
  };
  dismiss.type = 'button';
  dismiss.textContent = own.dismiss;
  dismiss.onclick = () => {
    remember(document.documentElement.lang);
    line.remove();
  };
  line.append(link, dismiss);
  // Next after the header: whoever walks by keyboard or ear meets it before the text.
  document.querySelector('.top')!.after(line);
}
