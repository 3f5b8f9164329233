/**
 * The sentences of the libraries and of the systems, and their translations.
 *
 * English is the source and stands in the file of its library or beside the facts of its system; every other language is a gettext file,
 * `content/libraries/<lang>.po` for all libraries, `content/systems/<id>/<lang>.po` for each system.
 * Each of its entries holds the English sentence that it translates (`msgid`), so that one sentence alone tells whether it is fresh.
 */
import { z } from 'astro/zod';
import { po } from 'gettext-parser';
import type { Library, Message } from './schema.ts';
import type { System, SystemWords } from './system.ts';

/** An English sentence, and the key of its translations (`msgctxt`): `ws/fin-must-be-set`, `ws/note`; of a system `4004/means`. */
export interface Sentence {
  key: string;
  english: string;
  /** What it explains, which is never translated: a message, or a code and its name. A PO file shows it above the entry. */
  explains?: string;
}

/** One entry of a PO file. */
export const translation = z.strictObject({
  key: z.string(),
  /** The English sentence as it was when it was translated. */
  english: z.string(),
  /** The translation; empty while nobody wrote it. */
  own: z.string(),
  /** A tool marked it as `fuzzy`: somebody has to read it. */
  fuzzy: z.boolean(),
  /** The English sentence that it is a translation of, where a tool has written the new one: `#| msgid "…"`. */
  previous: z.string().optional(),
});
export type Translation = z.infer<typeof translation>;

/** What a message means. @param library id of the library that prints it */
export const meaningOf = (library: string, { id, meaning, text }: Message): Sentence => ({
  key: `${library}/${id}`,
  english: meaning,
  explains: text,
});

/** The note on the names for codes; none if there is nothing to note. @param library id of the library */
export const noteOf = (library: string, { constants }: Library): Sentence | undefined =>
  constants?.note === undefined ? undefined : { key: `${library}/note`, english: constants.note };

/** Every sentence of a library. @param id of the library */
export function sentencesOf(id: string, library: Library): Sentence[] {
  const note = noteOf(id, library);
  return [...(note ? [note] : []), ...library.messages.map((message) => meaningOf(id, message))];
}

/**
 * Every sentence of a system: `about`, `4004/means`, `4004/do`, `differs/<id>`.
 * @param facts of the same system, for the names of its codes
 */
export function sentencesOfSystem(
  { about, codes, differs = {} }: SystemWords,
  facts?: Pick<System, 'name' | 'codes'>,
): Sentence[] {
  const name = (code: string) => facts?.codes.find((own) => own.code === code)?.name;
  return [
    { key: 'about', english: about, explains: facts?.name },
    ...Object.entries(codes).flatMap(([code, { means, do: remedy }]) =>
      Object.entries({ means, do: remedy }).flatMap(([what, english]) =>
        english === undefined
          ? []
          : [{ key: `${code}/${what}`, english, explains: [code, name(code)].join(' ').trim() }],
      ),
    ),
    ...Object.entries(differs).map(([id, english]) => ({ key: `differs/${id}`, english })),
  ];
}

/**
 * The entries of a PO file, without its head and without obsolete ones (`#~`).
 * @throws SyntaxError or RangeError if it is not PO, or has an entry twice
 */
export const readPo = (text: string): Translation[] =>
  Object.values(po.parse(text, { validation: true }).translations)
    .flatMap((entries) => Object.values(entries))
    .filter(({ msgctxt, msgid }) => msgctxt || msgid)
    .map(({ msgctxt = '', msgid, msgstr, comments }) => ({
      key: msgctxt,
      english: msgid,
      own: msgstr[0]!,
      fuzzy: /\bfuzzy\b/.test(comments?.flag ?? ''),
      ...previousIn(comments?.previous),
    }));

/** @param comment `msgid "…"`, over several lines if it is long */
function previousIn(comment = ''): { previous?: string } {
  const quoted = comment.match(/"(?:\\.|[^"\\])*"/g);
  return quoted ? { previous: quoted.map((part) => JSON.parse(part) as string).join('') } : {};
}

/** Does it say what English says now? Pages show no other, for no notice stands beside a sentence. */
export const isFresh = ({ english, own, fuzzy }: Translation, now: string): boolean =>
  own !== '' && english === now && !fuzzy;
