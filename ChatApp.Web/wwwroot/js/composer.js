// The text box of a chat. It belongs to the browser alone: no key press waits for the server, and no answer of the server
// ever touches what is typed, which would break an input method in the middle of a character.
import { readDraft, writeDraft } from './drafts.js';
import { MentionPicker } from './mentions.js';
import { openEmoji } from './emoji.js';
import { text, plural } from './texts.js';

const settle = 50; // Safari ends a composition before the Enter that ended it.
const saveAfter = 500;

export class Composer {
  #root;
  #input;
  #send;
  #options;
  #picker;
  #chat = null;
  #replyTo = null;
  #editing = null;
  #composedAt = -Infinity;
  #saving = 0;
  #typedAt = 0;
  #abort = new AbortController();

  /** options: {submit(item), edit(sequence, words), typing(), members(), replyLast(), editLast(), limit} */
  constructor(root, options) {
    this.#root = root;
    this.#options = options;
    this.#input = root.querySelector('[data-input]');
    this.#send = root.querySelector('[data-send]');
    this.#picker = new MentionPicker(root.querySelector('[data-mentions]'), this.#input, options.members);
    const signal = { signal: this.#abort.signal };
    const input = this.#input;

    input.addEventListener('compositionend', event => { this.#composedAt = event.timeStamp; this.#changed(); }, signal);
    input.addEventListener('input', () => this.#changed(), signal);
    input.addEventListener('keydown', event => this.#key(event), signal);
    input.addEventListener('blur', () => { this.#save(); this.#picker.close(); }, signal);
    this.#send.addEventListener('click', () => { this.#submit(); input.focus(); }, signal);
    root.querySelector('[data-emoji]')?.addEventListener('click', event =>
      openEmoji(event.currentTarget, emoji => { this.insert(emoji); input.focus(); }), signal);
    root.querySelector('[data-reply-cancel]').addEventListener('click', () => { this.cancel(); input.focus(); }, signal);
    root.querySelector('[data-error-close]').addEventListener('click', () => this.refuse(null), signal);
    addEventListener('pagehide', () => this.#save(), signal);
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.#save(); }, signal);
  }

  get empty() { return this.#input.value.trim() === ''; }
  get input() { return this.#input; }
  get replying() { return this.#replyTo !== null || this.#editing !== null; }

  /** Shows the draft of a chat, after keeping that of the one before. */
  open(chat) {
    if (chat === this.#chat) return;
    this.#save();
    this.#editing = null;
    this.#chat = chat;
    const draft = readDraft(chat);
    this.#input.value = draft?.text ?? '';
    this.#picker.reset(draft?.mentions ?? []);
    this.reply(draft?.replyTo ?? null);
    this.refuse(null);
    this.#measure();
  }

  /** Gives back a message that was refused, when nothing else was typed meanwhile. */
  restore(item) {
    if (!this.empty) return false;
    this.#input.value = item.text;
    this.#picker.reset(item.mentions ?? []);
    if (item.replyTo) this.reply(item.replyTo);
    this.#measure();
    this.#save();
    return true;
  }

  reply(to) {
    if (this.#editing) this.#endEdit();
    this.#replyTo = to;
    this.#strip(to);
    if (this.#chat) this.#saveSoon();
  }

  #strip(shown) {
    const strip = this.#root.querySelector('[data-reply]');
    strip.hidden = !shown;
    if (shown) {
      strip.querySelector('[data-reply-name]').textContent = shown.name;
      strip.querySelector('[data-reply-text]').textContent = shown.text;
    }
  }

  #endEdit() {
    this.#editing = null;
    const draft = readDraft(this.#chat);
    this.#input.value = draft?.text ?? '';
    this.#replyTo = draft?.replyTo ?? null;
    this.#strip(this.#replyTo);
    this.refuse(null);
    this.#measure();
  }

  async #submitEdit(words) {
    const { sequence, text: before } = this.#editing;
    const refused = words === before ? null : await this.#options.edit(sequence, words).catch(() => text('error.load'));
    if (refused) this.refuse(refused);
    else if (this.#editing?.sequence === sequence) this.#endEdit();
  }

  /** Puts the words of a stored message into the box to change them; what was being written comes back afterwards. */
  edit(message) {
    this.#save();
    this.#editing = message;
    this.#input.value = message.text;
    this.#strip({ name: text('msg.editing'), text: message.text });
    this.refuse(null);
    this.#measure();
  }

  /** Leaves the answer or the edit that was begun. */
  cancel() {
    if (this.#editing) this.#endEdit();
    else this.reply(null);
  }

  /** Says why a message was refused, above the box; null takes it away. */
  refuse(message, words = []) {
    const box = this.#root.querySelector('[data-error]');
    box.hidden = !message;
    const line = box.querySelector('span');
    line.textContent = message ?? '';
    for (const word of words) {
      const mark = document.createElement('mark');
      mark.textContent = word;
      line.append(' ', mark);
    }
  }

  insert(words) {
    this.#input.setRangeText(words, this.#input.selectionStart, this.#input.selectionEnd, 'end');
    this.#changed();
  }

  focus() { this.#input.focus({ preventScroll: true }); }

  dispose() {
    this.#save();
    this.#abort.abort();
  }

  #key(event) {
    const composing = event.isComposing || event.keyCode === 229;
    if (composing || this.#picker.key(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      if (event.timeStamp - this.#composedAt > settle) this.#submit();
    } else if (event.key === 'ArrowUp' && event.shiftKey && this.#input.value === '') {
      if (this.#options.replyLast()) event.preventDefault();
    } else if (event.key === 'ArrowUp' && !event.shiftKey && this.#input.value === '' && !this.replying) {
      if (this.#options.editLast()) event.preventDefault();
    } else if (event.key === 'Escape' && this.replying) {
      event.stopPropagation();
      this.cancel();
    }
  }

  #changed() {
    this.#measure();
    this.#picker.look();
    this.#saveSoon();
    const now = Date.now();
    if (!this.empty && now - this.#typedAt > 3_000) {
      this.#typedAt = now;
      this.#options.typing();
    }
  }

  #measure() {
    const { limit } = this.#options;
    const length = this.#input.value.trim().length;
    const count = this.#root.querySelector('[data-count]');
    this.#send.disabled = this.empty;
    count.hidden = length < limit * .8;
    count.classList.toggle('over', length > limit);
    count.textContent = length > limit ? plural('composer.over', length - limit) : `${length} / ${limit}`;
    if (!CSS.supports('field-sizing: content')) {
      this.#input.style.height = 'auto';
      this.#input.style.height = `${this.#input.scrollHeight}px`;
    }
  }

  #submit() {
    const words = this.#input.value.trim();
    if (!words || !this.#chat) return;
    if (words.length > this.#options.limit) {
      this.refuse(text('composer.tooLong'));
      return;
    }
    if (this.#editing) {
      this.#submitEdit(words);
      return;
    }
    const item = { chat: this.#chat, text: words, mentions: this.#picker.mentionsIn(words), replyTo: this.#replyTo };
    this.#input.value = '';
    this.#picker.reset([]);
    this.reply(null);
    this.refuse(null);
    this.#typedAt = 0;
    this.#measure();
    this.#save();
    this.#options.submit(item);
  }

  #saveSoon() {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.#save(), saveAfter);
  }

  #save() {
    clearTimeout(this.#saving);
    if (!this.#chat || this.#editing) return;
    const words = this.#input.value;
    writeDraft(this.#chat, words.trim() || this.#replyTo ? { text: words, replyTo: this.#replyTo, mentions: this.#picker.picked } : null);
  }
}
