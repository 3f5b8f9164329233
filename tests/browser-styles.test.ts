/** Styles and pages together: what a page carries, some page of its kind shows. */
import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { isEntryPage } from '../src/tasks/weights.ts';
import { openPage, startBrowser } from './support/fixture-browser.ts';
import { DIST } from './support/site.ts';

/** Pages of private numbers share a sheet with those of systems. */
const CODES = new Set(readdirSync(join(import.meta.dirname, '..', 'content', 'codes')));

const STYLE = /<style[^>]*>([\s\S]*?)<\/style>/g;

/** What no page has when it arrives: scripts and filters make it. */
const MADE_LATER = ['[hidden]', 'button', '[aria-sort', '.over', '[dir='];

/** So many pages are handed to the browser at once. */
const AT_ONCE = 12;

/** The selectors of a sheet that find nothing on any of the pages. @param among those that other pages have not shown; without it, all. Runs in the browser. */
function unused({
  css,
  pages,
  among,
}: {
  css: string;
  pages: string[];
  among: string[] | undefined;
}): string[] {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const selectors: string[] = [];
  const collect = (rules: CSSRuleList, outer: string): void => {
    for (const rule of rules) {
      if (rule instanceof CSSMediaRule && rule.conditionText === 'print') continue;
      const { selectorText: own, cssRules } = rule as CSSStyleRule;
      const whole = !own
        ? outer
        : own.includes('&')
          ? own.replaceAll('&', `:is(${outer})`)
          : outer
            ? `:is(${outer}) :is(${own})`
            : own;
      if (own) selectors.push(whole);
      if (cssRules) collect(cssRules, whole);
    }
  };
  collect(sheet.cssRules, '');
  // What is about to happen, and what a rule draws itself, is no part of a page.
  const still = (selector: string): string =>
    selector
      .replace(/(^|[\s,>+~(])::[\w-]+/g, '$1*')
      .replace(/::[\w-]+/g, '')
      .replace(/:not\((?:[^()]*:(?:hover|focus)[^()]*)\)/g, '')
      .replace(/:is\(:hover[^()]*\)/g, '')
      .replace(/:(?:hover|focus-visible|focus-within|focus|target)\b/g, '')
      .replace(/:is\(\)|:where\(\)/g, '*') || '*';
  const left = new Map((among ?? selectors).map((selector) => [selector, still(selector)]));
  for (const html of pages) {
    if (!left.size) break;
    const page = new DOMParser().parseFromString(html, 'text/html');
    for (const [selector, query] of left) if (page.querySelector(query)) left.delete(selector);
  }
  return [...left.keys()];
}

test('no code and no comparison carries a rule that none of its kind uses', async () => {
  const { page } = await openPage(await startBrowser());
  const kinds = Map.groupBy(
    globSync('**/*.html', { cwd: DIST })
      .filter(
        (path) =>
          isEntryPage(path) && (CODES.has(basename(path, '.html')) || path.includes('-vs-')),
      )
      .flatMap((path) => {
        const html = readFileSync(join(DIST, path), 'utf8');
        const without = html.replace(STYLE, '');
        return [...html.matchAll(STYLE)].map(([, css]) => ({ path, css: css!, html: without }));
      }),
    ({ css }) => css,
  );
  const found: string[][] = [];
  for (const [css, own] of kinds) {
    let left: string[] | undefined;
    for (let at = 0; at < own.length && left?.length !== 0; at += AT_ONCE) {
      const pages = own.slice(at, at + AT_ONCE).map(({ html }) => html);
      left = (await page.evaluate(unused, { css, pages, among: left })).filter(
        (selector) => !MADE_LATER.some((made) => selector.includes(made)),
      );
    }
    found.push(left!.map((selector) => `${selector} on no page like ${own[0]!.path}`));
  }
  assert.deepEqual(found.flat(), []);
});
