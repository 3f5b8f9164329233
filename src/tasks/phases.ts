/** Measures what Astro does, from Astro's own hooks. */
import type { AstroIntegration } from 'astro';

/** A moment, in seconds: by the clock, and of processor time that this process has used. The second is steady on a busy machine. */
export interface Moment {
  clock: number;
  cpu: number;
}

export function now(): Moment {
  const { user, system } = process.cpuUsage();
  return { clock: performance.now() / 1000, cpu: (user + system) / 1e6 };
}

/** The moments at which the phases of Astro end. */
export interface Moments {
  /** Configuration read, integrations asked. */
  config: Moment;
  /** Content collections read, checked and stored. */
  content: Moment;
  /** Pages, content and scripts compiled and bundled. */
  vite: Moment;
  /** Every page rendered and written: loading the compiled pages and listing their paths included. */
  render: Moment;
}

/** An integration that writes the end of each phase into `moments`. */
export function phases(moments: Partial<Moments>): AstroIntegration {
  const mark = (name: keyof Moments) => {
    moments[name] = now();
  };
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
    },
  };
}
