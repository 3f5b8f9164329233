/** What only pages of codes do: they follow their causes. */
import css from '../styles/causes.css?inline';
import { adoptStyles } from './styles.ts';

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

adoptStyles(css);
followCauses();
