import { WebSocketServer } from 'ws';

const wss = new WebSocketServer({ host: '127.0.0.1', port: 0 });
const show = (side) => ({ code, reason, wasClean }) =>
  console.log(side, code, `"${reason}"`, `wasClean=${wasClean}`);
wss.on('connection', (ws) => {
  ws.onclose = show('server');
  ws.terminate(); // no Close frame
  wss.close();
});
wss.on('listening', () => {
  const ws = new WebSocket(`ws://127.0.0.1:${wss.address().port}`);
  ws.onclose = show('client');
});
