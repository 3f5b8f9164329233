/**
 * Every page of `dist/` is valid HTML, to two checkers: pages that together have every piece of all are read. The checker of the W3C is a Java
 * program: where there is no Java, its tests are skipped and say so.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { before, describe, test } from 'node:test';
import { HtmlValidate, StaticConfigLoader, type ResolvedConfig } from 'html-validate';
import { HTML_RULES } from './support/html-rules.ts';
import { differentPages, pagesOfAllPieces } from './support/pieces.ts';
import { DIST, requireDist } from './support/site.ts';

/** Resolves the rules once, not for each page. */
class OnceLoader extends StaticConfigLoader {
  #config: ResolvedConfig | Promise<ResolvedConfig> | undefined;
  override getConfigFor(handle: string): ResolvedConfig | Promise<ResolvedConfig> {
    return (this.#config ??= super.getConfigFor(handle));
  }
}

const validator = new HtmlValidate(new OnceLoader(HTML_RULES));

/** One line for each error of a page. */
function errorsOf(path: string, html: string): string[] {
  const { results } = validator.validateStringSync(html, path);
  return results.flatMap(({ messages }) =>
    messages
      .filter(({ severity }) => severity === 2)
      .map(
        ({ ruleId, message, selector }) =>
          `${path}: ${message} (${ruleId}${selector ? `, ${selector}` : ''})`,
      ),
  );
}

test('a broken page is found', () => {
  const errors = errorsOf(
    'broken.html',
    '<!doctype html><html lang="en"><head><title>x</title></head><body><p id="a"><div id="a"></div></p></body></html>',
  );
  assert.match(errors.join('\n'), /no-dup-id/);
});

/** What to break in a sound page, one thing a rule. */
const SOUND =
  '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><main><h1 id="a">One</h1><nav aria-label="All codes"><a href="/1">1</a></nav><nav aria-label="Others"><a href="#a">A</a></nav><p>Two &amp; three</p><ul><li>4</li><li>5</li></ul><img src="/a.png" alt="Six"><label for="q">Seven</label><input type="text" id="q" name="q"></main></body></html>';
const BREAKS: Record<string, [found: string, by: string]> = {
  'an id twice': ['<li>4', '<li id="a">4'],
  'a reference to no id': ['for="q"', 'for="r"'],
  'a label twice': ['"Others"', '"All codes"'],
  'a bare ampersand': ['&amp;', '&'],
  'an empty heading': ['One', ''],
  'no alternative text': [' alt="Six"', ''],
  'an element in the wrong place': ['<li>5</li>', '<p>5</p>'],
  'a tag left open': ['</ul>', ''],
  'a style of its own': ['<p>', '<p style="color:red">'],
  'an unknown type': ['"text"', '"words"'],
  'an empty title': ['<title>x', '<title>'],
  'a second main part': ['</p><ul>', '</p></main><main><ul>'],
};

/** Is the second page read too, after the first? */
const isRead = (html: string): boolean =>
  pagesOfAllPieces([
    ['sound.html', SOUND],
    ['other.html', html],
  ]).length === 2;

describe('of pages that have the same pieces, one is read', () => {
  test('words, numbers, addresses and how many items a list has are no difference', () =>
    assert.equal(
      isRead(
        SOUND.replace('Two &amp; three', "Hai, b'a.")
          .replace('lang="en"', 'lang="vi"')
          .replace('/1', '/vi/1')
          .replace('<li>5</li>', '<li>5</li><li>6</li>'),
      ),
      false,
    ));

  for (const [what, [found, by]] of Object.entries(BREAKS))
    test(`${what} is one, and found`, () => {
      assert.equal(errorsOf('sound.html', SOUND).join('\n'), '');
      const broken = SOUND.replace(found, by);
      assert.notEqual(broken, SOUND);
      assert.ok(isRead(broken));
      assert.notEqual(errorsOf('broken.html', broken).length, 0);
    });
});

const JAR = join(
  dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')),
  'build/dist/vnu.jar',
);

/** CSS that browsers know and the checker does not (yet): https://www.w3.org/TR/SVG2/painting.html, https://drafts.csswg.org/css-ui/#field-sizing, and a variable in calc() in color-mix(). */
const UNKNOWN_TO_IT =
  /^CSS: “(?:(paint-order|vector-effect|field-sizing)”: Property “\1” doesn't exist|background”: “calc\(var\(--v\) \* 1%\)” is not)/;

interface Found {
  url: string;
  lastLine?: number;
  message: string;
  extract?: string;
}

/** What the checker of the W3C says of files, a line each. */
function checkWithNu(...paths: string[]): string[] {
  const flags = ['--errors-only', '--skip-non-html', '--exit-zero-always', '--format', 'json'];
  const { stderr } = spawnSync('java', ['-Xss2m', '-jar', JAR, ...flags, ...paths], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return (JSON.parse(stderr) as { messages: Found[] }).messages
    .filter(({ message }) => !UNKNOWN_TO_IT.test(message))
    .map(({ url, message, extract }) => `${url.replace(/^.*\/dist\//, '')}: ${message} ${extract}`);
}

const skip =
  spawnSync('java', ['-version']).status === 0
    ? false
    : 'no java on this machine: the pages are not read by the Nu Html Checker';

describe('every page is valid', () => {
  let paths: string[];
  before(() => {
    requireDist();
    paths = differentPages(DIST);
  });

  test('to html-validate', (context) => {
    context.diagnostic(`${paths.length} pages have every piece of all`);
    assert.ok(paths.length > 0, 'dist/ has no page; run: npm run build');
    const errors = paths.flatMap((path) => errorsOf(path, readFileSync(join(DIST, path), 'utf8')));
    assert.deepEqual(errors.slice(0, 20), [], `${errors.length} errors`);
  });

  test('to the Nu Html Checker', { skip }, () => {
    const found = checkWithNu(...paths.map((path) => join(DIST, path)));
    assert.deepEqual(found.slice(0, 20), [], `${found.length} errors`);
  });
});

test('the Nu Html Checker would find an error', { skip }, () => {
  const planted = join(import.meta.dirname, 'fixtures/no-valid-page.html');
  assert.match(
    checkWithNu(planted).join('\n'),
    /Element “li” not allowed as child of element “div”/,
  );
});
