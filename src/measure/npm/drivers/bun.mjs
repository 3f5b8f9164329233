import { closeArguments, listen, role, tell, told } from './lines.mjs';
import { clientOf } from './whatwg.mjs';

let socket;
let server;

const apps = {
  echo: (connection, data) => connection.send(data),
  throw: () => {
    throw new Error('from the application');
  },
};

function serve({ app, maxMessage, keepalive }) {
  server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request) =>
      server.upgrade(request) ? undefined : new Response('no WebSocket', { status: 400 }),
    websocket: {
      ...(maxMessage && { maxPayloadLength: maxMessage }),
      ...(keepalive && { idleTimeout: (keepalive.interval + keepalive.timeout) / 1000 }),
      open(connection) {
        socket = connection;
        tell({ event: 'open' });
      },
      message(connection, data) {
        if (connection === socket) tell({ event: 'message', data: told(data) });
        apps[app](connection, data);
      },
      close: (connection, code, reason) =>
        void (connection === socket && tell({ event: 'closed', code, reason, wasClean: null })),
    },
  });
  tell({ event: 'listening', port: server.port });
}

/** `stop(true)`, as its documentation says, also ends the connections that are open; `stop()` leaves them. */
const shutdown = () => server.stop(true);

function stop() {
  socket = undefined;
  return server.stop(true);
}

listen(
  role === 'client'
    ? clientOf(WebSocket)
    : { serve, close: (how) => socket.close(...closeArguments(how)), shutdown, stop },
);
