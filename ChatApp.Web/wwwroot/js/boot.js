// Runs on every page before Blazor starts: time zone, theme, menus, and how a lost connection is told.
import { watchTheme } from './theme.js';
import { reconnection } from './reconnect.js';

const year = 31536000;
const root = document.documentElement;

rememberTime();
watchTheme();
prepareForms();
prepareSkipLink();

if (window.Blazor) {
  await Blazor.start({ circuit: { reconnectionOptions: reconnection() } });
}

// The server writes times by the reader's zone and clock. It learns them from cookies, since it renders before any script runs.
function rememberTime() {
  const { timeZone: own, hour12 } = new Intl.DateTimeFormat(navigator.language, { hour: 'numeric' }).resolvedOptions();
  const chosen = document.cookie.includes('chatapp.zone-fixed=1');
  const timeZone = chosen && root.dataset.zone ? root.dataset.zone : own;
  const hours = hour12 ? '12' : '24';
  if (!timeZone || (timeZone === root.dataset.zone && hours === root.dataset.hours)) return;
  document.cookie = `chatapp.zone=${encodeURIComponent(timeZone)};path=/;max-age=${year};samesite=lax`;
  document.cookie = `chatapp.hours=${hours};path=/;max-age=${year};samesite=lax`;
  if (document.querySelector('.shell') && !sessionStorage.getItem('chatapp.time-told')) {
    sessionStorage.setItem('chatapp.time-told', timeZone);
    location.reload();
  }
}

// The menus are outside Blazor's tree, so they work without a connection; the forms come back to where they were sent from.
function prepareForms() {
  document.addEventListener('submit', event => {
    const back = event.target.querySelector('input[name="returnUrl"][data-here]');
    if (back) back.value = location.pathname + location.search;
    if (event.target.matches('[data-logout]')) forget();
  });
}

// The base element sends a bare fragment to the start page, so the way is gone by hand.
function prepareSkipLink() {
  document.querySelector('[data-skip]')?.addEventListener('click', event => {
    event.preventDefault();
    document.getElementById('main')?.focus();
  });
}

// Drafts and unsent messages are this person's; the next one at this browser must not find them.
function forget() {
  const mine = `chatapp.${root.dataset.user}.`;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(mine)) localStorage.removeItem(key);
  }
}
