/** The browser of the tests. */
export { findChromium, launch } from '../../src/tasks/browser.ts';
