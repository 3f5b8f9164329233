import { createServer } from 'node:http';
import crossws from 'crossws/adapters/node';
import { closeArguments, exceptionOf, listen, tell, told } from './lines.mjs';

let peer;
let adapter;
let http;

const apps = {
  echo: (from, message) =>
    from.send(typeof message.rawData === 'string' ? message.text() : message.uint8Array()),
  throw: () => {
    throw new Error('from the application');
  },
};

/** Events of a connection that was forgotten are dropped. */
function hooksOf(app) {
  return {
    open(opened) {
      peer = opened;
      tell({ event: 'open' });
    },
    message(from, message) {
      if (from === peer) tell({ event: 'message', data: told(message.rawData) });
      return apps[app](from, message);
    },
    close: (from, { code, reason }) =>
      void (
        from === peer &&
        tell({ event: 'closed', code: code ?? null, reason: reason ?? null, wasClean: null })
      ),
    error: (from, error) =>
      void (
        from === peer && tell({ event: 'error', exception: exceptionOf(error.cause ?? error) })
      ),
  };
}

function serve({ app, maxMessage, keepalive }) {
  adapter = crossws({
    hooks: hooksOf(app),
    ...(maxMessage && { serverOptions: { maxPayload: maxMessage } }),
    ...(keepalive && { idleTimeout: keepalive.interval / 1000 }),
  });
  http = createServer((_request, response) => response.writeHead(404).end());
  http.on('upgrade', adapter.handleUpgrade);
  const listening = http;
  listening.listen(0, '127.0.0.1', () =>
    tell({ event: 'listening', port: listening.address().port }),
  );
}

function shutdown() {
  adapter.closeAll();
  http.close();
}

function stop() {
  peer = undefined;
  adapter.closeAll(undefined, undefined, true);
  http.close();
}

listen({ serve, close: (how) => peer.close(...closeArguments(how)), shutdown, stop });
