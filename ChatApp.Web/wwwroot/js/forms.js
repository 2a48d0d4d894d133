// The forms of sign-in that have no other script: refusals are shown in place. Without this file the same forms still work.

export function errorsOf(element) {
  return JSON.parse(element.closest('[data-errors]')?.dataset.errors ?? '{}');
}

/** Posts a form; a page that belongs to somebody else by now is loaded again. */
export async function post(address, body) {
  try {
    const response = await fetch(address, { method: 'POST', body, headers: { Accept: 'application/json' } });
    const json = response.headers.get('Content-Type')?.includes('json');
    if (!json && response.status === 400) location.reload();
    return { ok: response.ok && json, body: json ? await response.json() : {} };
  } catch {
    return { ok: false, body: { code: 'Offline' } };
  }
}

/** What a refusal means for the page: where to go on, or what to say. */
export function refused(form, code) {
  const words = errorsOf(form);
  if (code === 'ProofRequired') {
    location.assign(`/me/confirm?returnUrl=${encodeURIComponent(location.pathname)}`);
  } else {
    form.querySelector('[data-error]').textContent = words[code] ?? words.Other ?? '';
  }
}

for (const form of document.querySelectorAll('form[data-plain]')) {
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const button = form.querySelector('[type="submit"]');
    form.querySelector('[data-error]').textContent = '';
    button.disabled = true;
    const answer = await post(form.action, new FormData(form));
    if (answer.ok) {
      location.replace(answer.body.returnUrl);
      return;
    }
    button.disabled = false;
    refused(form, answer.body.code);
    const field = form.querySelector('input:not([type="hidden"]):not([readonly])');
    field?.focus();
    field?.select();
  });
}
