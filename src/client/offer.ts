/** One quiet line at the foot of the window: this page in the reader's language. It lies over the page, so that nothing moves. */
import css from '../styles/offer.css?inline';
import { adoptStyles } from './styles.ts';

const words = import.meta.glob<Record<'text' | 'dismiss', string>>('../../content/ui/*.yml', {
  eager: true,
  import: 'offer',
});

function remember(lang: string): void {
  try {
    localStorage.lang = lang;
  } catch {
    /* not remembered */
  }
}

/** Offers what a link of the language menu leads to; the anchor goes along. Choosing and declining are both remembered, nothing else is. */
export function offer({ href, hreflang, dir }: HTMLAnchorElement): void {
  const own = words[`../../content/ui/${hreflang}.yml`]!;
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
