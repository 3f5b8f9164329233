/** The tables of the guide `reconnect`: what to do after each code, and what clients do by themselves. */
import { STABLE, TRIES } from '../../../../content/guides/reconnect/programs/reconnect.ts';
import { displayName } from '../../model/code.ts';
import { ruleOf } from '../../model/reconnect.ts';
import { factMarkdown } from '../../text/markdown.ts';
import type { Locale } from '../../text/locale.ts';
import { fill } from '../../text/template.ts';
import { factValue, type ShownCode } from '../factHtml.ts';
import type { GuideData, Table } from './shown.ts';

/** A wait from one time to another, in seconds: `5–30 s`, `10 ms`. */
function span(least: number, most: number, locale: Locale): string {
  if (most > 0 && most < 0.1) return locale.milliseconds(least * 1000, most * 1000);
  const { seconds, range } = locale.words.format;
  const [first, last] = [least, most].map(locale.number);
  return fill(seconds, {
    number: first === last ? first! : fill(range, { first: first!, last: last! }),
  });
}

const growing = (first: string, longest: number, { words, seconds }: Locale): string =>
  fill(words.reconnect.growing, { first, longest: seconds(longest) });

/** A row for each code and range: whether to connect again, after which wait, at which address, and what changes that. */
export const reconnectTable = ({ codes, locale }: GuideData): Table => {
  const { reconnect: t } = locale.words;
  const row = (code: ShownCode) => {
    const { policy, wait, other } = ruleOf(code);
    const changed = code.facts.ending === 'no-frame' ? 'opened' : policy;
    return {
      cells: [
        { text: displayName(code.id), page: code.id },
        factMarkdown(factValue(code, 'reconnect', locale)),
        wait ? growing(span(wait.least, wait.most, locale), wait.ceiling, locale) : '',
        wait ? (other ? t.another : t.same) : '',
        fill(t.changedBy[changed], { stable: locale.seconds(STABLE), tries: locale.number(TRIES) }),
      ],
    };
  };
  return {
    caption: t.codes,
    columns: [t.code, t.whether, t.wait, t.address, t.changes],
    rows: codes.map(row),
  };
};

/** A row for each client that reconnects by itself. */
export const clientsTable = ({ facts, locale }: GuideData): Table => {
  const { reconnect: t } = locale.words;
  return {
    caption: t.clients,
    columns: [t.client, t.waits, t.random, t.tries, t.stays, t.anew],
    rows: (facts.clients ?? []).map(({ name, version, waits, close }) => ({
      cells: [
        `${name} ${version}`,
        {
          text: growing(span(...waits.first, locale), waits.longest, locale),
          sources: [waits.source],
        },
        t.draws[waits.random],
        waits.tries === undefined
          ? t.endless
          : fill(t.afterTries, { tries: locale.number(waits.tries) }),
        {
          text: close.stays === undefined ? t.noCode : locale.list(close.stays.map(displayName)),
          sources: [close.source],
        },
        typeof close.anew === 'number'
          ? fill(t.afterOpen, { time: locale.seconds(close.anew) })
          : t.begins[close.anew],
      ],
    })),
  };
};
