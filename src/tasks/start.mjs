/** `npm start`: install what is missing, build, serve the finished site. */
import { createServer } from 'node:net';
import { endWithNpm, ensureInstalled, fail, runNode } from './install.mjs';

const PORT = process.env.PORT ?? '4321';
const HOST = process.env.HOST ?? 'localhost';

/** Says at once that the port is taken, not after a minute of installing and building. */
function ensureFree(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (error.code === 'EADDRINUSE')
        fail(
          `Port ${port} is taken by another program; expected a free one; end that program or choose another port: PORT=${Number(port) + 1} npm start`,
        );
      // Anything else is for the server itself to report.
      resolve(undefined);
    });
    probe.listen(Number(port), host, () => probe.close(resolve));
  });
}

if (!/^\d{1,5}$/.test(PORT) || Number(PORT) > 65535)
  fail(`PORT is "${PORT}"; expected a number from 0 to 65535; for example: PORT=8080 npm start`);
await ensureFree(PORT, HOST);
ensureInstalled();
console.log('Building the site …');
const built = await runNode(['src/tasks/build.ts', ...process.argv.slice(2)]);
if (built !== 0) process.exit(built);
console.log('Serving dist/ …');
endWithNpm();
process.exitCode = await runNode(['src/tasks/serve.ts'], { env: { PORT, HOST } });
