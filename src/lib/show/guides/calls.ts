/** The call that closes, in each library where we know it. */
import { callOf, byUse } from '../../model/libraries.ts';
import type { GuideData, Table } from './shown.ts';

/** The page's script puts the code and the reason of an outcome in their place; every library may send these. */
const EXAMPLE = { code: 1000, reason: 'done' };

/** A row for each library. */
export function calls({ libraries, locale: { words, notes } }: GuideData): Table {
  return {
    caption: words.guides.calls,
    columns: [words.messages.library, words.guides.call],
    rows: [...libraries].sort(byUse).flatMap((library) => {
      const call = callOf(library, EXAMPLE.code, EXAMPLE.reason);
      const { name, language } = library;
      const own = name.includes(language) ? name : notes([name, language]);
      // A cell is one line; a call means the same in one.
      const line = call?.replace(/\s*\n\s*/g, ' ');
      return line ? { lib: library.id, cells: [own, `\`${line}\``] } : [];
    }),
  };
}
