/** Writes the files of translated sentences: what `npm run po` does to one. */
import { po, type GetTextTranslation, type GetTextTranslations } from 'gettext-parser';
import type { Sentence } from './sentences.ts';

/** Columns of a line, quotes and all, where the writer breaks it; as gettext's own programs do. */
const COLUMNS = 80;

const FUZZY = /,? *\bfuzzy\b/;

const entriesOf = (section: GetTextTranslations['translations'] = {}): GetTextTranslation[] =>
  Object.values(section)
    .flatMap((entries) => Object.values(entries))
    .filter(({ msgctxt, msgid }) => msgctxt || msgid);

/** The sentence before, as `#|` shows it to who reads the translation again. */
const previousOf = (msgid: string): string => `msgid ${JSON.stringify(msgid)}`;

/** One entry as English is now. A translation of another sentence is kept and marked fuzzy, with that sentence beside it. */
function updated(
  { key, english, explains }: Sentence,
  found: GetTextTranslation | undefined,
): GetTextTranslation {
  const { translator, flag = '', previous } = found?.comments ?? {};
  const msgstr = found?.msgstr ?? [''];
  const written = msgstr[0] !== '';
  const changed = written && found!.msgid !== english;
  const fuzzy = changed || (written && FUZZY.test(flag));
  return {
    msgctxt: key,
    msgid: english,
    msgstr,
    comments: {
      translator,
      extracted: explains,
      flag: [fuzzy ? 'fuzzy' : '', flag.replace(FUZZY, '').replace(/^, */, '')]
        .filter(Boolean)
        .join(', '),
      previous: changed ? previousOf(found!.msgid) : fuzzy ? previous : undefined,
    },
  };
}

/**
 * A file of translated sentences as English is now: what is missing has an empty `msgstr`, a translation whose English has changed is
 * fuzzy, all are sorted by key. No translation is lost: one whose sentence is gone becomes obsolete (`#~`), and comes back with it.
 * @param text of the file; undefined if there is none yet
 * @param title the comment at the head of a new file
 * @throws SyntaxError or RangeError if it is not PO, or has an entry twice
 */
export function updatedPo(
  text: string | undefined,
  sentences: readonly Sentence[],
  lang: string,
  title: string,
): string {
  const table = po.parse(text ?? '', { validation: true });
  const [live, gone] = [entriesOf(table.translations), entriesOf(table.obsolete)];
  const head = table.translations['']?.[''] ?? {
    msgid: '',
    msgstr: [''],
    comments: { translator: title },
  };
  const keys = new Set(sentences.map(({ key }) => key));
  // Of several with one key, the last that is alive; else the last that was.
  const found = new Map([...gone, ...live].map((entry) => [entry.msgctxt ?? '', entry]));
  const entries = sentences.map((sentence) => updated(sentence, found.get(sentence.key)));
  const obsolete = [...found.values()].filter(
    ({ msgctxt = '', msgstr }) => !keys.has(msgctxt) && msgstr[0],
  );
  return po
    .compile(
      {
        charset: 'utf-8',
        headers: {
          Language: lang,
          'MIME-Version': '1.0',
          'Content-Type': 'text/plain; charset=UTF-8',
          'Content-Transfer-Encoding': '8bit',
          ...table.headers,
        },
        translations: sectionOf([head, ...entries]),
        obsolete: sectionOf(obsolete),
      },
      { foldLength: COLUMNS, sort: (a, b) => compare(a.msgctxt ?? '', b.msgctxt ?? '') },
    )
    .toString()
    .replace('charset=utf-8', 'charset=UTF-8'); // as every other program writes it
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Entries as the writer takes them. */
function sectionOf(entries: readonly GetTextTranslation[]): GetTextTranslations['translations'] {
  const section: GetTextTranslations['translations'] = {};
  for (const entry of entries) (section[entry.msgctxt ?? ''] ??= {})[entry.msgid] = entry;
  return section;
}
