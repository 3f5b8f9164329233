/** The tables and the drawing of the guide on keep-alive: what libraries do by themselves, what a ping costs, which times fit together. */
import { escape } from '../../text/escape.ts';
import { fill } from '../../text/template.ts';
import type { KeepAlive, KeepAliveLibrary } from '../../model/keepAliveFacts.ts';
import type { KnownLibrary } from '../../model/libraries.ts';
import type { Limit } from '../../model/schema.ts';
import type { Cell, Drawing, GuideData, Row, Table } from './shown.ts';

const factsOf = ({ facts }: GuideData): KeepAlive => {
  if (!facts.keepAlive)
    throw new Error('facts.yml of the guide: no keepAlive; expected it, with seconds and layers');
  return facts.keepAlive;
};

const NONE = '–';

function named(id: string, { libraries }: GuideData): KnownLibrary {
  const known = libraries.find((library) => library.id === id);
  if (!known) throw new Error(`keepAlive: no library ${id} in content/libraries`);
  return known;
}

/** Values of a kind of limit with their options: ``20 s `ping_interval` ``. */
const limitsOf = (library: KnownLibrary, what: Limit['what'], { locale }: GuideData): string[] =>
  (library.limits ?? [])
    .filter((limit) => limit.what === what)
    .map(({ value, option }) => {
      const { off } = locale.words.guides.keepAlive;
      if (value === 'none') return option ? locale.labelled(off, `\`${option}\``) : off;
      return option ? `${locale.amount(value)} \`${option}\`` : locale.amount(value);
    });

/** Who pings, how often, and with what. */
function pings(known: KnownLibrary, { who, by }: KeepAliveLibrary, data: GuideData): string {
  const { locale } = data;
  const words = locale.words.guides.keepAlive;
  if (who === 'none') return words.never;
  const intervals = limitsOf(known, 'pingInterval', data);
  const often = locale.list(intervals.length ? intervals : [words.beforeIdle]);
  return locale.notes([locale.labelled(words.who[who], often), ...(by ? [words.by[by]] : [])]);
}

/** How long it waits for the pong, or how long it bears silence. */
function waits(known: KnownLibrary, { waits: as }: KeepAliveLibrary, data: GuideData): string {
  const words = data.locale.words.guides.keepAlive;
  const idle = limitsOf(known, 'idleTimeout', data);
  const all = [
    ...(as ? [words.waits[as]] : limitsOf(known, 'pingTimeout', data)),
    ...(idle.length ? [data.locale.labelled(words.idle, data.locale.list(idle))] : []),
  ];
  return all.length ? data.locale.notes(all) : NONE;
}

const codeCell = (code: number | null | undefined): Cell =>
  code === null || code === undefined ? { text: NONE } : { text: `${code}`, page: `${code}` };

/** The code that the peer is told, and the one that the own program is told, when no pong comes. */
function codes(known: KnownLibrary, row: KeepAliveLibrary, data: GuideData): [Cell, Cell] {
  if (row.measured !== undefined) {
    const found = data.measured.find(
      ({ implementation, scenario }) =>
        implementation === row.measured && scenario === 'keepalive.fast-no-pong',
    );
    if (!found) throw new Error(`keepAlive: ${row.measured} has no row keepalive.fast-no-pong`);
    const { codeSent, codeReported } = found.observed;
    return [
      codeCell(codeSent === 'empty' ? 1005 : (codeSent ?? 1006)),
      { ...codeCell(codeReported), sources: ['measured'] },
    ];
  }
  const message = known.messages.find(({ id }) => id === row.message);
  if (!message) return [codeCell(null), codeCell(null)];
  const { code, origin } = message;
  return [
    codeCell(origin === 'sent' ? code : 1006),
    { text: `${code}`, page: `${code}-messages`, anchor: `${known.id}-${message.id}` },
  ];
}

/** What libraries do if nobody sets it, and the codes when no pong comes. */
export function keepAliveDefaults(data: GuideData): Table {
  const words = data.locale.words.guides.keepAlive;
  const { libraries, silent } = factsOf(data);
  return {
    caption: words.defaults,
    columns: [words.library, words.pings, words.wait, words.peer, words.own],
    rows: [
      ...libraries.map((row) => defaultsOf(row, data)),
      {
        cells: [
          data.locale.list(silent.map((id) => data.locale.name(named(id, data)))),
          words.never,
          ...Array<string>(3).fill(NONE),
        ],
      },
    ],
  };
}

function defaultsOf(row: KeepAliveLibrary, data: GuideData): Row {
  const known = named(row.library, data);
  return {
    lib: known.id,
    cells: [
      { text: data.locale.name(known), page: `implementations-${known.id}` },
      pings(known, row, data),
      { text: waits(known, row, data), sources: row.source === undefined ? [] : [row.source] },
      ...codes(known, row, data),
    ],
  };
}

/** Bytes of one ping, its pong and the acknowledgement, by layer. */
export function keepAliveCosts(data: GuideData): Table {
  const { locale } = data;
  const words = locale.words.guides.keepAlive;
  const { layers } = factsOf(data);
  const sum = (part: 'ping' | 'pong' | 'ack') =>
    locale.number(layers.reduce((bytes, layer) => bytes + layer[part], 0));
  return {
    caption: words.costs,
    columns: [words.layer, 'Ping', 'Pong', 'ACK'],
    rows: [
      ...layers.map(({ name, ping, pong, ack, source }) => ({
        cells: [{ text: name, sources: [source] }, `${ping}`, `${pong}`, `${ack}`],
      })),
      { cells: [words.sum, sum('ping'), sum('pong'), sum('ack')] },
    ],
  };
}

/** Width of the axis in percent, and where it begins. */
const [START, WIDTH] = [4, 88];

/** The times from the last pong to the idle limit, on one axis, and in sentences. */
export function keepAliveTimes(data: GuideData): Drawing {
  const { locale } = data;
  const words = locale.words.guides.keepAlive;
  const { interval, timeout, idle } = factsOf(data).seconds;
  const cut = interval + timeout;
  const end = Math.max(cut, idle);
  const x = (second: number) => {
    const place = START + (WIDTH * second) / end;
    return `${locale.dir === 'rtl' ? 100 - place : place}%`;
  };
  const text = (second: number, y: number, said: string, more = '') =>
    `<text x="${x(second)}" y="${y}"${more}>${escape(said)}</text>`;
  const line = (from: number, to: number, y: number, y2 = y, stroke = 'mut') =>
    `<line x1="${x(from)}" x2="${x(to)}" y1="${y}" y2="${y2}" stroke="var(--${stroke})"/>`;
  const span = (from: number, to: number, y: number, said: string) =>
    line(from, to, y) +
    [from, to].map((at) => line(at, at, y - 5, y + 5)).join('') +
    text((from + to) / 2, y + 18, said, ' fill="var(--mut)"');
  const moments: [number, string, string][] = [
    [0, words.pong, 'ink'],
    [interval, words.ping, 'ink'],
    [cut, words.cut, 'acc'],
    [idle, words.limit, 'mut'],
  ];
  const values = {
    interval: locale.seconds(interval),
    timeout: locale.seconds(timeout),
    sum: locale.seconds(cut),
    idle: locale.seconds(idle),
  };
  const svg = [
    '<svg width="100%" height="150" font-size="13" text-anchor="middle" fill="var(--ink)" stroke-width="1.5">',
    line(0, end, 44, 44, 'ink'),
    ...moments.map(
      ([at, said, ink]) =>
        line(at, at, 30, 52, ink) +
        text(at, 22, said, ` fill="var(--${ink})"`) +
        text(at, 68, locale.seconds(at), ' fill="var(--mut)"'),
    ),
    span(0, interval, 86, words.interval),
    span(interval, cut, 86, words.timeout),
    span(0, cut, 124, words.noticed),
    '</svg>',
  ].join('');
  const { pong, ping, cut: cutAt, limit } = words.says;
  const says = [pong, ping, cutAt, limit];
  return { svg, says: says.map((sentence) => fill(sentence, values)) };
}
