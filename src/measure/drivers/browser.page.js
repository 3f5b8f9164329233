/**
 * The page side of a browser's driver, and the worker that holds a socket. It asks browser.mjs for commands and posts events back.
 * Every path but that of this script is this page, so that it can navigate to itself and go on asking.
 */
const inWorker = typeof document === 'undefined';

/** Posts leave one after another, so that events come in order. */
let posted = Promise.resolve();
const post = (event) => {
  posted = posted
    .then(() => fetch('/event', { method: 'POST', body: JSON.stringify(event) }))
    .catch(() => undefined);
};

const threw = (turn, { name, message }) =>
  post({ event: 'threw', exception: `${name}: ${message}`, turn });

/** The socket that the commands are about. Its events carry the number of its scenario, so that the driver drops those of an abandoned one. */
let socket;
/** What holds the socket, if it is not this page: an iframe, a popup or a worker. */
let holder;

/** Opens the socket with the constructor of the window that shall own it. */
function openSocket(owner, { connect, protocols = [], turn }) {
  const mine = new owner.WebSocket(connect, protocols);
  socket = mine;
  const tell = (event) => {
    if (socket === mine) post({ ...event, turn });
  };
  mine.onopen = () => tell({ event: 'open' });
  mine.onmessage = ({ data }) =>
    tell({ event: 'message', data: typeof data === 'string' ? data : null });
  mine.onclose = ({ code, reason, wasClean }) => tell({ event: 'closed', code, reason, wasClean });
}

const loaded = (element) =>
  new Promise((resolve) => {
    element.onload = resolve;
  });

/** Where a socket can live. A frame and a popup are empty pages of our own, so their WebSocket can be reached from here. */
const places = {
  page: () => self,
  async iframe() {
    const frame = document.createElement('iframe');
    frame.src = '/empty';
    document.body.append(frame);
    await loaded(frame);
    holder = frame;
    return frame.contentWindow;
  },
  async popup() {
    const popup = window.open('/empty', '_blank', 'popup');
    if (!popup) throw new Error('the browser blocked the popup');
    await loaded(popup);
    holder = popup;
    return popup;
  },
};

const navigate = () => {
  location.href = `/elsewhere-${Date.now()}`;
};

/** Leaves the page, which closes its socket in an event on the way. */
const navigateClosingIn = (event) => () => {
  addEventListener(event, () => socket.close(4001, 'bye'));
  navigate();
};

/** The ways in which a page loses its socket; after the first four another page asks for commands. */
const losses = {
  navigate,
  'close-in-beforeunload': navigateClosingIn('beforeunload'),
  'close-in-pagehide': navigateClosingIn('pagehide'),
  reload: () => {
    location.reload();
  },
  'iframe-remove': () => {
    holder.remove();
  },
  'popup-close': () => {
    holder.close();
  },
  'worker-terminate': () => {
    holder.terminate();
  },
};

/** Forgets the socket. A frame, popup or worker of the last scenario goes with it. */
function abandon() {
  const last = socket;
  socket = undefined;
  last?.close();
  if (holder instanceof Worker) holder.terminate();
  else if (holder) (holder.remove ?? holder.close).call(holder);
  holder = undefined;
}

/** One WebSocket that opens, to pay for a failure: see browser.mjs. */
const payBack = () =>
  new Promise((resolve) => {
    new WebSocket(`ws://${location.host}/`).onclose = resolve;
  });

async function obey(command) {
  // The worker posts its own events; all this page keeps of it is what ends it.
  if (command.connect && command.in === 'worker') {
    holder = new Worker('/browser.page.js');
    holder.postMessage(command);
  } else if (command.connect) {
    openSocket(await places[command.in ?? 'page'](), command);
  } else if (command.close) {
    const { code, reason } = command.close;
    if (reason !== undefined) socket.close(code, reason);
    else if (code !== undefined) socket.close(code);
    else socket.close();
  } else if (command.send !== undefined) {
    socket.send(command.send);
  } else if (command.page) {
    losses[command.page]();
  } else if (command.abandon) {
    abandon();
    await payBack();
  }
}

/**
 * Asks for one command after another; the answer waits until there is one. With POST, because Chromium lets one GET of an address wait for the
 * other, and the last page's may hang in its back-forward cache. A page that leaves asks no more: the next one does.
 */
async function ask() {
  const leaving = Object.keys(losses).slice(0, 4);
  for (let command = {}; !leaving.includes(command.page);) {
    command = await (await fetch('/next', { method: 'POST' })).json();
    await obey(command).catch((error) => threw(command.turn, error));
  }
}

if (inWorker) {
  onmessage = ({ data }) => {
    try {
      openSocket(self, data);
    } catch (error) {
      threw(data.turn, error);
    }
  };
} else if (location.pathname !== '/empty') {
  addEventListener('DOMContentLoaded', ask);
}
