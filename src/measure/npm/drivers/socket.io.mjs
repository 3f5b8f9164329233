import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { exceptionOf, listen, role, tell, told } from './lines.mjs';

let socket;
let server;

/** What `disconnect` tells: a reason in words; a client may also look at the CloseEvent of the transport. */
function watch(connection) {
  socket = connection;
  const isCurrent = () => connection === socket;
  connection.on('message', (data) => isCurrent() && tell({ event: 'message', data: told(data) }));
  connection.on(
    'error',
    (error) => isCurrent() && tell({ event: 'error', exception: exceptionOf(error) }),
  );
  connection.on(
    'disconnect',
    (reason, details) =>
      isCurrent() &&
      tell({ event: 'closed', code: details?.context?.code ?? null, reason, wasClean: null }),
  );
}

function connect(url) {
  const connection = io(url, { transports: ['websocket'], reconnection: false, forceNew: true });
  connection.on('connect', () => connection === socket && tell({ event: 'open' }));
  connection.on(
    'connect_error',
    (error) => connection === socket && tell({ event: 'error', exception: exceptionOf(error) }),
  );
  watch(connection);
}

const apps = {
  echo: (connection) => (data) => connection.send(data),
  throw: () => () => {
    throw new Error('from the application');
  },
};

function serve({ app, maxMessage, keepalive }) {
  const http = createServer();
  server = new Server(http, {
    ...(maxMessage && { maxHttpBufferSize: maxMessage }),
    ...(keepalive && { pingInterval: keepalive.interval, pingTimeout: keepalive.timeout }),
  });
  server.on('connection', (connection) => {
    watch(connection);
    connection.on('message', apps[app](connection));
    tell({ event: 'open' });
  });
  http.listen(0, '127.0.0.1', () => tell({ event: 'listening', port: http.address().port }));
}

function stop() {
  socket = undefined;
  server.disconnectSockets(true);
  server.close();
}

/** It has no codes: `disconnect` is all there is. */
const close = () => (role === 'client' ? socket.disconnect() : socket.disconnect(true));
const client = {
  connect,
  close,
  send: (text) => socket.send(text),
  abandon: () => {
    socket = undefined;
  },
};
listen(role === 'client' ? client : { serve, close, shutdown: () => void server.close(), stop });
