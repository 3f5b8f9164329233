/** The table that answers numbers in the search field, and the words of its dialog. */
import { codesIn, localeOf, languageParam, languages } from '../../content.ts';
import { isHollow } from '../../lib/model/facts.ts';
import { holds, isRange, parseCode, RANGES } from '../../lib/model/code.ts';
import type { APIContext } from 'astro';

export const getStaticPaths = () =>
  languages.map((lang) => ({ params: { lang: languageParam(lang) } }));

const PROTOCOL = parseCode(RANGES.protocol)!;

/** The words that the field needs before the first word is typed; the decoder brings its own. */
const NEEDED_AT_ONCE = new Set(
  'label placeholder close none results code range comparison choose enter loading failed hint'.split(
    ' ',
  ),
);

export const GET = ({ params }: APIContext) => {
  const locale = localeOf(params.lang);
  const { words } = locale;
  const codes = codesIn(locale.tag).map((code) => ({
    id: code.id,
    title: code.title,
    family: code.facts.family,
    hollow: isHollow(code) || undefined,
    // The codes of the standard are explained at once. Ranges, and registered codes, of which there may be any number, say enough by their names.
    answer: isRange(code) || !holds(PROTOCOL, code) ? undefined : code.text.entry.data.answer,
  }));
  const used = Object.fromEntries(
    Object.entries(words.search).filter(([name]) => NEEDED_AT_ONCE.has(name)),
  );
  return Response.json({
    words: { ...used, question: words.pair.question, names: words.pair.names },
    codes,
  });
};
