// A phone, played by a page. It talks to the same HTTP API as any app, with a bearer token of its own that this tab alone knows.
import { hasCamera, openCamera, readCode } from './qr-reader.js';

const phone = document.querySelector('[data-simulator]');
const part = name => phone.querySelector(`[data-${name}]`);
const view = name => phone.querySelector(`.sim-view[data-view="${name}"]`);
const texts = JSON.parse(part('texts').dataset.texts);
const platform = 2; // Android, by WildfireChat's numbers
const tokenKey = 'chatapp.simulator';
const deviceKey = 'chatapp.simulator.device';

let me = JSON.parse(sessionStorage.getItem(tokenKey) ?? 'null');
let sheet = null;
let age = 0;
let challenge = '';
let sending = null; // The message may show its code before the request for it is answered.
let camera = null;
let looking = new AbortController();
let watch = 0;

phone.querySelector('[data-sign-in]').addEventListener('submit', signIn);
part('send')?.addEventListener('click', sendCode);
part('sign-out').addEventListener('click', signOut);
part('camera').addEventListener('click', startCamera);
part('camera-stop').addEventListener('click', stopCamera);
phone.querySelector('[data-scan]').addEventListener('submit', event => {
  event.preventDefault();
  scan(event.target.elements.code.value);
});
phone.querySelector('[data-confirm]').addEventListener('submit', confirm);
part('refuse').addEventListener('click', () => end('refuse', { report: false }, 'refused'));
part('report').addEventListener('click', () => end('refuse', { report: true }, 'refused'));
part('close').addEventListener('click', () => end('cancel', {}, 'cancelledOnPhone'));
part('restart').addEventListener('click', () => show('home'));
for (const tab of phone.querySelectorAll('button[data-tab]')) tab.addEventListener('click', () => choose(tab.dataset.tab));
setInterval(clock, 1000);
clock();
if (part('messages')) {
  setInterval(messages, 2000);
  messages();
}
if (me) home();

async function signIn(event) {
  event.preventDefault();
  const form = event.target;
  const byCode = !form.querySelector('[data-tab="code"]')?.hidden && Boolean(form.elements.code);
  const client = { userName: form.elements.userName.value, deviceId: device(), platform, deviceName: document.querySelector('h1').textContent.trim() };
  say(form, '');
  await sending;
  const answer = byCode
    ? await call('POST', '/api/v1/sessions/by-code', { ...client, challenge, code: form.elements.code.value })
    : await call('POST', '/api/v1/sessions', { ...client, password: form.elements.password.value });
  if (!answer.ok) return say(form, texts[answer.code] ?? texts.Other);
  me = { token: answer.body.token, userId: answer.body.userId };
  form.reset();
  home();
}

async function home() {
  const answer = await call('GET', '/api/v1/users/me');
  if (!answer.ok) return forget(answer.code === 'Unauthenticated');
  me.name = answer.body.displayName;
  sessionStorage.setItem(tokenKey, JSON.stringify(me));
  part('letter').textContent = [...me.name][0] ?? '?';
  part('letter').className = `avatar hue-${[...me.name].reduce((sum, sign) => sum + sign.codePointAt(0), 0) % 10}`;
  phone.querySelector('.sim-name').textContent = me.name;
  show('home');
}

async function signOut() {
  await call('DELETE', '/api/v1/sessions/current');
  forget(false);
}

function forget(ended) {
  me = null;
  sessionStorage.removeItem(tokenKey);
  show('signIn');
  say(phone.querySelector('[data-sign-in]'), ended ? texts.ended : '');
}

async function sendCode(event) {
  const button = event.currentTarget;
  const form = button.form;
  if (!form.elements.userName.reportValidity()) return;
  sending = call('POST', '/api/v1/sessions/code', { userName: form.elements.userName.value });
  const answer = await sending;
  if (!answer.ok) return say(form, texts[answer.code] ?? texts.Other);
  challenge = answer.body.challenge;
  form.elements.code.focus();
  messages();
}

function choose(way) {
  for (const tab of phone.querySelectorAll('button[data-tab]')) {
    tab.setAttribute('aria-selected', String(tab.dataset.tab === way));
    tab.tabIndex = tab.dataset.tab === way ? 0 : -1;
  }
  for (const field of phone.querySelectorAll('.field[data-tab]')) field.hidden = field.dataset.tab !== way;
}

async function scan(code) {
  stopCamera();
  const form = phone.querySelector('[data-scan]');
  say(form, '');
  const answer = await call('POST', '/api/v1/qr/scan', { code });
  if (!answer.ok) return say(form, answer.code === 'InvalidRequest' ? texts.NotACode : texts[answer.code] ?? texts.Other);
  form.reset();
  sheet = answer.body;
  age = performance.now() - sheet.ageMs;
  part('device').textContent = sheet.deviceName;
  part('address').textContent = sheet.address;
  for (const line of [part('place'), part('warning')]) line.textContent = sheet.sameNetwork ? line.dataset.same : line.dataset.other;
  part('warning').classList.toggle('note-danger', !sheet.sameNetwork);
  part('lead').textContent = part('lead').dataset.words.replace('{0}', me.name);
  const form2 = phone.querySelector('[data-confirm]');
  form2.reset();
  say(form2, '');
  [...form2.querySelectorAll('.phone-number')].forEach((label, at) => {
    label.firstElementChild.value = sheet.numbers[at];
    label.lastElementChild.textContent = sheet.numbers[at];
  });
  show('sheet');
  clearInterval(watch);
  watch = setInterval(look, 1000);
}

// The computer may give up, and time runs out, while the person thinks.
async function look() {
  const answer = await call('GET', `/api/v1/qr/${sheet.code}`);
  if (view('sheet').hidden) return clearInterval(watch);
  if (answer.ok && answer.body.state === 'scanned') return;
  if (answer.ok || answer.code !== 'Offline') result(false, answer.ok ? texts[answer.body.state] ?? texts.QrExpired : texts.QrExpired);
}

async function confirm(event) {
  event.preventDefault();
  const form = event.target;
  const number = Number(new FormData(form).get('number'));
  const answer = await call('POST', `/api/v1/qr/${sheet.code}/confirm`, { number });
  if (answer.ok) return result(true, texts.done.replace('{0}', sheet.deviceName));
  if (answer.code !== 'QrWrongNumber') return result(false, texts[answer.code] ?? texts.Other);
  form.reset();
  say(form, texts.QrWrongNumber);
}

async function end(act, body, words) {
  const answer = await call('POST', `/api/v1/qr/${sheet.code}/${act}`, body);
  if (answer.ok && act === 'cancel') return show('home');
  result(false, answer.ok ? texts[words] : texts[answer.code] ?? texts.Other);
}

function result(good, words) {
  clearInterval(watch);
  phone.querySelector('[data-sign="good"]').hidden = !good;
  phone.querySelector('[data-sign="bad"]').hidden = good;
  phone.querySelector('.sim-words').textContent = words;
  show('result');
}

async function startCamera() {
  const note = part('camera-note');
  note.hidden = true;
  if (!hasCamera) return tell(texts.noCamera);
  const video = part('video');
  looking = new AbortController();
  const { signal } = looking;
  try {
    camera = await openCamera(video);
  } catch {
    return tell(texts.cameraRefused);
  }
  part('camera-view').hidden = false;
  part('camera').hidden = true;
  const text = await readCode(video, signal);
  if (text) scan(text);

  function tell(words) {
    note.textContent = words;
    note.hidden = false;
  }
}

function stopCamera() {
  looking.abort();
  camera?.getTracks().forEach(track => track.stop());
  camera = null;
  part('camera-view').hidden = true;
  part('camera').hidden = false;
}

async function messages() {
  if (document.hidden) return;
  const list = part('messages');
  const none = part('no-messages');
  try {
    const response = await fetch('/simulator/codes', { credentials: 'omit' });
    if (response.status === 404) none.textContent = none.dataset.elsewhere;
    const { codes } = response.ok ? await response.json() : { codes: [] };
    none.hidden = codes.length > 0;
    list.replaceChildren(...codes.map(({ userName, code }) => {
      const item = document.createElement('li');
      const words = document.createElement('span');
      const digits = document.createElement('output');
      words.textContent = list.dataset.words.replace('{0}', userName);
      digits.textContent = code;
      item.append(words, digits);
      return item;
    }));
  } catch {
    // The server is away; the list stays as it was.
  }
}

function show(name) {
  phone.dataset.view = name;
  for (const one of phone.querySelectorAll('.sim-view')) one.hidden = one.dataset.view !== name;
  if (name !== 'sheet') clearInterval(watch);
  const focus = view(name).querySelector('[data-focus]');
  part('announce').textContent = focus?.textContent ?? '';
  focus?.focus();
}

function clock() {
  part('clock').textContent = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });
  if (sheet) part('age').textContent = part('age').dataset.words.replace('{0}', Math.round((performance.now() - age) / 1000));
}

function say(form, words) {
  form.querySelector('[data-error]').textContent = words;
}

function device() {
  let id = localStorage.getItem(deviceKey);
  if (!id) {
    id = `simulator-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
    localStorage.setItem(deviceKey, id);
  }
  return id;
}

async function call(method, address, body) {
  try {
    const response = await fetch(address, {
      method,
      credentials: 'omit',
      headers: { ...(body && { 'Content-Type': 'application/json' }), ...(me && { Authorization: `Bearer ${me.token}` }) },
      body: body && JSON.stringify(body),
    });
    const json = response.headers.get('Content-Type')?.includes('json') ? await response.json() : {};
    if (response.status === 401 && me) forget(true);
    return { ok: response.ok, body: json, code: json.code };
  } catch {
    return { ok: false, body: {}, code: 'Offline' };
  }
}
