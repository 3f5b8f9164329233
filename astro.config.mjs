import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { HASHED_FILES } from './src/lib/publishing/headers.ts';
import { BASE, SITE_URL } from './src/lib/publishing/href.ts';
import { highlightPlugin } from './src/lib/vite/highlight.ts';
import { inlineScripts } from './src/lib/vite/inlineScripts.ts';
import { librariesPlugin } from './src/lib/vite/libraries.ts';
import { plainImports } from './src/lib/vite/plainImports.ts';
import { tightStyles } from './src/lib/vite/tightStyles.ts';
import { unitsPlugin } from './src/lib/vite/units.ts';

export default defineConfig({
  site: SITE_URL,
  base: BASE || '/',
  trailingSlash: 'never',
  // 'preserve' makes dist/1006.html, which hosts serve as /1006 without a redirect.
  // Four pages at a time overlap the writing of files; CSS is inlined so that one response is the whole page.
  build: {
    format: 'preserve',
    concurrency: 4,
    inlineStylesheets: 'always',
    assets: HASHED_FILES,
  },
  devToolbar: { enabled: false },
  integrations: [mdx({ optimize: true })],
  markdown: {
    syntaxHighlight: false,
    // Smart punctuation would turn "unexpected EOF" -- into something that no library prints.
    processor: satteri({
      features: { smartPunctuation: false },
      hastPlugins: [librariesPlugin, highlightPlugin, unitsPlugin],
    }),
  },
  // Scripts stay files of their own: an inlined one would need a hash in the CSP of every page.
  vite: {
    plugins: [inlineScripts, plainImports, tightStyles],
    build: { assetsInlineLimit: 0, modulePreload: false },
  },
});
