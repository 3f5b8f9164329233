/**
 * Preloaded into npm by install.mjs: npm shall choose packages for the pinned Node, which will run them, not for the one that runs npm.
 * Without it, npm on Node 18 silently leaves out optional packages such as the bundler's binary, for their `engines` want a newer Node.
 */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const pinned = readFileSync(join(__dirname, '..', '..', '.nvmrc'), 'utf8').trim();
Object.defineProperty(process, 'version', { value: `v${pinned}` });
