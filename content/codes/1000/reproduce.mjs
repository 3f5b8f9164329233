import { WebSocketServer } from 'ws';

const wss = new WebSocketServer({ host: '127.0.0.1', port: 0 });
const server = new Promise((seen) => wss.on('connection', (ws) => {
  ws.onclose = seen;
}));
const client = new Promise((seen) => wss.on('listening', () => {
  const ws = new WebSocket(`ws://127.0.0.1:${wss.address().port}`);
  ws.onopen = () => ws.close(1000, 'done');
  ws.onclose = seen;
}));

const show = (side, { code, reason, wasClean }) =>
  console.log(side, code, `"${reason}"`, `wasClean=${wasClean}`);
show('client', await client);
show('server', await server);
wss.close();
