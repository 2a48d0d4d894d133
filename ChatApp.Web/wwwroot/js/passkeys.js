// Talks to the browser's authenticators for the forms that are marked data-passkey: "create" makes a passkey, "get" uses one.
import { post, refused } from './forms.js';

// The server forgets its question after five minutes; one that the browser offers by itself is asked anew before.
const renewEvery = 4 * 60_000;
const forms = [...document.querySelectorAll('form[data-passkey]')];
const able = window.PublicKeyCredential && window.isSecureContext;
let offered = null;

for (const form of forms) {
  form.hidden = !able;
  form.addEventListener('submit', event => {
    event.preventDefault();
    run(form);
  });
}
for (const words of document.querySelectorAll('[data-passkey-unsupported]')) words.hidden = Boolean(able);
if (able) offer(forms.find(form => 'conditional' in form.dataset));

async function run(form) {
  const button = form.querySelector('[type="submit"]');
  form.querySelector('[data-error]').textContent = '';
  button.disabled = true;
  offered?.abort();
  const asked = await post(form.dataset.options, new FormData(form));
  try {
    if (!asked.ok) {
      refused(form, asked.body.code);
      return;
    }
    const { secret, options } = asked.body;
    const credential = form.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: creation(options) })
      : await navigator.credentials.get({ publicKey: request(options) });
    await send(form, secret, credential);
  } catch (error) {
    refused(form, error.name === 'InvalidStateError' ? 'Exists' : 'Cancelled');
  } finally {
    button.disabled = false;
  }
}

// The browser shows its passkeys in the field of the user name, and nothing happens until one is chosen.
async function offer(form) {
  if (!form || !await PublicKeyCredential.isConditionalMediationAvailable?.()) return;
  const asked = await post(form.dataset.options, new FormData(form));
  if (!asked.ok) return;
  offered = new AbortController();
  const renewal = setTimeout(() => {
    offered.abort();
    offer(form);
  }, renewEvery);
  try {
    const credential = await navigator.credentials.get({ publicKey: request(asked.body.options), mediation: 'conditional', signal: offered.signal });
    clearTimeout(renewal);
    await send(form, asked.body.secret, credential);
  } catch {
    // Given up, or another way was chosen.
  }
}

async function send(form, secret, credential) {
  const body = new FormData(form);
  body.set('secret', secret);
  body.set('credential', JSON.stringify(plain(credential)));
  const answer = await post(form.action, body);
  if (answer.ok) location.replace(answer.body.returnUrl);
  else refused(form, answer.body.code);
}

// WebAuthn's JSON, by hand: browsers have had these conversions for a short while only.
function creation(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: (options.excludeCredentials ?? []).map(known => ({ ...known, id: bytes(known.id) })),
  };
}

function request(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: (options.allowCredentials ?? []).map(known => ({ ...known, id: bytes(known.id) })),
  };
}

function plain(credential) {
  const { response } = credential;
  const made = 'attestationObject' in response;
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: made
      ? { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] }
      : {
          clientDataJSON: text(response.clientDataJSON),
          authenticatorData: text(response.authenticatorData),
          signature: text(response.signature),
          userHandle: response.userHandle ? text(response.userHandle) : undefined,
        },
  };
}

function bytes(base64url) {
  return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), character => character.charCodeAt(0));
}

function text(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
