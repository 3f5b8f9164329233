/** The client part of any implementation with the browsers' interface: `new WebSocket(url)` and its four events. */
import { closeArguments, exceptionOf, tell, told } from './lines.mjs';

/** Tells what the events of `socket` tell, as long as `isCurrent()`. */
export function watch(socket, isCurrent) {
  socket.addEventListener(
    'message',
    ({ data }) => isCurrent() && tell({ event: 'message', data: told(data) }),
  );
  socket.addEventListener(
    'error',
    (error) => isCurrent() && tell({ event: 'error', exception: exceptionOf(error) }),
  );
  socket.addEventListener(
    'close',
    ({ code, reason, wasClean }) =>
      isCurrent() && tell({ event: 'closed', code, reason, wasClean }),
  );
}

/** Commands of the client role for this class. */
export function clientOf(WebSocket) {
  let socket;
  return {
    connect(url) {
      const connection = new WebSocket(url);
      socket = connection;
      const isCurrent = () => connection === socket;
      connection.addEventListener('open', () => isCurrent() && tell({ event: 'open' }));
      watch(connection, isCurrent);
    },
    close: (how) => socket.close(...closeArguments(how)),
    send: (text) => socket.send(text),
    abandon: () => {
      socket = undefined;
    },
  };
}
