// Runs the QR login: asks for a code, shows it, watches it by long polls, renews it, and posts the form that takes the session.
// The browser's clock is never read: every time is the server's "so many milliseconds from now" on a monotonic clock.
const panel = document.querySelector('[data-qr]');
const part = name => panel.querySelector(`[data-${name}]`);
const longestSilentRenewals = 5;
const longestHidden = 120_000;
const pollTimeout = 40_000; // The server answers within 25 s.

let login = null; // the code on show
let state = 'preparing';
let deadline = 0;
let lifetime = 1;
let renewals = 0;
let hiddenSince = 0;
let watching = new AbortController();
let countdown = 0;

for (const button of panel.querySelectorAll('[data-renew]')) button.addEventListener('click', () => { renewals = 0; begin(); });
for (const button of panel.querySelectorAll('[data-cancel]')) button.addEventListener('click', cancel);
part('copy')?.addEventListener('click', copy);
document.addEventListener('visibilitychange', onVisibility);
addEventListener('offline', () => { if (isLive()) set('offline'); });
addEventListener('online', rewatch);
addEventListener('pagehide', () => watching.abort());
addEventListener('pageshow', event => { if (event.persisted) begin(); });
addEventListener('chatapp:way', event => { if (event.detail === 'qr' && !login) begin(); });
setInterval(tick, 500);

if (document.querySelector('[data-login]').dataset.way === 'qr') begin();

async function begin() {
  watching.abort();
  watching = new AbortController();
  const { signal } = watching;
  clearInterval(countdown);
  if (!login) set('preparing');
  for (let wait = 1000; !signal.aborted; wait = Math.min(wait * 2, 15_000)) {
    const answer = await call('/auth/qr', { method: 'POST', signal });
    if (signal.aborted) return;
    if (answer.status === 429) return tooMany(answer.retryAfter);
    if (answer.body?.code) {
      show(answer.body);
      return watch(signal);
    }
    set('offline');
    await pause(wait, signal);
  }
}

function show(created) {
  login = created;
  const image = part('image');
  image.setAttribute('viewBox', `0 0 ${created.size} ${created.size}`);
  image.querySelector('path').setAttribute('d', created.path);
  part('text-code').textContent = created.textCode;
  panel.dataset.url = created.url;
  part('complete').elements.code.value = created.code;
  const other = part('other');
  other.hidden = !created.otherDevices;
  other.textContent = other.dataset.words.replace('{0}', created.otherDevices ?? '');
  time(created.expiresInMs);
  set('created');
}

// A poll that began before the network went away may hang until its time is over: ask anew, and count whatever comes as news.
function rewatch() {
  if (!login || state !== 'offline') return;
  watching.abort();
  watching = new AbortController();
  watch(watching.signal, '');
}

async function watch(signal, known = 'created') {
  for (let wait = 500; !signal.aborted;) {
    const answer = await call(`/auth/qr/${login.code}?state=${known}`, { signal });
    if (signal.aborted) return;
    if (answer.status === 401) return begin();
    if (!answer.body?.state) {
      set('offline');
      known = ''; // whatever comes next is news
      await pause(wait, signal);
      wait = Math.min(wait * 2, 8000);
      continue;
    }
    wait = 500;
    known = answer.body.state;
    if (handle(answer.body)) return;
  }
}

/** Whether the login is over. */
function handle(view) {
  if (view.state === 'created' || view.state === 'scanned') {
    if (view.state === 'scanned') person(view);
    if (view.state !== state) time(view.expiresInMs);
    set(view.state, view.number);
    return false;
  }
  if (view.state === 'confirmed') {
    set('confirmed');
    part('complete').requestSubmit();
    return true;
  }
  if (view.state === 'cancelled' || (view.state === 'expired' && mayRenew())) {
    if (view.state === 'expired') renewals++;
    begin();
    return true;
  }
  set(view.state);
  return true;
}

function mayRenew() {
  const hidden = document.hidden ? performance.now() - hiddenSince : 0;
  return renewals < longestSilentRenewals && hidden < longestHidden;
}

function onVisibility() {
  if (document.hidden) {
    hiddenSince = performance.now();
  } else if (login && state === 'expired') {
    renewals = 0;
    begin();
  }
}

async function cancel() {
  const { code } = login;
  watching.abort();
  await call(`/auth/qr/${code}/cancel`, { method: 'POST' });
  renewals = 0;
  begin();
}

async function copy(event) {
  const button = event.currentTarget;
  await navigator.clipboard.writeText(panel.dataset.url);
  button.setAttribute('aria-pressed', 'true');
  part('announce').textContent = button.dataset.copied;
  setTimeout(() => button.removeAttribute('aria-pressed'), 1500);
}

function tooMany(seconds) {
  set('tooMany', seconds);
  countdown = setInterval(() => {
    if (--seconds > 0) words('tooMany', seconds);
    else begin();
  }, 1000);
}

function person(view) {
  const letter = part('letter');
  letter.className = `avatar qr-avatar hue-${view.hue ?? 0}`;
  letter.textContent = [...(view.name ?? '?')][0];
  part('name').textContent = view.name ?? '';
  part('number').textContent = view.number;
}

function set(next, value = '') {
  const changed = next !== state;
  state = next;
  panel.dataset.state = next;
  for (const element of panel.querySelectorAll('[data-for]')) element.hidden = !element.dataset.for.split(' ').includes(next);
  const said = words(next, value);
  if (next !== 'created' && next !== 'preparing') part('failed').hidden = true;
  tick();
  if (!changed) return;
  part('announce').textContent = said;
  if (panel.closest('[hidden]')) return;
  if (next === 'scanned') part('number').focus();
  if (['expired', 'timedOut', 'cancelledOnPhone', 'refused'].includes(next)) {
    panel.querySelector(`[data-for~="${next}"] [data-renew]`)?.focus();
  }
}

function words(name, value) {
  const line = panel.querySelector(`.qr-state[data-for="${name}"]`);
  line.textContent = line.dataset.words.replace('{0}', value);
  return line.textContent;
}

function time(expiresInMs) {
  lifetime = Math.max(1, expiresInMs);
  deadline = performance.now() + expiresInMs;
}

function tick() {
  if (!isLive()) return;
  const left = Math.max(0, deadline - performance.now());
  part('ring').style.strokeDashoffset = String(100 - (100 * left) / lifetime);
  const seconds = Math.ceil(left / 1000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const line = part('left');
  line.textContent = (state === 'created' ? line.dataset.created : line.dataset.scanned).replace('{0}', clock);
}

function isLive() {
  return state === 'created' || state === 'scanned';
}

async function call(address, options) {
  try {
    const signals = [AbortSignal.timeout(pollTimeout), ...(options.signal ? [options.signal] : [])];
    const response = await fetch(address, { ...options, signal: AbortSignal.any(signals) });
    const json = response.headers.get('Content-Type')?.includes('json');
    return {
      status: response.status,
      retryAfter: Number(response.headers.get('Retry-After')) || 60,
      body: response.ok && json ? await response.json() : null,
    };
  } catch {
    return { status: 0, body: null };
  }
}

function pause(ms, signal) {
  return new Promise(done => {
    const timer = setTimeout(done, ms);
    addEventListener('online', done, { once: true });
    signal.addEventListener('abort', () => { clearTimeout(timer); done(); }, { once: true });
  });
}
