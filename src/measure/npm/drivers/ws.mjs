import { WebSocket, WebSocketServer } from 'ws';
import { closeArguments, exceptionOf, listen, role, tell, told } from './lines.mjs';

let socket;
let server;

/** Tells what the events of a connection tell; events of one that was forgotten are dropped. */
function watch(connection) {
  const isCurrent = () => connection === socket;
  connection.on(
    'message',
    (data, isBinary) =>
      isCurrent() && tell({ event: 'message', data: told(isBinary ? data : String(data)) }),
  );
  connection.on(
    'error',
    (error) => isCurrent() && tell({ event: 'error', exception: exceptionOf(error) }),
  );
  connection.on(
    'close',
    (code, reason) =>
      isCurrent() && tell({ event: 'closed', code, reason: String(reason), wasClean: null }),
  );
}

function connect(url) {
  const connection = new WebSocket(url);
  socket = connection;
  connection.on('open', () => connection === socket && tell({ event: 'open' }));
  watch(connection);
}

const apps = {
  echo: (connection) => (data, isBinary) => connection.send(data, { binary: isBinary }),
  throw: () => () => {
    throw new Error('from the application');
  },
};

function serve({ app, maxMessage }) {
  const thisServer = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    ...(maxMessage && { maxPayload: maxMessage }),
  });
  server = thisServer;
  thisServer.on('listening', () => tell({ event: 'listening', port: thisServer.address().port }));
  thisServer.on('connection', (connection) => {
    socket = connection;
    tell({ event: 'open' });
    watch(connection);
    connection.on('message', apps[app](connection));
  });
}

/** As its documentation says: close() stops listening and leaves the clients to the program. */
function shutdown() {
  server.close();
}

function stop() {
  socket = undefined;
  for (const connection of server.clients) connection.terminate();
  server.close();
}

const close = (how) => socket.close(...closeArguments(how));
const client = {
  connect,
  close,
  send: (text) => socket.send(text),
  abandon: () => {
    socket = undefined;
  },
};
listen(role === 'client' ? client : { serve, close, shutdown, stop });
