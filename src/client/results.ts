/** A search result as an element; every word is set as text, never parsed. */

export interface Result {
  /** The code whose numeral stands at the start. */
  id: string;
  family: string;
  hollow?: boolean | undefined;
  href: string;
  kind: string;
  title: string;
  /** The exact message of a library. */
  sample?: string | undefined;
  /** Plain words and, at odd places, the words that matched. */
  excerpt: string[];
}

function element(name: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** `<li><a>` with numeral, kind, name and excerpt. */
export function resultItem({
  id,
  family,
  hollow,
  href,
  kind,
  title,
  sample,
  excerpt,
}: Result): HTMLElement {
  const marked = excerpt.map((part, place) => (place % 2 ? element('mark', '', part) : part));
  const link = element(
    'a',
    '',
    element('span', hollow ? 'num hol' : 'num', id.replace('-', '–')),
    element(
      'span',
      '',
      element('small', '', kind),
      element('b', '', title),
      ...(sample ? [element('samp', '', sample)] : []),
      element('span', '', ...marked),
    ),
  ) as HTMLAnchorElement;
  link.href = href;
  return element('li', family, link);
}
