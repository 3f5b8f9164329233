import { closeArguments, listen, role, tell } from './lines.mjs';
import { clientOf, watch } from './whatwg.mjs';

let socket;
let server;

const apps = {
  echo:
    (connection) =>
    ({ data }) =>
      connection.send(data),
  throw: () => () => {
    throw new Error('from the application');
  },
};

function serve({ app, keepalive }) {
  server = Deno.serve(
    { port: 0, hostname: '127.0.0.1', onListen: ({ port }) => tell({ event: 'listening', port }) },
    (request) => {
      const { socket: connection, response } = Deno.upgradeWebSocket(
        request,
        keepalive ? { idleTimeout: (keepalive.interval + keepalive.timeout) / 1000 } : {},
      );
      socket = connection;
      const isCurrent = () => connection === socket;
      connection.addEventListener('open', () => isCurrent() && tell({ event: 'open' }));
      connection.addEventListener('message', apps[app](connection));
      watch(connection, isCurrent);
      return response;
    },
  );
}

function stop() {
  socket = undefined;
  void server.shutdown();
}

listen(
  role === 'client'
    ? clientOf(WebSocket)
    : {
        serve,
        close: (how) => socket.close(...closeArguments(how)),
        shutdown: () => void server.shutdown(),
        stop,
      },
);
