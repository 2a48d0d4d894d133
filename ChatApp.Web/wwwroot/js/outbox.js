// Messages that are not stored yet. In order per chat, one in flight per chat and three over all; a message is tried again
// with the same client id until the server says what became of it, so nothing is lost and nothing is sent twice.
import { connection } from './reconnect.js';

const atOnce = 3;
const patience = 30_000; // Of connected time; then the sender decides.
const answerTime = 10_000;
const later = new Set(['TooBusy', 'Unavailable', 'TooFast']);

export class Outbox {
  #key = `chatapp.${document.documentElement.dataset.user}.outbox`;
  #tab = newId();
  #flying = new Set();
  #timers = new Map();
  #post;
  #changed;

  /** post(item) resolves to {ok, sequence} or {error, words}; changed(chat) draws the chat's waiting messages again. */
  constructor(post, changed) {
    this.#post = post;
    this.#changed = changed;
    // Held as long as the tab lives: another tab takes over what a closed one has left.
    navigator.locks?.request(`chatapp-tab-${this.#tab}`, () => new Promise(() => {}));
    connection.on('up', () => this.pump());
    addEventListener('storage', event => { if (event.key === this.#key) this.#changed(null); });
    this.#adopt().then(() => this.pump());
  }

  of(chat) {
    return this.#read().filter(item => item.chat === chat);
  }

  get count() {
    return this.#read().length;
  }

  add(item) {
    const made = { ...item, clientId: newId(), at: Date.now(), state: 'waiting', tab: this.#tab, tried: 0 };
    this.#write([...this.#read(), made]);
    this.#changed(made.chat);
    this.pump();
    return made;
  }

  retry(clientId) {
    // The words under the failed message said what it does: who tries again means it.
    const meant = this.#read().find(item => item.clientId === clientId)?.error === 'EveryoneNeedsConfirmation';
    this.#patch(clientId, { state: 'waiting', error: undefined, tried: 0, tab: this.#tab, ...(meant ? { confirmEveryone: true } : {}) });
    this.pump();
  }

  remove(clientId) {
    const item = this.#read().find(one => one.clientId === clientId);
    this.#write(this.#read().filter(one => one.clientId !== clientId));
    if (item) this.#changed(item.chat);
    this.pump();
    return item;
  }

  pump() {
    if (!connection.up) return;
    const blocked = new Set();
    for (const item of this.#read()) {
      if (item.state === 'stored' || item.state === 'held') continue;
      const free = !blocked.has(item.chat) && item.state === 'waiting' && item.tab === this.#tab;
      // What stands behind a message that waits, or has failed, waits too: the order is a promise.
      blocked.add(item.chat);
      if (free && this.#flying.size < atOnce && !this.#flying.has(item.clientId) && !this.#timers.has(item.clientId)) {
        this.#send(item);
      }
    }
  }

  async #send(item) {
    const began = performance.now();
    this.#flying.add(item.clientId);
    let answer;
    try {
      answer = await within(answerTime, this.#post(item));
    } catch {
      answer = { error: 'Unavailable' };
    }
    this.#flying.delete(item.clientId);

    if (answer.ok) {
      this.#patch(item.clientId, answer.held ? { state: 'held' } : { state: 'stored', sequence: answer.sequence });
      return this.pump();
    }

    const tried = item.tried + performance.now() - began;
    if (later.has(answer.error) && tried < patience) {
      const wait = 500 + Math.random() * Math.min(8_000, 500 + tried);
      this.#patch(item.clientId, { tried: tried + wait });
      this.#timers.set(item.clientId, setTimeout(() => { this.#timers.delete(item.clientId); this.pump(); }, wait));
    } else if (connection.up) {
      this.#patch(item.clientId, { state: 'failed', error: answer.error, message: answer.message, words: answer.words });
    }
    this.pump();
  }

  #patch(clientId, change) {
    let chat = null;
    this.#write(this.#read().map(item => {
      if (item.clientId !== clientId) return item;
      chat = item.chat;
      return { ...item, ...change };
    }));
    if (chat) this.#changed(chat, clientId);
  }

  async #adopt() {
    const held = new Set((await navigator.locks?.query())?.held?.map(lock => lock.name) ?? []);
    this.#write(this.#read()
      .filter(item => item.state !== 'stored')
      .map(item => item.tab === this.#tab || held.has(`chatapp-tab-${item.tab}`) ? item : { ...item, tab: this.#tab, tried: 0 }));
    this.#changed(null);
  }

  #read() {
    try {
      return JSON.parse(localStorage.getItem(this.#key)) ?? [];
    } catch {
      return [];
    }
  }

  #write(items) {
    localStorage.setItem(this.#key, JSON.stringify(items));
  }
}

/** A UUID of version 7: the time, then chance. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let at = 5; at >= 0; at--) {
    bytes[at] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function within(time, promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), time))]);
}
