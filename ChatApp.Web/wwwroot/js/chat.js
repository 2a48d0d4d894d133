// The open conversation: joins the text box, the messages that wait, the scroll position and the server.
import { Composer } from './composer.js';
import { Outbox } from './outbox.js';
import { Scroller } from './scroller.js';
import { Announcer } from './announcer.js';
import { openEmoji } from './emoji.js';
import { openMenu } from './message-menu.js';
import { drawPending } from './pending.js';
import { connection } from './reconnect.js';

const readEvery = 2_000;
const lineStays = 3_000;
const backStays = 10_000;
const placeKey = 'chatapp.place';
const keys = { r: 'reply', e: 'edit', f: 'forward', p: 'pin', s: 'star', delete: 'delete' };

/** Where the reader was before the page was loaded again, or null. */
export function placeOf(chat) {
  try {
    const place = JSON.parse(sessionStorage.getItem(placeKey));
    sessionStorage.removeItem(placeKey);
    return place?.chat === chat ? { sequence: Number(place.sequence), top: place.top } : null;
  } catch {
    return null;
  }
}

export function mount(root, server, options) {
  connection.set(true);
  return new Conversation(root, server, options);
}

class Conversation {
  #root;
  #server;
  #chat = null;
  #list;
  #scroller;
  #composer;
  #outbox;
  #announcer;
  #abort = new AbortController();
  #seen = 0;
  #seenBefore = 0;
  #readSent = 0;
  #readAt = 0;
  #endSince = 0;
  #backTo = null;
  #backTimer = 0;
  #shown = null;
  #observers = [];
  #timer;

  constructor(root, server, options) {
    this.#root = root;
    this.#server = server;
    this.#list = root.querySelector('[data-messages]');
    this.#announcer = new Announcer(this.#list);
    this.#outbox = new Outbox(item => this.#post(item), (chat, clientId) => this.#outboxChanged(chat, clientId));
    this.#composer = new Composer(root.querySelector('[data-composer]'), {
      limit: options.limit,
      submit: item => { this.#outbox.add(item); this.#toLatest(); },
      typing: () => connection.up && this.#call('TypingAsync'),
      members: () => server.invokeMethodAsync('MentionCandidatesAsync'),
      replyLast: () => this.#replyLast(),
      editLast: () => this.#editLast(),
      edit: (sequence, words) => this.#server.invokeMethodAsync('EditAsync', sequence, words),
    });
    this.#scroller = new Scroller(this.#list, direction => this.#load(direction), state => this.#moved(state));
    this.#watch(this.#list, { childList: true, subtree: true }, () => { this.#opened(); this.#reconcile(); });
    this.#watch(root, { attributes: true, attributeFilter: ['data-target'] }, () => this.#switched());

    const signal = { signal: this.#abort.signal };
    root.addEventListener('click', event => this.#click(event), signal);
    root.addEventListener('keydown', event => this.#key(event), signal);
    const keep = () => this.#keepPlace();
    addEventListener('chatapp:before-reload', keep, signal);
    addEventListener('pagehide', keep, signal);
    this.#timer = setInterval(() => this.#tick(), 1_000);
    this.#switched();
  }

  // The head names another chat. The text box follows in the same frame: what is typed now is for that chat.
  #switched() {
    this.#chat = this.#root.dataset.target;
    this.#shown = null;
    delete this.#root.dataset.chatReady;
    this.#composer.open(this.#chat);
    this.#opened();
  }

  // Its messages have been drawn.
  #opened() {
    const inner = this.#scroller.inner;
    const chat = this.#chat;
    if (!inner || inner === this.#shown || inner.dataset.chat !== chat) return;
    const again = this.#shown !== null;
    this.#shown = inner;
    this.#announcer.opened();
    this.#drawPending();
    this.#scroller.settle();
    if (again) return;
    this.#seen = this.#seenBefore = this.#readSent = Number(inner?.dataset.read ?? 0);
    this.#endSince = 0;
    this.#back(null);
    for (const item of this.#outbox.of(chat)) if (item.state === 'stored') this.#outbox.remove(item.clientId);
    this.#root.dataset.chatReady = chat;
    if (matchMedia('(hover: hover) and (width >= 600px)').matches && !document.querySelector('dialog[open]')) this.#composer.focus();
  }

  dispose() {
    clearInterval(this.#timer);
    this.#abort.abort();
    this.#observers.forEach(observer => observer.disconnect());
    this.#composer.dispose();
    this.#scroller.dispose();
    this.#announcer.dispose();
  }

  #watch(node, what, changed) {
    const observer = new MutationObserver(changed);
    observer.observe(node, what);
    this.#observers.push(observer);
  }

  #call(method, ...values) {
    return this.#server.invokeMethodAsync(method, ...values).catch(() => null);
  }

  #post(item) {
    return this.#server.invokeMethodAsync('SendAsync', {
      chat: item.chat,
      clientId: item.clientId,
      text: item.text,
      mentions: (item.mentions ?? []).map(person => person.id),
      replyTo: item.replyTo?.sequence ?? null,
      confirmEveryone: item.confirmEveryone ?? null,
    });
  }

  #outboxChanged(chat, clientId) {
    const item = clientId && this.#outbox.of(chat).find(one => one.clientId === clientId);
    if (item?.state === 'failed' && chat === this.#chat && item.error === 'SensitiveWord' && this.#composer.restore(item)) {
      this.#outbox.remove(item.clientId);
      this.#composer.refuse(item.message, item.words);
      return;
    }
    if (!chat || chat === this.#chat) this.#drawPending();
  }

  #drawPending() {
    const box = this.#root.querySelector('[data-pending]');
    if (!box || this.#scroller.inner?.dataset.chat !== this.#chat) return;
    const rows = this.#scroller.rows();
    const items = this.#outbox.of(this.#chat).filter(item => !this.#stored(item.clientId));
    drawPending(box, items, rows[rows.length - 1]?.classList.contains('own') ?? false);
  }

  // The stored row and the waiting one change places in the same frame.
  #reconcile() {
    const box = this.#root.querySelector('[data-pending]');
    if (!box?.children.length) return;
    for (const row of [...box.children]) {
      if (this.#stored(row.dataset.clientId)) {
        row.remove();
        this.#outbox.remove(row.dataset.clientId);
      }
    }
  }

  #stored(clientId) {
    return this.#list.querySelector(`.msg[data-sequence][data-client-id="${clientId}"]`) !== null;
  }

  #load(direction) {
    return this.#server.invokeMethodAsync('LoadAsync', direction);
  }

  async #toLatest() {
    if (!this.#scroller.live) await this.#call('OpenLatestAsync');
    this.#scroller.toEnd();
  }

  #moved({ pinned, live }) {
    const down = this.#root.querySelector('[data-jump]');
    if (!down) return;
    const atEnd = pinned && live;
    down.classList.toggle('shown', !atEnd);
    down.tabIndex = atEnd ? -1 : 0;
    if (atEnd) this.#back(null);
    this.#count();
  }

  #count() {
    this.#seen = Math.max(this.#seen, this.#scroller.lastSeen());
    const last = Number(this.#scroller.inner?.dataset.last ?? 0);
    const pill = this.#root.querySelector('[data-jump] .pill');
    const waiting = Math.max(0, last - this.#seen);
    pill.hidden = waiting === 0;
    pill.textContent = waiting > 99 ? '99+' : String(waiting);
  }

  #tick() {
    if (!this.#chat || document.hidden || !document.hasFocus()) {
      this.#seenBefore = this.#readSent;
      return;
    }

    const seen = this.#scroller.lastSeen();
    const known = Math.min(seen, this.#seenBefore);
    this.#seenBefore = seen;
    const now = Date.now();
    if (known > this.#readSent && now - this.#readAt >= readEvery && connection.up) {
      this.#readSent = known;
      this.#readAt = now;
      this.#call('ReadAsync', this.#chat, known);
    }

    const atEnd = this.#scroller.pinned && this.#scroller.live;
    this.#endSince = atEnd ? this.#endSince || now : 0;
    if (atEnd && now - this.#endSince >= lineStays && this.#list.querySelector('.unread-line')) {
      this.#endSince = now;
      this.#call('EndReached');
    }
  }

  #click(event) {
    const target = event.target.closest('[data-act]');
    const act = target?.dataset.act;
    const row = event.target.closest('.msg');
    if (act === 'reply') this.#reply(row);
    else if (act === 'copy') navigator.clipboard?.writeText(row.querySelector('.msg-text').innerText);
    else if (act === 'react') this.#react(row, target);
    else if (act === 'chip') this.#call('ReactAsync', Number(row.dataset.sequence), target.dataset.emoji, target.getAttribute('aria-pressed') !== 'true');
    else if (act === 'menu') this.#menu(row, target);
    else if (act === 'more') this.#unfold(target);
    else if (act === 'quote') this.#toQuote(row, Number(target.dataset.sequence));
    else if (act === 'retry') this.#outbox.retry(row.dataset.clientId);
    else if (act === 'discard') this.#outbox.remove(row.dataset.clientId);
    else if (act === 'latest') this.#toLatest();
    else if (act === 'back') this.#show(this.#backTo, false).then(() => this.#back(null));
  }

  #unfold(button) {
    button.previousElementSibling.classList.remove('folded');
    button.remove();
  }

  async #toQuote(row, sequence) {
    this.#back(Number(row.dataset.sequence));
    await this.#show(sequence, true);
  }

  async #show(sequence, flash) {
    if (!sequence || this.#scroller.show(sequence, flash)) return;
    if (await this.#call('OpenAroundAsync', sequence)) this.#scroller.show(sequence, flash);
  }

  #back(sequence) {
    this.#backTo = sequence;
    const chip = this.#root.querySelector('[data-act="back"]');
    if (!chip) return;
    chip.classList.toggle('shown', sequence !== null);
    clearTimeout(this.#backTimer);
    if (sequence !== null) this.#backTimer = setTimeout(() => this.#back(null), backStays);
  }

  #reply(row) {
    if (!row?.dataset.sequence) return;
    this.#composer.reply({
      sequence: Number(row.dataset.sequence),
      name: row.dataset.sender,
      text: row.querySelector('.msg-text')?.innerText.slice(0, 200) ?? '',
    });
    this.#composer.focus();
  }

  #react(row, button) {
    openEmoji(button, emoji => { this.#call('ReactAsync', Number(row.dataset.sequence), emoji, true); row.focus(); });
  }

  #menu(row, button) {
    if (!row?.dataset.acts || row.dataset.acts === 'none') return;
    openMenu(row, button ?? row, act => this.#act(row, act));
  }

  #act(row, act) {
    const sequence = Number(row.dataset.sequence);
    if (act === 'reply') this.#reply(row);
    else if (act === 'react') this.#react(row, row);
    else if (act === 'copy') navigator.clipboard?.writeText(row.querySelector('.msg-text')?.innerText ?? '');
    else if (act === 'edit') this.#edit(row);
    else if (act === 'forward') this.#call('AskForward', sequence);
    else if (act === 'pin') this.#call('PinAsync', sequence, row.dataset.pinned !== 'true');
    else if (act === 'star') this.#call('StarAsync', sequence, row.dataset.starred !== 'true');
    else if (act === 'delete') this.#call('DeleteAsync', sequence);
    else if (act === 'recall') this.#call('RecallAsync', sequence);
  }

  #edit(row) {
    this.#composer.edit({ sequence: Number(row.dataset.sequence), text: row.querySelector('.msg-text')?.innerText ?? '' });
    this.#composer.focus();
  }

  #editLast() {
    const own = [...this.#list.querySelectorAll('.msg.own[data-sequence]')].filter(row => row.dataset.acts?.includes('edit'));
    if (own.length > 0) this.#edit(own[own.length - 1]);
    return own.length > 0;
  }

  #replyLast() {
    const rows = this.#scroller.rows();
    this.#reply(rows[rows.length - 1]);
    return rows.length > 0;
  }

  #key(event) {
    const row = event.target.closest?.('.msg');
    if (event.target === this.#list || row === event.target) {
      const rows = [...this.#list.querySelectorAll('.msg')];
      const at = rows.indexOf(row);
      const next = { ArrowUp: at < 0 ? rows.length - 1 : at - 1, ArrowDown: at < 0 ? rows.length - 1 : at + 1, Home: 0, End: rows.length - 1 }[event.key];
      if (next !== undefined && !event.altKey && !event.ctrlKey) {
        event.preventDefault();
        rows[Math.max(0, Math.min(next, rows.length - 1))]?.focus();
      } else if (row && (event.key === 'Enter' || event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10'))) {
        event.preventDefault();
        this.#menu(row);
      } else if (row?.dataset.acts && !event.ctrlKey && !event.metaKey && !event.altKey && keys[event.key.toLowerCase()]) {
        const act = keys[event.key.toLowerCase()];
        event.preventDefault();
        if (act !== 'edit' || row.dataset.acts.includes('edit')) this.#act(row, act);
      } else if (row && !event.ctrlKey && !event.metaKey && !event.altKey && event.key.toLowerCase() === 'c') {
        navigator.clipboard?.writeText(row.querySelector('.msg-text')?.innerText ?? '');
      }
    }
    if (event.key === 'Escape' && !event.defaultPrevented && !event.target.closest('dialog, [popover]')) {
      if (this.#composer.replying) this.#composer.cancel();
      else this.#toLatest();
      this.#composer.focus();
    }
  }

  #keepPlace() {
    const place = this.#chat && this.#scroller.place();
    if (place) sessionStorage.setItem(placeKey, JSON.stringify({ chat: this.#chat, ...place }));
  }
}
