/**
 * The drawing of the guide through-proxies: a chain of proxies, each with its limit of silence as a bar along the seconds since the last
 * byte. The shortest cuts, and what lies beyond it in the other bars never happens. x is in percent, y in pixels, as in the diagrams.
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
  const text = (percent: number, y: number, content: string, look = '') =>
    `<text x="${x(percent)}" y="${y}" ${look}>${escape(content)}</text>`;
  const thin = 'stroke="var(--mut)" stroke-width="1.5"';
  const bold = 'stroke="var(--acc)" stroke-width="2"';
  const end = ROW * (hops.length + 1) + 20;
  const nodes = [
    locale.words.diagram.client,
    ...hops.map(({ name, seconds }) => locale.labelled(name, timeOf(seconds, locale))),
    locale.words.diagram.server,
  ];
  const bars = hops.map(({ seconds }, place) => {
    const y = ROW * (place + 1) + 34;
    const rest =
      seconds > first.seconds
        ? line([at(first.seconds), y], [at(seconds), y], `${thin} stroke-dasharray="2 4"`)
        : '';
    return line([START, y], [at(first.seconds), y], 'stroke="var(--acc)" stroke-width="8"') + rest;
  });
  const svg = [
    `<svg width="100%" height="${end + 28}" font-size="14" fill="currentColor"${rtl ? ' direction="rtl"' : ''}>`,
    line([RAIL, 20], [RAIL, end], thin),
    ...nodes.map(
      (name, place) =>
        `<circle cx="${x(RAIL)}" cy="${place * ROW + 20}" r="5" fill="var(--bg)" ${bold}/>` +
        text(START, place * ROW + 25, name),
    ),
    ...bars,
    line([at(ping), 50], [at(ping), end - 14], `${thin} stroke-dasharray="6 3"`),
    text(at(ping), 46, locale.labelled(words.ping, timeOf(ping, locale)), 'fill="var(--mut)"'),
    line([at(first.seconds), ROW + 40], [at(first.seconds), end + 8], bold),
    text(
      at(first.seconds),
      end + 24,
      timeOf(first.seconds, locale),
      'fill="var(--acc)" font-weight="700"',
    ),
    '</svg>',
  ].join('');
  const named = hops.map(({ name, seconds }) => locale.labelled(name, timeOf(seconds, locale)));
  return {
    svg,
    says: [
      fill(words.passes, { hops: locale.list(named) }),
      fill(words.cuts, { limit: timeOf(first.seconds, locale), name: first.name }),
      fill(words.keeps, { limit: timeOf(ping, locale) }),
    ],
  };
}
