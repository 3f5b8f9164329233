/** The browser of the tests. */
export { findChromium, launch, WITHOUT_FRAMES } from '../../src/tasks/browser.ts';
