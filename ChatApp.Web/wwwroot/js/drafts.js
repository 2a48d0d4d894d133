// What is typed and not sent, per chat, in this browser. Typing never needs the network.
const prefix = () => `chatapp.${document.documentElement.dataset.user}.draft.`;
const saved = new EventTarget();

export function readDraft(chat) {
  try {
    return JSON.parse(localStorage.getItem(prefix() + chat)) ?? null;
  } catch {
    return null;
  }
}

/** Keeps a draft, or removes it when there is neither text nor an answer. */
export function writeDraft(chat, draft) {
  try {
    if (draft && (draft.text || draft.replyTo)) localStorage.setItem(prefix() + chat, JSON.stringify(draft));
    else localStorage.removeItem(prefix() + chat);
  } catch {
    // The browser's store is full or closed: the text is still in the box.
  }
  saved.dispatchEvent(new CustomEvent('change', { detail: chat }));
}

export function onDraft(handler) {
  saved.addEventListener('change', event => handler(event.detail));
  addEventListener('storage', event => { if (event.key?.startsWith(prefix())) handler(event.key.slice(prefix().length)); });
}
