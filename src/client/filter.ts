/** Fields above long lists: what does not hold their words is hidden, and with the last of its kind the heading above it. */
import { fold } from '../lib/text/fold.ts';

/** What goes when nothing in it is left. */
const GROUPS = 'tr, tbody, table, .lib, section';

/** Makes a field work, and applies what already stands in it. @param box with `data-filter`, a selector of what it filters */
export function filter(box: HTMLElement): void {
  const [field, wrongOnly] = box.querySelectorAll('input');
  const items = [...document.querySelectorAll<HTMLElement>(box.dataset.filter!)];
  const texts = items.map((item) =>
    fold(`${item.textContent} ${item.closest('.lib')?.firstElementChild?.textContent ?? ''}`),
  );
  const groups = [...document.querySelectorAll<HTMLElement>(GROUPS)].filter(
    (group) => !group.contains(box) && items.some((item) => item !== group && group.contains(item)),
  );

  const apply = () => {
    const words = fold(field!.value).split(/\s+/);
    const shown = items.filter((item, place) => {
      const isWrong = !wrongOnly?.checked || (item.closest('tr') ?? item).querySelector('.bad');
      item.hidden = !isWrong || !words.every((word) => texts[place]!.includes(word));
      return !item.hidden;
    });
    for (const group of groups) group.hidden = !shown.some((item) => group.contains(item));
    box.querySelector('output')!.textContent =
      shown.length < items.length ? `${shown.length} / ${items.length}` : '';
  };
  box.oninput = apply;
  apply();
}
