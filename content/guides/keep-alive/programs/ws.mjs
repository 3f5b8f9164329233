import { WebSocketServer } from 'ws';

const { PORT = 8080, PING = 20 } = process.env; // seconds
const wss = new WebSocketServer({ port: PORT });
wss.on('connection', (ws) => {
  ws.alive = true;
  ws.on('pong', () => { ws.alive = true; });
  ws.on('error', console.error);
  ws.on('close', (code) => console.log('closed', code));
});
setInterval(() => wss.clients.forEach((ws) => {
  if (!ws.alive) return ws.terminate();
  ws.alive = false;
  ws.ping();
}), PING * 1000);
