/**
 * `npm run fresh -- vi 1006 proxy-idle answer`: writes into the Vietnamese text of 1006 that these parts were read again and follow English.
 * `npm run fresh -- vi ui page` does it for a group of the words of the site. Without parts it shows those that do not follow it: English now, and the translation. `--all` is for a text that was read as a whole.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFiles, type Files } from '../lib/content/files.ts';
import { languagesIn, pathTo, type Kind } from '../lib/content/layout.ts';
import { freshened, staleTexts, type StaleText } from '../lib/content/read.ts';
import type { Part } from '../lib/content/stamps.ts';
import { SOURCE_LANGUAGE } from '../lib/publishing/href.ts';

/** What there is to say, and what is to be written. */
export interface Outcome {
  lines: string[];
  /** Files by path; none if nothing changes. */
  written: Files;
  failed: boolean;
}

const said = (...lines: string[]): Outcome => ({ lines, written: {}, failed: false });
const refused = (line: string): Outcome => ({ lines: [line], written: {}, failed: true });

const shown = (file: string, part: Part | undefined): string[] =>
  part ? [`${part.file ?? file}:${part.lines[0]![0]}`, part.text, ''] : [`${file}: not there`, ''];

/** A stale part as one reads it again: English now, then the translation. */
const told = ({ name, why, english, source, own, file }: StaleText): string[] => [
  `== ${name}: ${why}`,
  ...shown(source, english),
  ...shown(file, own),
];

/** What a name is of: a code, a comparison, a guide, or `ui`, the words of the site. */
function kindOf(folder: string): Kind {
  if (folder === 'ui') return 'ui';
  if (folder.includes('-vs-')) return 'comparisons';
  return /^\d/.test(folder) ? 'codes' : 'guides';
}

/** What `npm run fresh -- <args>` does to the files of content/. */
export function fresh(args: readonly string[], files: Files): Outcome {
  const [lang = '', folder = '', ...names] = args;
  const languages = languagesIn(Object.keys(files)).filter((tag) => tag !== SOURCE_LANGUAGE);
  if (!languages.includes(lang))
    return refused(
      `${lang ? `"${lang}"` : 'no language'} found; expected one of ${languages.join(', ')}; for example: npm run fresh -- ${languages[0]} 1006`,
    );
  const kind = kindOf(folder);
  const file = pathTo(kind, { folder, lang });
  const source = pathTo(kind, { folder, lang: SOURCE_LANGUAGE });
  const missing = [file, source].find((path) => files[path] === undefined);
  if (missing)
    return refused(
      `${missing}: no file found; expected a translation and its English; for example: npm run fresh -- ${lang} 1006`,
    );
  const ofCode = pathTo('facts', { folder });
  const facts = kind === 'codes' ? files[ofCode] : undefined;
  const both = { [file]: files[file]!, [source]: files[source]! };
  const stale = staleTexts(lang, facts === undefined ? both : { ...both, [ofCode]: facts });
  const known = stale.map(({ name }) => name);
  if (names.length === 0)
    return said(
      ...stale.flatMap(told),
      known.length
        ? `once they are read and mended: npm run fresh -- ${lang} ${folder} ${known.join(' ')}`
        : `${file} follows English`,
    );
  const unknown = names.find((name) => name !== '--all' && !known.includes(name));
  if (unknown)
    return refused(
      `"${unknown}" found; expected ${known.length ? `parts that are stale: ${known.join(', ')}` : `none: ${file} follows English`}; nothing is written`,
    );
  // Nobody has read what nobody has written.
  const unwritten = stale.filter(({ english, own }) => english && !own).map(({ name }) => name);
  const named = names.find((name) => unwritten.includes(name));
  if (named)
    return refused(
      `"${named}" found; expected a part that ${file} has; write it first; nothing is written`,
    );
  const read = names.includes('--all') ? known.filter((name) => !unwritten.includes(name)) : names;
  const text = freshened(files[file]!, files[source]!, { read, facts });
  const left = unwritten.length ? [`not there yet, and not marked: ${unwritten.join(', ')}`] : [];
  if (text === files[file]) return said(...(left.length ? left : [`${file} follows English`]));
  return { lines: [`written: ${file}`, ...left], written: { [file]: text }, failed: false };
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..', '..');
  try {
    const { lines, written, failed } = fresh(process.argv.slice(2), readFiles(root));
    for (const [path, text] of Object.entries(written)) writeFileSync(join(root, path), text);
    for (const line of lines) (failed ? console.error : console.log)(line);
    process.exitCode = Number(failed);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
