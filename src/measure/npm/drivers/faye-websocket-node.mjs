import { createServer } from 'node:http';
import WebSocket from 'faye-websocket';
import { closeArguments, exceptionOf, listen, role, tell, told } from './lines.mjs';

let socket;
let http;

/** Tells what the events of a connection tell; events of one that was forgotten are dropped. */
function watch(connection) {
  socket = connection;
  const isCurrent = () => connection === socket;
  connection.on('open', () => isCurrent() && tell({ event: 'open' }));
  connection.on(
    'message',
    ({ data }) => isCurrent() && tell({ event: 'message', data: told(data) }),
  );
  connection.on(
    'error',
    (error) => isCurrent() && tell({ event: 'error', exception: exceptionOf(error) }),
  );
  connection.on(
    'close',
    ({ code, reason }) => isCurrent() && tell({ event: 'closed', code, reason, wasClean: null }),
  );
}

const apps = {
  echo:
    (connection) =>
    ({ data }) =>
      connection.send(data),
  throw: () => () => {
    throw new Error('from the application');
  },
};

function serve({ app, maxMessage, keepalive }) {
  http = createServer((_request, response) => response.writeHead(404).end());
  http.on('upgrade', (request, tcp, body) => {
    const connection = new WebSocket(request, tcp, body, [], {
      ...(maxMessage && { maxLength: maxMessage }),
      ...(keepalive && { ping: keepalive.interval / 1000 }),
    });
    connection.on('message', apps[app](connection));
    watch(connection);
  });
  const listening = http;
  listening.listen(0, '127.0.0.1', () =>
    tell({ event: 'listening', port: listening.address().port }),
  );
}

function stop() {
  socket = undefined;
  http.close();
}

const close = (how) => socket.close(...closeArguments(how));
const client = {
  connect: (url) => watch(new WebSocket.Client(url)),
  close,
  send: (text) => socket.send(text),
  abandon: () => {
    socket = undefined;
  },
};
listen(role === 'client' ? client : { serve, close, stop });
