/**
 * content/link/lines.mdx: only `<Line library="…" />`, of a library that content/libraries has, each before its code.
 */
import { readMdx } from '../lib/text/mdx.ts';
import { wrong, type Problem } from './problem.ts';

const FILE = 'content/link/lines.mdx';

/** The tags of the lines on /link. */
export function lineProblems(texts: Record<string, string>): Problem[] {
  const { root, text } = readMdx(texts[FILE] ?? '');
  return root.children.flatMap(({ start, end }) => {
    const tag = text.slice(start, end);
    const library = /^<Line library="([^"]*)" \/>$/.exec(tag)?.[1];
    if (library === undefined)
      return [wrong(FILE, tag, '<Line library="ws" />', 'correct the tag')];
    return `content/libraries/${library}.yml` in texts
      ? []
      : [
          wrong(
            FILE,
            tag,
            'the name of a file of content/libraries without its ending',
            'correct the name, or add the library',
          ),
        ];
  });
}
