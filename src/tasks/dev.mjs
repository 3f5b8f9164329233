/** `npm run dev`: the site with reload on change. Search needs the index of a build, so it answers numbers only. */
import { endWithNpm, ensureInstalled, runNode } from './install.mjs';

ensureInstalled();
endWithNpm();
const port = process.env.PORT ?? '4321';
// Astro 7 moves its server to the background where it sees no terminal, and then nobody stops it.
process.exitCode = await runNode(
  ['node_modules/astro/bin/astro.mjs', 'dev', '--port', port, ...process.argv.slice(2)],
  { env: { ASTRO_DEV_BACKGROUND: '0' } },
);
