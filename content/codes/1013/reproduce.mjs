import { WebSocketServer } from 'ws';

const wss = new WebSocketServer({ host: '127.0.0.1', port: 0 });
const server = new Promise((seen) => wss.on('connection', (ws) => {
  if (wss.clients.size === 1) return;
  ws.onclose = seen;
  ws.close(1013, 'server full');
}));
const client = new Promise((seen) => wss.on('listening', () => {
  const url = `ws://127.0.0.1:${wss.address().port}`;
  const first = new WebSocket(url);
  first.onopen = () => { new WebSocket(url).onclose = seen; };
}));

const show = (side, { code, reason, wasClean }) =>
  console.log(side, code, `"${reason}"`, `wasClean=${wasClean}`);
show('client', await client);
show('server', await server);
wss.close();
for (const ws of wss.clients) ws.close(1000);
