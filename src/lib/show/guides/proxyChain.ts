/**
 * The drawing of the guide through-proxies: a chain of proxies, each with its limit of silence as a bar along the seconds since the last
 * byte, and on each a circle where the ping begins them anew. The shortest cuts; what lies beyond it in the other bars never happens. x is in percent, y in pixels, as in the diagrams.
 */
import { escape } from '../../text/escape.ts';
import { fill } from '../../text/template.ts';
import { idleOf, timeOf } from './proxies.ts';
import type { Drawing, GuideData } from './shown.ts';

/** Height of a row, and where the bars begin, in percent. */
const ROW = 52;
const START = 7;
const RAIL = 2;

/** A proxy of the chain. */
interface Hop {
  name: string;
  seconds: number;
}

/** @throws if the chain names a proxy that is not in the table, or one without a limit in seconds */
function hopsOf(data: GuideData): Hop[] {
  return data.facts.proxyChain!.hops.map((id) => {
    const proxy = data.facts.proxies?.find((one) => one.id === id);
    const idle = proxy && idleOf(proxy, data);
    if (typeof idle !== 'object')
      throw new Error(
        `proxyChain: ${id} is no proxy with a limit in seconds; expected one of facts.yml`,
      );
    return { name: proxy!.name, seconds: idle.seconds };
  });
}

/** The chain of facts.yml. */
export function proxyChain(data: GuideData): Drawing {
  const { locale } = data;
  const words = locale.words.proxies;
  const { ping } = data.facts.proxyChain!;
  const hops = hopsOf(data);
  const first = hops.reduce((least, hop) => (hop.seconds < least.seconds ? hop : least));
  const longest = Math.max(...hops.map(({ seconds }) => seconds));
  const rtl = locale.dir === 'rtl';
  const x = (percent: number) => `${Number((rtl ? 100 - percent : percent).toFixed(2))}%`;
  const at = (seconds: number) => START + (seconds / longest) * (100 - START);
  const line = (from: [number, number], to: [number, number], look: string) =>
    `<line x1="${x(from[0])}" y1="${from[1]}" x2="${x(to[0])}" y2="${to[1]}" ${look}/>`;
  const circle = (percent: number, y: number, look: string) =>
    `<circle cx="${x(percent)}" cy="${y}" r="5" fill="var(--bg)" ${look}/>`;
  const muted = 'stroke="var(--mut)" stroke-width';
  const accent = 'stroke="var(--acc)" stroke-width';
  const labelOf = ({ name, seconds }: Hop) => locale.labelled(name, timeOf(seconds, locale));
  const nodes = [
    locale.words.diagram.client,
    ...hops.map(labelOf),
    locale.notes([locale.words.diagram.server, locale.labelled(words.ping, timeOf(ping, locale))]),
  ];
  const cutter = hops.indexOf(first) + 1;
  const bar = ({ seconds }: Hop, place: number): string => {
    const y = ROW * (place + 1) + 36;
    const [own, cut] = [at(seconds), at(first.seconds)];
    const look = seconds === first.seconds ? accent : muted;
    return [
      line([START, y], [cut, y], `${look}="8"`),
      own > cut ? line([cut, y], [own, y], `${muted}="2" stroke-dasharray="2 5"`) : '',
      line([own, y - 9], [own, y + 9], `${look}="3"`),
      circle(at(ping), y, `${look}="2"`),
    ].join('');
  };
  const svg = [
    `<svg width="100%" height="${ROW * (nodes.length - 1) + 40}" font-size="14" fill="currentColor"${rtl ? ' direction="rtl"' : ''}>`,
    line([RAIL, 20], [RAIL, ROW * (nodes.length - 1) + 20], `${muted}="1.5"`),
    ...nodes.map((name, place) => {
      const bold = place === cutter ? 'fill="var(--acc)" font-weight="700"' : '';
      return (
        circle(RAIL, place * ROW + 20, `${accent}="2"`) +
        `<text x="${x(START)}" y="${place * ROW + 25}" ${bold}>${escape(name)}</text>`
      );
    }),
    ...hops.map(bar),
    '</svg>',
  ].join('');
  return {
    svg,
    says: [
      fill(words.passes, { hops: locale.list(hops.map(labelOf)) }),
      fill(words.cuts, { limit: timeOf(first.seconds, locale), name: first.name }),
      fill(words.keeps, { limit: timeOf(ping, locale) }),
    ],
  };
}
