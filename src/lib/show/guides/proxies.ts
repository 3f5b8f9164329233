/** The table of the guide through-proxies: what each proxy or platform does to an open WebSocket. */
import type { Proxy, ProxyLimit } from '../../model/proxyFacts.ts';
import type { Locale } from '../../text/locale.ts';
import { fill } from '../../text/template.ts';
import type { GuideData, Table } from './shown.ts';

/** A time in the unit in which people say it: 60 s, 5 min, 2 h. @param seconds whole ones */
export function timeOf(seconds: number, { words, number, seconds: inSeconds }: Locale): string {
  const { minutes, hours } = words.proxies;
  if (seconds >= 3600 && seconds % 3600 === 0)
    return fill(hours, { number: number(seconds / 3600) });
  return seconds > 60 && seconds % 60 === 0
    ? fill(minutes, { number: number(seconds / 60) })
    : inSeconds(seconds);
}

/**
 * The limit of silence of a proxy: what its maker says, or what was measured here with nothing set.
 * @throws if there is no measurement of one that ran here
 */
export function idleOf(
  { id, idle, measuredAs }: Proxy,
  { measured }: Pick<GuideData, 'measured'>,
): ProxyLimit | undefined {
  if (measuredAs === undefined) return idle;
  const row = measured.find(
    ({ implementation, scenario }) =>
      implementation === measuredAs && scenario === 'proxy.idle-default',
  );
  if (!row)
    throw new Error(
      `${id}: measuredAs ${measuredAs} has no row proxy.idle-default in content/measurements/`,
    );
  return row.ms === null ? 'none' : { seconds: Math.round(row.ms / 1000) };
}

/** A limit in words. */
function limitText(limit: ProxyLimit | undefined, locale: Locale): string {
  const words = locale.words.proxies;
  if (limit === undefined) return '';
  if (typeof limit === 'string') return words[limit];
  const own = timeOf(limit.seconds, locale);
  return limit.most === undefined
    ? own
    : fill(words.upTo, { limit: own, most: timeOf(limit.most, locale) });
}

/** A row for each proxy; a cell is empty where its maker says nothing. */
export function proxiesTable(data: GuideData): Table {
  const { locale, facts } = data;
  const words = locale.words.proxies;
  const rows = (facts.proxies ?? []).map((proxy) => {
    const { id, name, age, option, fixed, pings, sees, sources, read } = proxy;
    return {
      id,
      cells: [
        name,
        limitText(idleOf(proxy, data), locale),
        limitText(age, locale),
        option === undefined ? (fixed ? words.fixed : '') : `\`${option}\``,
        pings === undefined ? '' : words.counted[pings],
        sees === undefined
          ? ''
          : fill(words.seen[sees.who], { code: sees.code === undefined ? '' : `${sees.code}` }),
        { text: read, sources },
      ],
    };
  });
  const columns = ['proxy', 'idle', 'age', 'option', 'pings', 'sees', 'read'] as const;
  return { caption: words.caption, columns: columns.map((key) => words[key]), rows };
}
