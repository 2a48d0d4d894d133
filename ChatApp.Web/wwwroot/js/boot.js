// Runs on every page before Blazor starts: time zone, theme, menus, and how a lost connection is told.
import { watchTheme } from './theme.js';
import { reconnection } from './reconnect.js';

const year = 31536000;
const root = document.documentElement;

rememberTimeZone();
watchTheme();
prepareForms();

if (window.Blazor) {
  await Blazor.start({ circuit: { reconnectionOptions: reconnection() } });
}

// The server writes times in the reader's zone. It learns the zone from a cookie, since it renders before any script runs.
function rememberTimeZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || zone === root.dataset.zone) return;
  document.cookie = `chatapp.zone=${encodeURIComponent(zone)};path=/;max-age=${year};samesite=lax`;
  if (document.querySelector('.shell') && !sessionStorage.getItem('chatapp.zone-told')) {
    sessionStorage.setItem('chatapp.zone-told', zone);
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

// Drafts and unsent messages are this person's; the next one at this browser must not find them.
function forget() {
  const mine = `chatapp.${root.dataset.user}.`;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(mine)) localStorage.removeItem(key);
  }
}
