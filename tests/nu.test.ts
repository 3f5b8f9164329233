/** The checker of the W3C reads pages that together have every piece of all. It is a Java program: where there is no Java, it is skipped and says so. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { DIST, requireDist } from './support/site.ts';
import { differentPages } from './support/pieces.ts';

requireDist();
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

function check(...paths: string[]): string[] {
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

test('the Nu Html Checker finds no error on any page', { skip }, () => {
  const found = check(...differentPages(DIST).map((path) => join(DIST, path)));
  assert.deepEqual(found.slice(0, 20), [], `${found.length} errors`);
});

test('it would find one', { skip }, () => {
  const planted = join(import.meta.dirname, 'fixtures/no-valid-page.html');
  assert.match(check(planted).join('\n'), /Element “li” not allowed as child of element “div”/);
});
