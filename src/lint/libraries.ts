/**
 * What the messages of a library point to.
 *
 * The code of a message has a page, its own or its range's, and its cause is one of that page; a text stands once for a code.
 */
import { codeHolding } from '../lib/model/code.ts';
import { SOURCE_LANGUAGE } from '../lib/publishing/href.ts';
import { allOf, valueOf } from '../lib/text/mdx.ts';
import { library, type Library, type Message } from '../lib/model/schema.ts';
import { pathOf, type Content } from './content.ts';
import { doubled, quote, wrong, type Problem } from './problem.ts';

function messageProblems(file: string, message: Message, content: Content): Problem[] {
  const name = `message ${quote(message.text)}`;
  const id = codeHolding(message.code, content.codes)?.id;
  if (!id)
    return [
      wrong(
        file,
        `${name} with code ${message.code}`,
        'a code or range of content/codes',
        'correct the code',
      ),
    ];
  const page = content.pages.get(pathOf('codes', id, SOURCE_LANGUAGE));
  const english = page?.findings.length === 0 ? page : undefined; // while its tags are wrong, its causes are not asked
  const causes = english
    ? allOf(english.mdx.root, 'Cause').map((cause) => valueOf(cause, 'id'))
    : [];
  const unknown = message.cause !== undefined && english && !causes.includes(message.cause);
  return [
    ...(unknown
      ? [
          wrong(
            file,
            `${name} with cause "${message.cause}"`,
            `a cause of ${id}: ${causes.join(', ')}`,
            'correct the cause, or leave it out if none fits',
          ),
        ]
      : []),
  ];
}

/** A file of a branch. */
const MOVING = /\/(?:blob|tree)\/(?:main|master|develop|dev|trunk|HEAD)\//;

const sourcesOf = ({ messages, limits, constants }: Library): string[] =>
  [...messages, ...(limits ?? []), ...(constants ? [constants] : [])].map(({ source }) => source);

/** The rules for every file of content/libraries that has the shape of one. */
export function libraryProblems(content: Content): Problem[] {
  return [...content.data.values()]
    .filter(({ file }) => file.startsWith('content/libraries/'))
    .flatMap(({ file, value }) => {
      const read = library.safeParse(value);
      if (!read.success) return []; // told by dataProblems
      const { messages } = read.data;
      const moving = [...new Set(sourcesOf(read.data).filter((source) => MOVING.test(source)))];
      const twice = doubled(messages.map(({ code, text }) => `${code} ${text}`));
      return [
        ...messages.flatMap((message) => messageProblems(file, message, content)),
        ...doubled(messages.map(({ id }) => id)).map((id) =>
          wrong(file, `id "${id}" twice`, 'each id once in a library', 'rename the newer one'),
        ),
        ...moving.map((source) =>
          wrong(
            file,
            `source ${source}`,
            'a commit or a tag in its address: the lines of a branch move',
            'name the commit that you read',
          ),
        ),
        ...twice.map((text) =>
          wrong(file, `message ${quote(text)} twice`, 'each text once for a code', 'remove one'),
        ),
      ];
    });
}
