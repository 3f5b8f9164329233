/** Browsers, without a window, driven by a page (drivers/browser.page.js). */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Implementation } from '../types.ts';

const DRIVER = join(import.meta.dirname, '..', 'drivers', 'browser.mjs');

/** Version that the program prints. @example 'Mozilla Firefox 140.1.0esr' → '140.1.0esr' */
const printedVersion = (program: string) => (): string =>
  /\d+(?:\.\d+)+\w*/.exec(
    execFileSync(program, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  )![0];

const browser = (id: string, name: string, program: string): Implementation => ({
  id,
  name,
  group: 'browsers',
  roles: ['client'],
  command: [process.execPath, DRIVER, id],
  version: printedVersion(program),
  costlyStart: true,
});

export const BROWSERS: Implementation[] = [
  browser('chromium', 'Chromium', 'chromium'),
  browser('firefox', 'Firefox', 'firefox-esr'),
];
