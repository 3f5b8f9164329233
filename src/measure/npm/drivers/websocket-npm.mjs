import { createServer } from 'node:http';
import websocket from 'websocket';
import { closeArguments, exceptionOf, listen, role, tell, told } from './lines.mjs';

let connection;
let client;
let http;
let server;

const messageOf = ({ type, utf8Data, binaryData }) => (type === 'utf8' ? utf8Data : binaryData);

/** Tells what the events of a connection tell; events of one that was forgotten are dropped. */
function watch(opened) {
  connection = opened;
  const isCurrent = () => opened === connection;
  opened.on(
    'message',
    (message) => isCurrent() && tell({ event: 'message', data: told(messageOf(message)) }),
  );
  opened.on(
    'error',
    (error) => isCurrent() && tell({ event: 'error', exception: exceptionOf(error) }),
  );
  opened.on(
    'close',
    (code, reason) => isCurrent() && tell({ event: 'closed', code, reason, wasClean: null }),
  );
  tell({ event: 'open' });
}

function connect(url) {
  const thisClient = new websocket.client();
  client = thisClient;
  thisClient.on(
    'connectFailed',
    (error) => thisClient === client && tell({ event: 'error', exception: exceptionOf(error) }),
  );
  thisClient.on('connect', (opened) => thisClient === client && watch(opened));
  thisClient.connect(url);
}

const apps = {
  echo: (opened) => (message) =>
    message.type === 'utf8'
      ? opened.sendUTF(message.utf8Data)
      : opened.sendBytes(message.binaryData),
  throw: () => () => {
    throw new Error('from the application');
  },
};

function serve({ app, maxMessage, keepalive }) {
  http = createServer((_request, response) => response.writeHead(404).end());
  server = new websocket.server({
    httpServer: http,
    ...(maxMessage && { maxReceivedMessageSize: maxMessage, maxReceivedFrameSize: maxMessage }),
    ...(keepalive && {
      keepalive: true,
      keepaliveInterval: keepalive.interval,
      keepaliveGracePeriod: keepalive.timeout,
    }),
  });
  server.on('request', (request) => {
    const opened = request.accept(null, request.origin);
    opened.on('message', apps[app](opened));
    watch(opened);
  });
  const listening = http;
  listening.listen(0, '127.0.0.1', () =>
    tell({ event: 'listening', port: listening.address().port }),
  );
}

/** As its documentation says: shutDown() closes every connection and lets go of the HTTP server, which is the program's. */
function shutdown() {
  server.shutDown();
  http.close();
}

function stop() {
  connection = undefined;
  http.close();
  http.closeAllConnections();
}

/** Before the connection is there, only the attempt can be aborted. */
function close(how) {
  if (connection) connection.close(...closeArguments(how));
  else client.abort();
}

function abandon() {
  connection = undefined;
  client = undefined;
}

listen(
  role === 'client'
    ? { connect, close, send: (text) => connection.sendUTF(text), abandon }
    : { serve, close, shutdown, stop },
);
