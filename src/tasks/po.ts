/**
 * `npm run po -- vi`: the files of translated sentences of a language as English is now, those of the libraries and one for each system.
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

/** Writes what has changed. @returns the exit code */
function update(lang: string, root: string): number {
  const files = readFiles(root);
  const translated = languagesIn(Object.keys(files)).filter((tag) => tag !== SOURCE_LANGUAGE);
  if (!translated.includes(lang)) {
    console.error(
      `${lang ? `"${lang}"` : 'no language'} found; expected one of ${translated.join(', ')}; for example: npm run po -- ${translated[0]}; a new language begins with ${pathTo('ui', { lang: lang || '<tag>' })}`,
    );
    return 1;
  }
  const changed = Object.entries(cataloguesOf(lang, files)).filter(
    ([path, text]) => text !== files[path],
  );
  for (const [path, text] of changed) {
    writeFileSync(join(root, path), text);
    console.log(`written: ${path}`);
  }
  if (!changed.length) console.log('nothing has changed');
  return 0;
}

if (import.meta.main) {
  try {
    process.exitCode = update(process.argv[2] ?? '', join(import.meta.dirname, '..', '..'));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
