/** Measures what Astro does, from Astro's own hooks. */
import type { AstroIntegration } from 'astro';

/** The moments, in milliseconds of `performance.now()`, at which a phase of Astro ends. */
export interface Moments {
  /** Configuration read, integrations asked. */
  config: number;
  /** Content collections read, checked and stored. */
  content: number;
  /** Pages, content and scripts compiled and bundled. */
  vite: number;
  /** Every page rendered and written: loading the compiled pages and listing their paths included. */
  render: number;
  /** Astro has nothing left to do. */
  done: number;
}

/** An integration that writes the end of each phase into `moments`. */
export function phases(moments: Partial<Moments>): AstroIntegration {
  const mark = (name: keyof Moments) => { moments[name] = performance.now(); };
  return {
    name: 'phases',
    hooks: {
      'astro:config:done': () => mark('config'),
      'astro:build:start': () => mark('content'),
      'astro:build:setup': ({ vite }) => {
        // Vite bundles twice, for rendering and for browsers; the last bundle that closes is where rendering begins.
        (vite.plugins ??= []).push({ name: 'phases', closeBundle: () => mark('vite') });
      },
      'astro:build:generated': () => mark('render'),
      'astro:build:done': () => mark('done'),
    },
  };
}
