import { WebSocketServer } from 'ws';

const wss = new WebSocketServer({ host: '127.0.0.1', port: 0 });
const server = new Promise((seen) => wss.on('connection', (ws) => {
  ws.onclose = seen;
  ws.on('message', (data) => {
    try {
      JSON.parse(data);
    } catch {
      ws.close(1011, 'internal error');
    }
  });
}));
const client = new Promise((seen) => wss.on('listening', () => {
  const ws = new WebSocket(`ws://127.0.0.1:${wss.address().port}`);
  ws.onopen = () => ws.send('no JSON');
  ws.onclose = seen;
}));

const show = (side, { code, reason, wasClean }) =>
  console.log(side, code, `"${reason}"`, `wasClean=${wasClean}`);
show('client', await client);
show('server', await server);
wss.close();
