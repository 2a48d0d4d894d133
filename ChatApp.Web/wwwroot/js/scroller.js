// Keeps what the reader reads where it is. Blazor adds and removes rows at both ends; before each frame is painted the first
// visible message is put back to the pixel where it stood, or the end is kept in view for a reader who is there.
const nearEnd = 80;
const ahead = 1.5; // Screens that remain when the next page is asked for.

export class Scroller {
  #list;
  #ask;
  #told;
  #anchor = null;
  #pinned = true;
  #opened = null;
  #busy = false;
  #frame = 0;
  #cleanup = [];
  #sizes;

  /**
   * ask(direction) resolves when the page was added; told(state) hears {pinned, live} after every move.
   */
  constructor(list, ask, told) {
    this.#list = list;
    this.#ask = ask;
    this.#told = told;

    const mutations = new MutationObserver(() => this.settle());
    mutations.observe(list, { childList: true, subtree: true, characterData: true });
    const sizes = new ResizeObserver(() => this.settle());
    sizes.observe(list);
    this.#sizes = sizes;
    const onScroll = () => this.#remember();
    list.addEventListener('scroll', onScroll, { passive: true });
    this.#cleanup.push(() => mutations.disconnect(), () => sizes.disconnect(), () => list.removeEventListener('scroll', onScroll));
    this.settle();
  }

  get inner() { return this.#list.querySelector('.messages-inner'); }
  get pinned() { return this.#pinned; }
  get live() { return !this.inner?.hasAttribute('data-newer'); }

  rows() { return this.#list.querySelectorAll('.msg[data-sequence]'); }

  /** Puts the view right after any change of the content; called before the browser paints. */
  settle() {
    const inner = this.inner;
    if (!inner) return;
    if (inner !== this.#opened && inner.dataset.chat) {
      this.#opened = inner;
      this.#sizes.observe(inner);
      this.#open(inner);
    } else if (this.#pinned && this.live) {
      this.#list.scrollTop = this.#list.scrollHeight;
    } else if (this.#anchor?.row.isConnected) {
      const moved = this.#top(this.#anchor.row) - this.#anchor.top;
      if (Math.abs(moved) > .5) this.#list.scrollTop += moved;
    }
    this.#remember();
  }

  toEnd(smooth = false) {
    this.#pinned = true;
    this.#list.scrollTo({ top: this.#list.scrollHeight, behavior: smooth ? 'smooth' : 'instant' });
    if (!smooth) this.#remember();
  }

  /** Brings a message to the middle and flashes it; false when it is not in the page. */
  show(sequence, flash = true) {
    const row = this.#list.querySelector(`.msg[data-sequence="${sequence}"]`);
    if (!row) return false;
    this.#pinned = false;
    this.#list.scrollTop += this.#top(row) - Math.max(56, (this.#list.clientHeight - row.offsetHeight) / 2);
    this.#remember();
    if (flash) {
      row.classList.remove('flash');
      void row.offsetWidth; // Starts the animation anew.
      row.classList.add('flash');
      setTimeout(() => row.classList.remove('flash'), 1200);
    }
    return true;
  }

  /** The first visible message and its distance from the top, to come back to after a reload. */
  place() {
    return this.#pinned && this.live ? null : this.#anchor && { sequence: this.#anchor.row.dataset.sequence, top: this.#anchor.top };
  }

  /** The last message that is wholly in view. */
  lastSeen() {
    const bottom = this.#list.getBoundingClientRect().bottom + 1;
    const rows = this.rows();
    for (let at = rows.length - 1; at >= 0; at--) {
      if (rows[at].getBoundingClientRect().bottom <= bottom) return Number(rows[at].dataset.sequence);
    }
    return 0;
  }

  dispose() {
    cancelAnimationFrame(this.#frame);
    this.#cleanup.forEach(undo => undo());
  }

  // Where a chat opens is decided by the server and written on the element, so that the first painted frame is right already.
  #open(inner) {
    this.#anchor = null;
    const { openAt, openTop } = inner.dataset;
    const row = openAt && this.#list.querySelector(`.msg[data-sequence="${openAt}"]`);
    if (row) {
      const line = this.#list.querySelector('.unread-line');
      this.#pinned = false;
      this.#list.scrollTop += this.#top(openTop === undefined && line ? line : row) - (openTop === undefined ? 64 : Number(openTop));
      this.#pinned = this.live && this.#left() <= 1;
    } else {
      this.#pinned = true;
      this.#list.scrollTop = this.#list.scrollHeight;
    }
  }

  #remember() {
    this.#pinned = this.#left() <= nearEnd;
    this.#anchor = this.#firstVisible();
    if (!this.#frame) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#told?.({ pinned: this.#pinned, live: this.live });
        this.#load();
      });
    }
  }

  #left() { return this.#list.scrollHeight - this.#list.clientHeight - this.#list.scrollTop; }

  #top(row) { return row.getBoundingClientRect().top - this.#list.getBoundingClientRect().top; }

  #firstVisible() {
    const rows = this.rows();
    let low = 0;
    let high = rows.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#top(rows[middle]) + rows[middle].offsetHeight > 0) high = middle;
      else low = middle + 1;
    }
    return rows[low] ? { row: rows[low], top: this.#top(rows[low]) } : null;
  }

  async #load() {
    const inner = this.inner;
    if (this.#busy || !inner) return;
    const margin = this.#list.clientHeight * ahead;
    const direction = inner.hasAttribute('data-older') && this.#list.scrollTop < margin ? 'older'
      : inner.hasAttribute('data-newer') && this.#left() < margin ? 'newer' : null;
    if (!direction) return;
    this.#busy = true;
    try {
      if (await this.#ask(direction)) requestAnimationFrame(() => this.#load());
    } catch {
      // The connection is away; the next scroll asks again.
    } finally {
      this.#busy = false;
    }
  }
}
