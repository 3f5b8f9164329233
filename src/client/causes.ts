/** What only pages of codes do: a list of the causes in the margin, and in it the one that is being read. */
import css from '../styles/causes.css?inline';
import { adoptStyles } from './styles.ts';

/** The causes by name, beside the code that they belong to; their headings are on the page already. */
function listCauses(causes: HTMLElement[]): HTMLAnchorElement[] {
  const nav = document.createElement('nav');
  const list = document.createElement('ol');
  const links = causes.map((cause) => {
    const link = cause
      .querySelector<HTMLAnchorElement>('h3 > a')!
      .cloneNode(true) as HTMLAnchorElement;
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
    return link;
  });
  nav.ariaLabel = document.querySelector('#fix h2')!.textContent;
  nav.append(list);
  document.querySelector('.rail')!.append(nav);
  return links;
}

/** Marks the cause at the upper edge of the window. */
function follow(causes: HTMLElement[], links: HTMLAnchorElement[]): void {
  const edge = new IntersectionObserver(
    (entries) => {
      const read = entries.find(({ isIntersecting }) => isIntersecting);
      if (read)
        links.forEach((link, place) => (link.ariaCurrent = String(causes[place] === read.target)));
    },
    { rootMargin: '-9% 0% -90%' },
  );
  causes.forEach((cause) => edge.observe(cause));
}

const causes = [...document.querySelectorAll<HTMLElement>('.fix > li:not(.aside)')];
adoptStyles(css);
follow(causes, listCauses(causes));
