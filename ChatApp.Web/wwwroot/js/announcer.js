// Says new messages of the open chat to screen readers: only new ones, never history, never one's own, joined within a second.
import { text, plural } from './texts.js';

const joinTime = 1_000;
const mostSpoken = 3;

export class Announcer {
  #list;
  #last = 0;
  #waiting = [];
  #timer = 0;
  #observer;

  constructor(list) {
    this.#list = list;
    this.#observer = new MutationObserver(() => this.#look());
    this.#observer.observe(list, { childList: true, subtree: true });
  }

  opened() {
    this.#waiting = [];
    this.#last = Number(this.#list.querySelector('.messages-inner')?.dataset.last ?? 0);
  }

  dispose() {
    clearTimeout(this.#timer);
    this.#observer.disconnect();
  }

  #look() {
    const rows = this.#list.querySelectorAll('.msg[data-sequence]');
    const fresh = [];
    for (let at = rows.length - 1; at >= 0 && Number(rows[at].dataset.sequence) > this.#last; at--) fresh.unshift(rows[at]);
    if (fresh.length === 0) return;
    this.#last = Number(fresh[fresh.length - 1].dataset.sequence);
    this.#waiting.push(...fresh.filter(row => !row.classList.contains('own'))
      .map(row => text('announce.message', row.dataset.sender, row.querySelector('.msg-text')?.innerText ?? '')));
    if (this.#waiting.length && !this.#timer) this.#timer = setTimeout(() => this.#say(), joinTime);
  }

  #say() {
    this.#timer = 0;
    const spoken = this.#waiting.splice(0);
    const node = document.getElementById('announcer');
    if (node) node.textContent = spoken.length > mostSpoken ? plural('announce.many', spoken.length) : spoken.join('; ');
  }
}
