// The login page's forms: tabs without a reload, and refusals shown in place. Without this file the same forms still work.
const page = document.querySelector('[data-login]');
const words = JSON.parse(page.dataset.errors);
const tabs = [...page.querySelectorAll('[role="tab"]')];

// The server guesses from the browser's name; a narrow window is as much a phone for this purpose.
if (page.dataset.chosen === 'false' && page.dataset.way === 'qr' && matchMedia('(width < 600px)').matches) show('password', false);

for (const tab of tabs) {
  tab.addEventListener('click', event => {
    event.preventDefault();
    show(tab.dataset.way, true);
  });
  tab.addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    show(next.dataset.way, true);
    next.focus();
  });
}

for (const form of page.querySelectorAll('[data-sign-in]')) {
  form.addEventListener('submit', event => {
    event.preventDefault();
    signIn(form);
  });
}

page.querySelector('[data-send]')?.addEventListener('click', event => sendCode(event.currentTarget));

function show(way, remember) {
  page.dataset.way = way;
  for (const tab of tabs) {
    const own = tab.dataset.way === way;
    tab.setAttribute('aria-selected', String(own));
    tab.tabIndex = own ? 0 : -1;
    page.querySelector(`#way-${tab.dataset.way}`).hidden = !own;
  }
  if (remember) history.replaceState(null, '', tabs.find(tab => tab.dataset.way === way).href);
  dispatchEvent(new CustomEvent('chatapp:way', { detail: way }));
}

async function signIn(form) {
  const button = form.querySelector('[type="submit"]');
  say(form, '');
  button.disabled = true;
  const answer = await post(form.action, new FormData(form));
  if (answer.ok) {
    location.replace(answer.body.returnUrl);
    return;
  }
  button.disabled = false;
  say(form, words[answer.body.code] ?? words.Other);
  const field = form.querySelector('input[name="password"], input[name="code"]');
  field.focus();
  field.select();
}

async function sendCode(button) {
  const form = button.form;
  const name = form.elements.userName;
  if (!name.reportValidity()) return;
  say(form, '');
  button.disabled = true;
  const fields = new FormData(form);
  const answer = await post('/auth/code/send', fields);
  if (!answer.ok) {
    button.disabled = false;
    say(form, words[answer.body.code] ?? words.Other);
    return;
  }
  form.elements.challenge.value = answer.body.challenge;
  form.querySelector('[data-sent]').hidden = false;
  form.elements.code.focus();
  countDown(button, 60);
}

function countDown(button, seconds) {
  const label = button.textContent;
  const timer = setInterval(tick, 1000);
  tick();
  function tick() {
    if (seconds > 0) {
      button.textContent = button.dataset.again.replace('{0}', seconds--);
      return;
    }
    clearInterval(timer);
    button.textContent = label;
    button.disabled = false;
  }
}

// A form's token belongs to the user the page was made for; when that changed in another tab, a new page is needed.
async function post(address, body) {
  try {
    const response = await fetch(address, { method: 'POST', body, headers: { Accept: 'application/json' } });
    const json = response.headers.get('Content-Type')?.includes('json');
    if (!json && response.status === 400) location.reload();
    return { ok: response.ok && json, body: json ? await response.json() : {} };
  } catch {
    return { ok: false, body: { code: 'Offline' } };
  }
}

function say(form, message) {
  form.querySelector('[data-error]').textContent = message;
}
