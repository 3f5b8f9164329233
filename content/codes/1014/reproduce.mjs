import { createServer } from 'node:net';
import { WebSocketServer } from 'ws';

const backend = createServer((socket) => socket.end('no HTTP\r\n'));
backend.listen(0, '127.0.0.1');
const wss = new WebSocketServer({ host: '127.0.0.1', port: 0 });
wss.on('connection', (ws) => {
  const url = `ws://127.0.0.1:${backend.address().port}`;
  const upstream = new WebSocket(url);
  upstream.onerror = () => ws.close(1014, 'upstream failed');
});
const server = new Promise((seen) => wss.on('connection', (ws) => {
  ws.onclose = seen;
}));
const client = new Promise((seen) => wss.on('listening', () => {
  const ws = new WebSocket(`ws://127.0.0.1:${wss.address().port}`);
  ws.onclose = seen;
}));

const show = (side, { code, reason, wasClean }) =>
  console.log(side, code, `"${reason}"`, `wasClean=${wasClean}`);
show('client', await client);
show('server', await server);
wss.close();
backend.close();
