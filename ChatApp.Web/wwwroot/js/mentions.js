// The list of people that "@" opens. It is asked for once per chat and searched here, so it opens at once.
import { element, text } from './texts.js';

const most = 8;
let serial = 0;

export class MentionPicker {
  picked = [];
  #box;
  #input;
  #ask;
  #asked = null;
  #shown = [];
  #at = 0;
  #from = -1;

  constructor(box, input, ask) {
    this.#box = box;
    this.#input = input;
    this.#ask = ask;
    box.id ||= `mentions-${++serial}`;
    box.addEventListener('pointerdown', event => {
      const option = event.target.closest('[role="option"]');
      if (!option) return;
      event.preventDefault();
      this.#accept(Number(option.dataset.at));
    });
  }

  reset(mentions) {
    this.picked = mentions;
    this.#asked = null;
    this.close();
  }

  /** The ids of those people whose "@Name" is still in the text. */
  mentionsIn(words) {
    return this.picked.filter(person => words.includes(`@${person.name}`));
  }

  async look() {
    if (!this.#wanted()) return this.close();
    const asked = (this.#asked ??= this.#ask().catch(() => null));
    const people = await asked;
    if (asked !== this.#asked) return;
    if (!people) this.#asked = null;

    // More may have been typed while the answer was on its way.
    const found = this.#wanted();
    if (!found || !people?.length) return this.close();
    this.#from = found.from;
    this.#shown = people
      .filter(person => [person.name, person.id, person.spelling ?? ''].some(name => name.toLocaleLowerCase().includes(found.name)))
      .sort((one, other) => starts(other, found.name) - starts(one, found.name))
      .slice(0, most);
    this.#at = 0;
    this.#draw();
  }

  /** Whether the key was the list's. */
  key(event) {
    if (this.#box.hidden) return false;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.#at = (this.#at + (event.key === 'ArrowDown' ? 1 : this.#shown.length - 1)) % this.#shown.length;
      this.#draw();
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      this.#accept(this.#at);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      this.close();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  close() {
    this.#box.hidden = true;
    this.#input.removeAttribute('aria-activedescendant');
    this.#input.removeAttribute('aria-controls');
  }

  // What follows "@" before the cursor, and where the "@" is; null where no name is being written.
  #wanted() {
    const { value, selectionStart } = this.#input;
    const found = /(?:^|\s|[^\w@.])@([^\s@]{0,20})$/u.exec(value.slice(0, selectionStart));
    return found && { from: selectionStart - found[1].length - 1, name: found[1].toLocaleLowerCase() };
  }

  #accept(at) {
    const person = this.#shown[at];
    this.#input.setRangeText(`@${person.name} `, this.#from, this.#input.selectionStart, 'end');
    if (!this.picked.some(one => one.id === person.id)) this.picked = [...this.picked, { id: person.id, name: person.name }];
    this.close();
    this.#input.dispatchEvent(new Event('input', { bubbles: true }));
  }

  #draw() {
    if (this.#shown.length === 0) return this.close();
    this.#box.replaceChildren(...this.#shown.map((person, at) => {
      const avatar = element('span', `avatar avatar-tiny ${person.hue}`, person.letters);
      avatar.setAttribute('aria-hidden', 'true');
      const name = element('bdi', '', person.name);
      const option = element('div', 'mention-option', avatar, element('span', '', name, ' ', element('span', 'mention-id', person.id === '*' ? text('mention.everyoneHint') : person.id)));
      option.id = `${this.#box.id}-${at}`;
      option.dataset.at = at;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', String(at === this.#at));
      return option;
    }));
    this.#box.hidden = false;
    this.#box.children[this.#at].scrollIntoView({ block: 'nearest' });
    this.#input.setAttribute('aria-controls', this.#box.id);
    this.#input.setAttribute('aria-activedescendant', `${this.#box.id}-${this.#at}`);
  }
}

function starts(person, wanted) {
  return Number([person.name, person.id, person.spelling ?? ''].some(name => name.toLocaleLowerCase().startsWith(wanted)));
}
