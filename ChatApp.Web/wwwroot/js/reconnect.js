// Tells of a lost connection in a bar, tries again by itself, and reloads when the server no longer knows the page.
// Drafts, unsent messages and the place in the history are kept by their own modules, so that a reload loses nothing.
import { text } from './texts.js';

const longestWait = 30_000;
const quietTime = 1_500; // A blip shorter than this is not worth a word.
const events = new EventTarget();
let up = false;

/** Whether calls to the server can be made now. */
export const connection = {
  get up() { return up; },
  set(value) {
    if (up === value) return;
    up = value;
    events.dispatchEvent(new Event(value ? 'up' : 'down'));
  },
  on(name, handler) { events.addEventListener(name, handler); return () => events.removeEventListener(name, handler); },
};

/** Blazor's reconnection options: full jitter, 0.5 s, 1 s, 2 s … to half a minute, without an end. */
export function reconnection() {
  watch();
  return {
    maxRetries: 1_000_000,
    retryIntervalMilliseconds: attempt => Math.round(Math.random() * Math.min(longestWait, 500 * 2 ** Math.min(attempt, 10))) + 50,
  };
}

function watch() {
  const bar = document.getElementById('components-reconnect-modal');
  if (!bar) return;
  const words = bar.querySelector('[data-words]');
  const retry = bar.querySelector('[data-retry]');
  let shown = 0;

  new MutationObserver(read).observe(bar, { attributes: true, attributeFilter: ['class'] });
  retry.addEventListener('click', tryNow);
  addEventListener('online', tryNow);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) tryNow(); });

  function read() {
    const state = ['rejected', 'failed', 'retrying', 'show', 'hide'].find(name => bar.classList.contains(`components-reconnect-${name}`));
    if (state === 'hide' || !state) {
      clearTimeout(shown);
      shown = 0;
      if (bar.classList.contains('connection-bar-on')) bar.classList.remove('connection-bar-on');
      connection.set(true);
      return;
    }

    connection.set(false);
    if (state === 'rejected') {
      dispatchEvent(new Event('chatapp:before-reload'));
      location.reload();
      return;
    }

    words.textContent = navigator.onLine ? text('connection.lost') : text('connection.offline');
    if (!shown) shown = setTimeout(() => bar.classList.add('connection-bar-on'), quietTime);
    if (state === 'failed') setTimeout(tryNow, 5_000);
  }

  async function tryNow() {
    if (up || !shown) return;
    try {
      if (await Blazor.reconnect() === false) {
        dispatchEvent(new Event('chatapp:before-reload'));
        location.reload();
      }
    } catch {
      // Still away: Blazor's own timer goes on.
    }
  }
}
