/**
 * `npm run po`: the files of translated sentences as English is now, those of the libraries and one for each system; `-- vi`: of one language.
 * What is missing is added with an empty translation, a translation whose English has changed is marked fuzzy, and none is lost.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFiles, type Files } from '../lib/content/files.ts';
import { languagesIn, pathTo } from '../lib/content/layout.ts';
import { readLibraries, readSystems } from '../lib/content/read.ts';
import { updatedPo } from '../lib/model/po.ts';
import { sentencesOf, sentencesOfSystem, type Sentence } from '../lib/model/sentences.ts';
import { SOURCE_LANGUAGE } from '../lib/publishing/href.ts';

/**
 * Every file of translated sentences of a language, by path, as English is now.
 * @param files of content/
 * @throws Error for a file that cannot be read, with its path
 */
export function cataloguesOf(lang: string, files: Files): Files {
  const language = new Intl.DisplayNames(['en'], { type: 'language' }).of(lang);
  const update = (path: string, sentences: readonly Sentence[], of: string) => {
    const title = `The sentences of ${of} in ${language}; content/README.md says how to write them.`;
    try {
      return [path, updatedPo(files[path], sentences, lang, title)] as const;
    } catch (error) {
      throw new Error(`${path}: ${(error as Error).message}; what is wrong: npm run lint`);
    }
  };
  const libraries = readLibraries(files).flatMap((library) => sentencesOf(library.id, library));
  return Object.fromEntries([
    update(pathTo('librarySentences', { lang }), libraries, 'content/libraries'),
    ...readSystems(files).map(({ id, facts, words }) =>
      update(
        pathTo('systemSentences', { id, lang }),
        sentencesOfSystem(words, facts),
        `content/systems/${id}`,
      ),
    ),
  ]);
}

/**
 * The files of translated sentences that are not as English is now, as they should be.
 * @param lang one language; without it every language that has such files: one that grows gets its first ones by its name
 * @throws Error for a language that it is not, and for a file that cannot be read
 */
export function outdated(lang: string | undefined, files: Files): Files {
  const translated = languagesIn(Object.keys(files)).filter((tag) => tag !== SOURCE_LANGUAGE);
  if (lang && !translated.includes(lang))
    throw new Error(
      `"${lang}" found; expected one of ${translated.join(', ')}; for example: npm run po -- ${translated[0]}; a new language begins with ${pathTo('ui', { lang })}`,
    );
  return Object.fromEntries(
    (lang ? [lang] : translated.filter((tag) => pathTo('librarySentences', { lang: tag }) in files))
      .flatMap((tag) => Object.entries(cataloguesOf(tag, files)))
      .filter(([path, text]) => text !== files[path]),
  );
}

/** What was written, a line a file; where a new language gets a file for each system, their number tells more. */
const told = (paths: readonly string[]): string =>
  [
    ...paths.slice(0, 10).map((path) => `written: ${path}`),
    ...(paths.length > 10 ? [`and ${paths.length - 10} more under content/`] : []),
  ].join('\n') || 'nothing has changed';

if (import.meta.main) {
  const root = join(import.meta.dirname, '..', '..');
  try {
    const changed = outdated(process.argv[2], readFiles(root));
    for (const [path, text] of Object.entries(changed)) writeFileSync(join(root, path), text);
    console.log(told(Object.keys(changed)));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
