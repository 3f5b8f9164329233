import { WebSocketServer } from 'ws';

const wss = new WebSocketServer({ host: '127.0.0.1', port: 0 });
const server = new Promise((seen) => wss.on('connection', (ws) => {
  ws.onclose = seen;
  const expire = () => ws.close(3008, 'no login in 50 ms');
  const timer = setTimeout(expire, 50);
  ws.on('message', () => clearTimeout(timer));
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
