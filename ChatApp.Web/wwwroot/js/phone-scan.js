// Scans a login code with the phone's camera. Only what looks like the address of a login code is sent anywhere: to this server, which
// judges whether it is its own.
import { hasCamera, openCamera, readCode } from './qr-reader.js';

const panel = document.querySelector('[data-scan-panel]');
const part = name => panel.querySelector(`[data-${name}]`);
const loginCode = /^\/q\/[\w-]{22}$/;
let looking = new AbortController();
let camera = null;

if (panel && hasCamera) {
  panel.hidden = false;
  part('start').addEventListener('click', start);
  part('stop').addEventListener('click', stop);
  addEventListener('pagehide', stop);
}

async function start() {
  say('');
  looking = new AbortController();
  const { signal } = looking;
  try {
    camera = await openCamera(part('video'));
  } catch {
    return say(part('words').dataset.refused);
  }
  show(true);
  part('stop').focus();
  while (!signal.aborted) {
    const text = await readCode(part('video'), signal);
    if (!text) return;
    if (isLoginCode(text)) {
      stop();
      location.assign(`/q?code=${encodeURIComponent(text)}`);
      return;
    }
    say(part('words').dataset.invalid);
    await new Promise(done => setTimeout(done, 500));
  }
}

function isLoginCode(text) {
  if (!URL.canParse(text)) return false;
  const address = new URL(text);
  return (address.protocol === 'https:' || address.protocol === 'http:') && loginCode.test(address.pathname);
}

function stop() {
  looking.abort();
  camera?.getTracks().forEach(track => track.stop());
  if (camera) show(false);
  camera = null;
}

function show(on) {
  part('view').hidden = !on;
  part('start').hidden = on;
}

function say(words) {
  part('words').textContent = words;
}
