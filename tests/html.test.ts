/** Every page of `dist/` is valid HTML. A file of its own, so that it runs beside the other tests of `dist/`. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { HtmlValidate, StaticConfigLoader, type ResolvedConfig } from 'html-validate';
import { HTML_RULES } from './support/html-rules.ts';
import { DIST, requireDist } from './support/site.ts';

/** Resolves the rules once, not for each of 400 pages. */
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

test('every page is valid HTML', () => {
  requireDist();
  const paths = globSync('**/*.html', { cwd: DIST }).sort();
  assert.ok(paths.length > 0, 'dist/ has no page; run: npm run build');
  const errors = paths.flatMap((path) => errorsOf(path, readFileSync(join(DIST, path), 'utf8')));
  const more = errors.length > 20 ? [`… and ${errors.length - 20} more`] : [];
  assert.equal(
    errors.length,
    0,
    [`${errors.length} errors found; expected none`, ...errors.slice(0, 20), ...more].join('\n'),
  );
});
