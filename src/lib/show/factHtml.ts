/**
 * Facts in words, as HTML. A comparison shows up to twenty-seven of them on each of 344 pages, and a component for each
 * would be half of the time that the pages take.
 */
import { hexBytes } from '../model/code.ts';
import { escape } from '../text/escape.ts';
import { factKeys, FACT_NAMES, onTheWire, type CodeFacts } from '../model/facts.ts';
import type { Source } from '../model/schema.ts';
import type { Locale } from '../text/locale.ts';
import { fill, fillHtml } from '../text/template.ts';

/** What a fact strip or a comparison can show of a code. */
export type ShownFact = (typeof FACT_NAMES)[number] | 'bytes' | 'means';

/** A code with what its facts name. */
export interface ShownCode extends CodeFacts {
  /** Completes “1003 means that …”. */
  means: string;
  /** Language of `means`, where it is not the page's: English that stands in for a translation. */
  foreign: string | undefined;
  definedIn: Source;
  amendedBy: Source | undefined;
}

const code = (text: string): string => `<code>${escape(text)}</code>`;
const link = ({ url }: Source, text: string): string =>
  `<a href="${escape(url)}"><bdi>${escape(text)}</bdi></a>`;

/** The name of a fact; that of `close()` has code in it. @param call what the browser would call: `close(1006)` */
export const factLabel = (name: ShownFact, { words }: Locale, call = 'close()'): string =>
  fillHtml(words.facts.label[name], { call: code(call) });

/** The value of a fact. */
export function factValue(shown: ShownCode, name: ShownFact, locale: Locale): string {
  const { facts, first, last } = shown;
  const { words } = locale;
  if (name === 'means')
    return shown.foreign
      ? `<span lang="${shown.foreign}">${escape(shown.means)}</span>`
      : escape(shown.means);
  if (name === 'bytes') {
    const bytes = code(first === last ? hexBytes(first) : `${hexBytes(first)} – ${hexBytes(last)}`);
    return onTheWire(shown)
      ? bytes
      : fillHtml(words.facts.bytes.none, {
          bytes: `<span class="mut">${locale.bracketed(bytes)}</span>`,
        });
  }
  if (name === 'family') return escape(words.families[facts.family].name);
  if (name === 'reconnect') {
    const { policy, min, max } = facts.reconnect;
    return escape(fill(words.facts.reconnect[policy], { min: min ?? '', max: max ?? '' }));
  }
  if (name === 'defined') {
    const { definedIn, amendedBy } = shown;
    return locale.list([
      link(definedIn, shortTitle(definedIn)),
      ...(amendedBy ? [link(amendedBy, amendedBy.label)] : []),
    ]);
  }
  const key = factKeys(shown)[name];
  return fillHtml((words.facts[name] as Record<string, string>)[key]!, {
    error: code('InvalidAccessError'),
  });
}

/** A source's title without what it says there: `IANA` of `IANA: WebSocket Close Code Number Registry`. */
export const shortTitle = ({ title }: Source): string => title.replace(/:.*/, '');
