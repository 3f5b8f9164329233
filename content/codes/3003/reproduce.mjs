import { WebSocketServer } from 'ws';

const wss = new WebSocketServer({ host: '127.0.0.1', port: 0 });
const server = new Promise((seen) => wss.on('connection', (ws) => {
  ws.onclose = seen;
  ws.on('message', (user) => {
    if (`${user}` !== 'ann') ws.close(3003, 'not a member');
  });
}));
const client = new Promise((seen) => wss.on('listening', () => {
  const ws = new WebSocket(`ws://127.0.0.1:${wss.address().port}`);
  ws.onopen = () => ws.send('bob');
  ws.onclose = seen;
}));

const show = (side, { code, reason, wasClean }) =>
  console.log(side, code, `"${reason}"`, `wasClean=${wasClean}`);
show('client', await client);
show('server', await server);
wss.close();
