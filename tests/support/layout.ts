/** Does a page hold together, whatever letters a machine has? What is too wide, cut, or squeezed to a letter a line. */
import type { Page } from 'playwright-core';

/** From the smallest phone to a desk. */
export const WIDTHS = [320, 375, 640, 768, 1024, 1440];

/** Families that are wide by themselves, and common ones that are made as wide: one of them is on every machine. */
const face = (family: string, fonts: string[], more = '') =>
  `@font-face { font-family: "${family}"; src: ${fonts.map((font) => `local("${font}")`).join(', ')}; ${more} }`;
const COMMON = ['Arial', 'Liberation Sans', 'Helvetica', 'Roboto', 'Noto Sans', 'Segoe UI'];
const MONO = ['Liberation Mono', 'Courier New', 'Menlo', 'Consolas', 'Noto Sans Mono'];

/** Pages are measured as they are once their scripts have run. */
const LAID_OUT = 'section { content-visibility: visible }';

/** How letters may be. Styles are constructed, for the policy of the pages forbids others. */
const LETTERS = {
  'the letters of this machine': '',
  'wide letters': `
    ${face('Wide', ['DejaVu Sans', 'Verdana'])}
    ${face('Widened', COMMON, 'size-adjust: 118%;')}
    ${face('Wide mono', ['DejaVu Sans Mono', ...MONO])}
    * {
      --sans: "Wide", "Widened", sans-serif !important;
      --num: "Wide", "Widened", sans-serif !important;
      --mono: "Wide mono", monospace !important;
    }`,
  // WCAG 2.2, success criterion 1.4.12.
  'text spacing': `
    * { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important }
    p { margin-bottom: 2em !important }`,
};

/** What is wrong with the page as it stands. Runs in the browser. */
function faults(): string[] {
  const root = document.documentElement;
  const found: string[] = [];
  const nameOf = (element: Element) =>
    `<${element.localName}${element.className ? ` class="${element.getAttribute('class')}"` : ''}> "${element.textContent.trim().replace(/\s+/g, ' ').slice(0, 40)}"`;
  const isSmall = ({ width, height }: DOMRect) => width <= 1 || height <= 1;

  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll('*')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (right > root.clientWidth + 1 || left < -1);
    });
    found.push(
      `${root.scrollWidth} px of content in ${root.clientWidth} px: ${wide.slice(-3).map(nameOf).join(', ')}`,
    );
  }

  // Columns whose text runs over their edge, into the next or out of the page. What scrolls by itself may.
  for (const cell of document.querySelectorAll<HTMLElement>(
    'td, th, dt, dd, h1, h2, h3, .ranges > *, .cells > *, .bytes > *, .vs > *, .hd > *',
  )) {
    if (cell.clientWidth === 0 || cell.matches('.vh')) continue;
    // A large numeral hangs out by the white beside its first digit.
    const hangs = cell.matches('.hd > *') ? 8 : 1;
    if (cell.scrollWidth > cell.clientWidth + hangs)
      found.push(`${cell.scrollWidth} px of text in ${cell.clientWidth} px: ${nameOf(cell)}`);
    // Nobody can scroll to what stands before the page begins.
    const { left, right } = cell.getBoundingClientRect();
    const before = root.dir === 'rtl' ? right - root.clientWidth : -left;
    if (before > hangs)
      found.push(`${Math.round(before)} px before the page begins: ${nameOf(cell)}`);
  }

  // A closed menu shows one choice, and cuts what it has no room for.
  for (const select of document.querySelectorAll<HTMLSelectElement>('select.mine')) {
    const free = select.cloneNode(true) as HTMLSelectElement;
    free.replaceChildren(...[...free.options].filter(({ selected }) => selected));
    free.style.cssText = 'position:absolute;width:auto';
    select.after(free);
    if (free.offsetWidth > select.offsetWidth + 1)
      found.push(`${free.offsetWidth} px of menu in ${select.offsetWidth} px: ${nameOf(select)}`);
    free.remove();
  }

  // Words that break although they are short: their column is too narrow. Only a narrow one can do that. Chinese, Japanese and Thai have no
  // spaces and break within a line of text; the head of a row that is one word of theirs, of at most six letters, does not.
  // Once they may where the page asks for hyphens: not every machine has a dictionary.
  const range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
  const narrow = new Map<Element, boolean>();
  const isNarrow = (element: Element): boolean => {
    let is = narrow.get(element);
    if (is === undefined) {
      const inline = getComputedStyle(element).display.startsWith('inline');
      const box = element.getBoundingClientRect();
      is = inline ? isNarrow(element.parentElement!) : !isSmall(box) && box.width < 150;
      if (element.matches('script, style, noscript, pre, code, samp, kbd, svg, textarea, [hidden]'))
        is = false;
      narrow.set(element, is);
    }
    return is;
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.textContent!.trim() || !isNarrow(node.parentElement!)) continue;
    const hyphens = getComputedStyle(node.parentElement!).hyphens === 'auto';
    for (const { 0: word, index } of node.textContent!.matchAll(/[\p{L}\p{M}\p{N}]{2,10}/gu)) {
      const isHead =
        node.parentElement!.matches('dt, th') &&
        word.length <= 6 &&
        word === node.parentElement!.textContent.trim();
      if (UNSPACED.test(word) && !isHead) continue;
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      if (
        new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size >
        (hyphens ? 2 : 1)
      ) {
        found.push(`"${word}" is broken in ${nameOf(node.parentElement!)}`);
        break;
      }
    }
  }

  // A row of a table is a line or a few, not a screen.
  if (root.clientWidth >= 640) {
    const line = parseFloat(getComputedStyle(document.body).lineHeight);
    for (const row of document.querySelectorAll('tbody tr'))
      if (row.getBoundingClientRect().height > 30 * line)
        found.push(
          `a row ${Math.round(row.getBoundingClientRect().height / line)} lines high: ${nameOf(row)}`,
        );
  }
  return found;
}

/** Kinds of letters that are no narrower than this machine's own: what holds together with them does with those. */
export const WIDER = ['wide letters', 'text spacing'] as const;

/** A phone, a small tablet whose rows are blocks, one with tables, a desk: where a translation breaks what English does not. */
export const NARROWEST = [320, 640, 768, 1024];

/** Every fault of the open page, at most three for each width. @param kinds of letters; without them, all */
export async function layoutFaults(
  page: Page,
  kinds: readonly string[] = Object.keys(LETTERS),
  widths: readonly number[] = WIDTHS,
): Promise<string[]> {
  const found: string[] = [];
  for (const [letters, style] of Object.entries(LETTERS)) {
    if (!kinds.includes(letters)) continue;
    await page.evaluate(async (css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
      if (css.includes('@font-face'))
        await Promise.all([...document.fonts].map((font) => font.load().catch(() => undefined)));
    }, LAID_OUT + style);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      const here = await page.evaluate(faults);
      found.push(...here.slice(0, 3).map((fault) => `${width} px, ${letters}: ${fault}`));
    }
  }
  await page.evaluate(() => (document.adoptedStyleSheets = []));
  return found;
}
