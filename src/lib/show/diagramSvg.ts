/** A drawing of the diagram grammar as SVG. No viewBox: x in percent, y in pixels, so it stretches and the letters do not; its looks are in styles/diagram.css. */
import { displayName } from '../model/code.ts';
import type { Ui } from '../model/schema.ts';
import { escape } from '../text/escape.ts';
import type { Arrow, Drawing, Rail } from './diagram.ts';

/** y of the rails in pixels: the client's above, the server's below. */
const RAILS: Readonly<Record<Rail, number>> = { client: 40, server: 160 };
const MIDDLE = 100;

/** Heads of arrows, by what they point for: id, size and place of the tip in pixels, and colour. */
const HEADS = [
  { id: 'm', kinds: ['message', 'fin'], size: 8, at: 7, colour: 'mut' },
  { id: 'a', kinds: ['close'], size: 10, at: 14, colour: 'acc' },
];

/** TCP torn off, with what it covers, in the direction of reading. */
const TORN = {
  ltr: 'M4 38L-6 60 5 84-5 108 6 132-4 162H9V38z',
  rtl: 'M-4 38L6 60-5 84 5 108-6 132 4 162H-9V38z',
};

type Attributes = Record<string, string | number | undefined>;

/** An element; what is undefined is left out. @param inside markup */
function element(name: string, attributes: Attributes, inside = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${value}"`)
    .join('');
  return inside ? `<${name}${written}>${inside}</${name}>` : `<${name}${written}/>`;
}

/** @param name the code that the dots report; without it they bear no number */
export function diagramSvg(
  { alive, end, protocol, arrows, dots, absent, waits, steps }: Drawing,
  { dir, diagram }: Pick<Ui, 'dir' | 'diagram'>,
  name?: string,
): string {
  const rtl = dir === 'rtl';
  const x = (percent: number) => `${rtl ? 100 - percent : percent}%`;
  const at = (percent: number, inside: string) => element('svg', { x: x(percent) }, inside);
  const line = (kind: string | undefined, x1: number, x2: number, y1: number, y2 = y1) =>
    element('line', { class: kind, x1: x(x1), x2: x(x2), y1, y2 });
  const text = (kind: string | undefined, attributes: Attributes, words: string) =>
    element('text', { class: kind, ...attributes }, escape(words));

  const head = ({ id, size, at, colour }: (typeof HEADS)[number]) =>
    element(
      'marker',
      {
        id,
        orient: 'auto',
        markerWidth: size,
        markerHeight: size,
        refX: at,
        refY: size / 2,
        markerUnits: 'userSpaceOnUse',
      },
      element('path', {
        d: `M0 0l${size} ${size / 2}-${size} ${size / 2}z`,
        fill: `var(--${colour})`,
      }),
    );

  const label = ({ from, x1, x2, kind, label: words = '' }: Arrow) => {
    if (kind !== 'close') return text('s c', { x: x((x1 + x2) / 2 + 4), y: MIDDLE + 4 }, words);
    const isWide = words.length > 4;
    const box = { x: isWide ? -50 : -30, y: from === 'client' ? 70 : 106 };
    return at(
      x1 + (x2 - x1) * 0.35,
      element('rect', { class: 'a b', ...box, width: isWide ? 100 : 60, height: 24 }) +
        text('t c', { y: from === 'client' ? 88 : 124 }, displayName(words)),
    );
  };
  const arrow = (one: Arrow) => {
    const { from, x1, x2, kind } = one;
    if (kind === 'lost')
      return (
        line('m', x1, x2, RAILS[from], MIDDLE) +
        at(x2, element('path', { class: 'a', d: 'M-4 96l8 8m0-8l-8 8' }))
      );
    const { id } = HEADS.find(({ kinds }) => kinds.includes(kind))!;
    const shaft = element('line', {
      class: id,
      x1: x(x1),
      y1: RAILS[from],
      x2: x(x2),
      y2: RAILS[from === 'client' ? 'server' : 'client'],
      'marker-end': `url(#${id})`,
    });
    return shaft + (one.label === undefined ? '' : label(one));
  };

  const dot = ({ x: place, on, hollow, note }: Drawing['dots'][number]) =>
    at(place, element('circle', { class: hollow ? 'a b' : 't', cy: RAILS[on], r: 5 })) +
    (name === undefined ? '' : text('t c', { x: x(place), y: on === 'client' ? 28 : 184 }, name)) +
    (note ? text('s', { x: x(place), y: 27, dx: rtl ? -26 : 26 }, diagram[note]) : '');

  /** Between the rails as a measure, or on the client's rail as a bar: what this side does meanwhile is wait. */
  const wait = ({ x1, x2, word, isBar }: NonNullable<Drawing['waits']>[number]) =>
    isBar
      ? element('rect', {
          class: 't',
          x: x(rtl ? x2 : x1),
          width: `${x2 - x1}%`,
          y: RAILS.client - 2.5,
          height: 5,
        }) + text('s c', { x: x((x1 + x2) / 2), y: 24 }, diagram[word])
      : line('m', x1, x2, 142) +
        [x1, x2].map((end) => at(end, element('path', { class: 'm', d: 'M0 137v10' }))).join('') +
        text('s c', { x: x((x1 + x2) / 2), y: 134 }, diagram[word]);

  const rails = Object.values(RAILS).map(
    (y) => (alive > 0 ? line(undefined, 0, alive, y) : '') + line('m off', alive, 100, y),
  );
  const torn =
    element('path', { class: 'b', d: TORN[rtl ? 'rtl' : 'ltr'] }) +
    element('path', { class: 'a', d: 'M4 32L-6 60 5 84-5 108 6 132-4 168' });
  // SVG cannot measure text, HTML can.
  const nothing = ({ x: place, word }: Drawing['absent'][number]) =>
    at(
      place,
      `<foreignObject class="c" x="-150" y="83" width="300" height="40"><span>${escape(diagram[word])}</span></foreignObject>`,
    );
  const step = (place: number, index: number) =>
    at(place, element('circle', { cy: 182, r: 10 }) + text('b c', { y: 186.5 }, String(index + 1)));

  const start = rtl ? '100%' : undefined;
  return element(
    'svg',
    { class: 'seq', 'aria-hidden': 'true', direction: rtl ? 'rtl' : undefined },
    [
      element(
        'defs',
        {},
        HEADS.filter(({ kinds }) => arrows.some(({ kind }) => kinds.includes(kind)))
          .map(head)
          .join(''),
      ),
      text(undefined, { x: start, y: 24 }, diagram.client),
      text(undefined, { x: start, y: 184 }, diagram.server),
      alive > 0
        ? element('rect', {
            class: 'alive',
            x: `${rtl ? 100 - alive : 0}%`,
            y: RAILS.client,
            width: `${alive}%`,
            height: RAILS.server - RAILS.client,
          })
        : '',
      ...rails,
      end === 'straight' ? line(undefined, alive, alive, 34, 166) : '',
      end === 'torn' ? at(alive, torn) : '',
      protocol ? text('s', { x: x(1.5), y: 62 }, protocol) : '',
      ...arrows.map(arrow),
      ...(waits ?? []).map(wait),
      ...dots.map(dot),
      ...absent.map(nothing),
      ...steps.map(step),
    ].join(''),
  );
}
