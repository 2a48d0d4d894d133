// What belongs to a page with a list pane: the list's keys, drafts on its rows, and the keys that work everywhere.
import { rove, markDrafts } from './lists.js';
import { connection } from './reconnect.js';

/** actions: a .NET object with OpenSwitcherAsync and HoldOrder, or null. */
export function mountPage(list, actions) {
  connection.set(true);
  const abort = new AbortController();
  const signal = { signal: abort.signal };
  const undo = [rove(list), markDrafts(list)];
  const hold = on => actions?.invokeMethodAsync('HoldOrder', on).catch(() => null);

  list.addEventListener('pointerenter', () => hold(true), signal);
  list.addEventListener('pointerleave', () => hold(false), signal);
  document.addEventListener('keydown', event => {
    const command = event.ctrlKey || event.metaKey;
    if (command && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k' && actions) {
      event.preventDefault();
      actions.invokeMethodAsync('OpenSwitcherAsync').catch(() => null);
    } else if (event.altKey && !command && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      step(list, event.key === 'ArrowDown' ? 1 : -1, event.shiftKey);
    }
  }, signal);
  document.addEventListener('pointerdown', () => { going.since = -Infinity; }, signal);
  list.dataset.keys = 'heard';

  return { dispose() { abort.abort(); undo.forEach(one => one()); } };
}

// Where the last key led. The server marks that row a moment later, and a quick second key goes on from here.
const followsWithin = 2_000;
let going = { chat: null, since: -Infinity };

function step(list, by, unreadOnly) {
  const rows = [...list.querySelectorAll('.row')];
  const ahead = performance.now() - going.since < followsWithin ? rows.findIndex(row => row.dataset.chat === going.chat) : -1;
  const at = ahead >= 0 ? ahead : rows.findIndex(row => row.classList.contains('active'));
  for (let next = at < 0 && by < 0 ? rows.length - 1 : at + by; next >= 0 && next < rows.length; next += by) {
    if (!unreadOnly || rows[next].querySelector('.pill')) {
      going = { chat: rows[next].dataset.chat, since: performance.now() };
      return rows[next].click();
    }
  }
}

/** Gives the rows of a dialog their keys; ArrowDown in the search box goes to the first. */
export function mountRows(list) {
  const undo = rove(list);
  const box = list.closest('.dialog')?.querySelector('input[type="search"]');
  const down = event => {
    if (event.key === 'ArrowDown' && !event.isComposing) {
      event.preventDefault();
      list.querySelector('.row')?.focus();
    }
  };
  box?.addEventListener('keydown', down);
  return { dispose() { undo(); box?.removeEventListener('keydown', down); } };
}
