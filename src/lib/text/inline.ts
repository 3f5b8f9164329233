/** One line of Markdown that has only code and plain words: the title of a cause. */
import { escape } from './escape.ts';

/** @example inlineHtml('`ws` closes') → '<code>ws</code> closes' */
export const inlineHtml = (line: string): string =>
  line
    .split('`')
    .map((part, place) => (place % 2 ? `<code>${escape(part)}</code>` : escape(part)))
    .join('');
