/**
 * Each file alone: it has the shape of src/lib/model/schema.ts.
 *
 * facts.yml, sources, libraries, measurements and the words of a language satisfy their schema, and so does the front matter of a text;
 * `title` stands in every translation of a code and not in English, where the name in facts.yml stands.
 */
import { z } from 'astro/zod';
import { KINDS, pathTo } from '../lib/content/layout.ts';
import { ui } from '../lib/model/schema.ts';
import { SOURCE_LANGUAGE } from '../lib/publishing/href.ts';
import { isEnglish, type Data, type Page } from './content.ts';
import { finding, quote, wrong, type Finding, type Problem } from './problem.ts';

const ENGLISH_WORDS = pathTo('ui', { lang: SOURCE_LANGUAGE });

/** What a value is, for a message: short JSON, or `nothing`. */
const show = (value: unknown): string =>
  value === undefined || value === null
    ? 'nothing'
    : typeof value === 'string'
      ? quote(value)
      : quote(JSON.stringify(value) ?? String(value)).slice(1, -1);

const at = (value: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inside, key) => (inside as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );

/** What zod expected, without what it says it received. */
function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value')
    return `${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
  if (issue.code === 'too_big')
    return `at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`;
  if (issue.code === 'too_small')
    return `at least ${issue.minimum}${issue.origin === 'string' ? ' characters' : ''}`;
  if (issue.code === 'invalid_union') return issue.errors.flat().map(expectedBy).join(', or ');
  if (issue.code === 'invalid_key') return issue.issues.map(expectedBy).join(', ');
  return issue.message
    .replace(/^Invalid (input|string): (expected )?/, '')
    .replace(/, received .*$/, '');
}

/** Of a group, the fields that a rule about several of them names; all of them if it names none. */
function namedIn(message: string, group: unknown): unknown {
  const named = Object.entries(group ?? {}).filter(([key]) => message.includes(key));
  return named.length ? Object.fromEntries(named) : group;
}

/** How long a text is, where that is what is wrong. */
const lengthOf = (issue: z.core.$ZodIssue, value: unknown): string =>
  issue.code.startsWith('too_') && typeof value === 'string' ? ` (${value.length} characters)` : '';

/**
 * One finding for each thing that a schema refuses; a group of words that is missing is told word by word.
 * @param lineOf tells the line of a path in the file, if that is known
 */
export function shapeFindings(
  shape: z.ZodType,
  value: unknown,
  lineOf: Data['lineOf'] = () => undefined,
): Finding[] {
  const result = shape.safeParse(value);
  if (result.success) return [];
  return result.error.issues.flatMap((issue): Finding[] => {
    const name = issue.path.join('.') || 'content';
    const place = (path = issue.path) => {
      const line = lineOf(path);
      return line === undefined ? '' : ` in line ${line}`;
    };
    const actual =
      issue.code === 'custom'
        ? namedIn(issue.message, at(value, issue.path))
        : at(value, issue.path);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => {
        const known = Object.keys(
          (
            at(
              shape,
              issue.path.flatMap((part) => ['shape', part]),
            ) as z.ZodObject | undefined
          )?.shape ?? {},
        );
        return finding(
          `unknown ${[...issue.path, key].join('.')}${place([...issue.path, key])}`,
          known.length ? `only ${known.join(', ')}` : 'no such name',
          'rename it or remove it',
        );
      });
    const inner = issue.path.reduce<unknown>(
      (part, key) => (part as z.ZodObject | undefined)?.shape?.[key as string],
      shape,
    );
    if (actual === undefined && inner instanceof z.ZodObject)
      return shapeFindings(inner, {}).map((missing) => ({
        ...missing,
        found: missing.found.replace('no ', `no ${name}.`),
      }));
    if (actual === undefined && issue.path.length)
      return [finding(`no ${name}${place()}`, expectedBy(issue), 'write it')];
    if (issue.code === 'invalid_key')
      return [finding(`name ${quote(name)}${place()}`, expectedBy(issue), 'rename it')];
    return [
      finding(
        `${name}: ${show(actual)}${lengthOf(issue, actual)}${place()}`,
        expectedBy(issue),
        'change it',
      ),
    ];
  });
}

/** English has all words, every other language as many as it likes. */
const shapeOf = ({ kind, file }: Data): z.ZodType =>
  file === ENGLISH_WORDS ? ui : KINDS[kind].shape;

/** facts.yml, sources and words satisfy their schema. */
export const dataProblems = (data: Data): Problem[] =>
  (data.findings.length
    ? data.findings
    : shapeFindings(shapeOf(data), data.value, data.lineOf)
  ).map((f) => wrong(data.file, f.found, f.expected, f.remedy));

/** The front matter satisfies its schema; `title` is in translations only. */
export function frontMatterFindings(page: Page): Finding[] {
  const { translates: _, ...words } = page.data; // see stampFindings
  const findings = shapeFindings(KINDS[page.kind].shape, words);
  if (page.kind !== 'codes') return findings;
  if (isEnglish(page) && 'title' in page.data)
    findings.push(
      finding(
        `title: ${show(page.data.title)}`,
        'none: in English the name in facts.yml is the title',
        'remove it',
      ),
    );
  if (!isEnglish(page) && !('title' in page.data))
    findings.push(finding('no title', 'the name of the code in this language', 'write it'));
  return findings;
}
