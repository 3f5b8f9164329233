/** The box that explains what an address says of one closing. Everything happens on this device; a stranger's words are only set as text. */
import css from '../styles/linkBox.css?inline';
import { createDecoder } from '../lib/decoder/decoder.ts';
import { pageOf } from '../lib/decoder/page.ts';
import type { DecoderData } from '../lib/decoder/data.ts';
import {
  libraryPlace,
  pointersOf,
  readLinkContext,
  type LinkContext,
  type Pointer,
} from '../lib/decoder/linkContext.ts';
import { displayName } from '../lib/model/code.ts';
import type { Ui } from '../lib/model/schema.ts';
import { joined } from '../lib/text/template.ts';
import { loadCodes, loadDecoder, loadUi } from './load.ts';
import { adoptStyles } from './styles.ts';

type Words = Ui['linkBox'];
/** Its words, and how notes are joined. */
interface Told {
  own: Words;
  notes: string;
}

const searchPage = document.body.dataset.search!;
const addressOf = (page: string): string => searchPage.replace(/search$/, page);
function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

function link(href: string, ...children: (Node | string)[]): HTMLAnchorElement {
  const made = element('a', ...children);
  made.href = href;
  return made;
}

/** Address of a cause: on this page if it is here, for then nothing has to load. */
function pointerAddress({ page, cause, bySigns }: Pointer): string {
  const anchor = cause ? `fix-${cause}` : bySigns ? 'when' : '';
  const here =
    anchor &&
    [`${page}-${anchor}`, ...(location.pathname.endsWith(`/${page}`) ? [anchor] : [])].find((id) =>
      document.getElementById(id),
    );
  return here ? `#${here}` : addressOf(anchor ? `${page}#${anchor}` : page);
}

function pointerItem(pointer: Pointer, notes: string): HTMLLIElement {
  const facts = [displayName(pointer.page), ...(pointer.by ? [pointer.by] : [])];
  return element(
    'li',
    link(
      pointerAddress(pointer),
      element('span', pointer.title),
      element('small', joined(notes, facts)),
    ),
  );
}

/** Another code than that of the page, with a link to where it stands. */
function codeLine(code: number, own: Words, data: DecoderData | undefined): HTMLSpanElement {
  const [before, after] = own.elsewhere.split('{code}');
  const page = data && pageOf(code, data.pages);
  return element(
    'span',
    before!,
    page ? link(addressOf(page), String(code)) : String(code),
    after!,
  );
}

/** What the address said, in its own words. */
function given(
  { text, library, clean, code }: LinkContext,
  { own, notes }: Told,
  here: string[],
  data?: DecoderData,
): HTMLElement[] {
  const place = library && data ? libraryPlace(library, data) : -1;
  const facts = [
    place >= 0 ? data!.libraries[place]! : library,
    clean === undefined ? undefined : own.clean.replace('{value}', String(clean)),
  ].filter((fact) => fact !== undefined);
  const other =
    code === undefined || here.includes(data ? (pageOf(code, data.pages) ?? '') : String(code))
      ? undefined
      : element('p', codeLine(code, own, data));
  return [
    ...(text ? [element('samp', text)] : []),
    ...(facts.length ? [element('p', joined(notes, facts))] : []),
    ...(other ? [other] : []),
  ];
}

let shown = '';
let box: HTMLElement | undefined;

/** Shows the box if the address has something to tell, under number and answer of the page; another address replaces it. */
export async function showLinkBox(): Promise<void> {
  const context = readLinkContext(location.search, location.hash);
  // Below the number of a code, which must stay in the first screen.
  const place = document.querySelector('.hd, .ans');
  if (!context || !place || JSON.stringify(context) === shown) return;
  const mine = (shown = JSON.stringify(context));
  const { linkBox: own, join } = await loadUi(document.documentElement.lang);
  const told = { own, notes: join.notes };
  const here = location.pathname.split('/').at(-1)!.split('-vs-');
  const made = element('div');
  made.className = 'ctx';
  made.role = 'group';
  made.ariaLabel = own.title;
  made.append(element('p', element('b', own.title)), ...(await explained(context, told, here)));
  if (mine !== shown) return;
  if (!box) adoptStyles(css);
  box?.remove();
  place.after((box = made));
}

async function explained(context: LinkContext, told: Told, here: string[]): Promise<HTMLElement[]> {
  const { own, notes } = told;
  const known = await loadDecoder(loadCodes()).then(
    ({ data }) => data,
    () => undefined,
  );
  if (!known) return [...given(context, told, here), element('p', own.failed)];
  const pointers = pointersOf(context, here, known, createDecoder(known));
  const words = [context.text, context.library].filter(Boolean).join(' ');
  return [
    ...given(context, told, here, known),
    ...(pointers.length
      ? [
          element('p', own.points),
          element('ul', ...pointers.map((pointer) => pointerItem(pointer, notes))),
        ]
      : []),
    ...(!pointers.length && words
      ? [
          element(
            'p',
            own.nothing,
            ' ',
            link(`${searchPage}#q=${encodeURIComponent(words)}`, own.search),
          ),
        ]
      : []),
  ];
}
