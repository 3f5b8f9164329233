import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

const SPREAD = 10_000; // ms in which the closes go out
const WAIT = 5_000; // ms for the last answers

const wss = new WebSocketServer({ port: 8080 });
wss.on('connection', (ws) => ws.on('error', console.error));

process.once('SIGTERM', async () => {
  wss.close(); // accepts nobody more, closes nobody
  const leave = async (ws) => {
    await sleep(Math.random() * SPREAD);
    ws.close(1001, 'shutting down');
  };
  await Promise.all([...wss.clients].map(leave));
  // What has answered by then is gone; with none left the process ends.
  setTimeout(() => {
    for (const ws of wss.clients) ws.terminate();
  }, WAIT).unref();
});
