// Lists of rows: one stop for the Tab key, arrows inside, first letters to find; and the marks of drafts on chats.
import { readDraft, onDraft } from './drafts.js';

const typeAheadTime = 700;

/** Gives a list of .row elements its keys. Returns the function that takes them away. */
export function rove(list) {
  const abort = new AbortController();
  let typed = '';
  let typedAt = 0;

  const rows = () => [...list.querySelectorAll('.row')];
  const mark = () => {
    const all = rows();
    const current = all.find(row => row === document.activeElement) ?? all.find(row => row.classList.contains('active')) ?? all[0];
    for (const row of all) row.tabIndex = row === current ? 0 : -1;
  };

  const observer = new MutationObserver(mark);
  observer.observe(list, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
  mark();

  list.addEventListener('focusin', event => {
    const row = event.target.closest('.row');
    if (row) for (const one of rows()) one.tabIndex = one === row ? 0 : -1;
  }, { signal: abort.signal });

  list.addEventListener('keydown', event => {
    const all = rows();
    const at = all.indexOf(event.target.closest('.row'));
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      all[Math.max(0, Math.min(next, all.length - 1))].focus();
    } else if (event.key.length === 1 && event.key !== ' ') {
      typed = event.timeStamp - typedAt > typeAheadTime ? event.key : typed + event.key;
      typedAt = event.timeStamp;
      const wanted = typed.toLocaleLowerCase();
      const named = row => row.querySelector('.row-name')?.textContent.trim().toLocaleLowerCase().startsWith(wanted);
      const start = typed.length === 1 ? at + 1 : at;
      [...all.slice(start), ...all.slice(0, start)].find(named)?.focus();
    }
  }, { signal: abort.signal });

  return () => { abort.abort(); observer.disconnect(); };
}

/** Shows which chats have a draft; the server does not know. */
export function markDrafts(list) {
  const draw = row => {
    const slot = row.querySelector('[data-draft]');
    if (!slot) return;
    const words = row.classList.contains('active') ? '' : readDraft(row.dataset.chat)?.text?.trim() ?? '';
    if (slot.dataset.draft === words) return;
    slot.dataset.draft = words;
    slot.hidden = !words;
    slot.querySelector('[data-draft-text]').textContent = words.slice(0, 80);
    row.querySelector('[data-last]').hidden = Boolean(words);
  };
  const all = () => list.querySelectorAll('.row[data-chat]').forEach(draw);
  const observer = new MutationObserver(all);
  observer.observe(list, { childList: true, subtree: true, attributes: true, attributeFilter: ['class', 'data-chat'] });
  onDraft(all);
  all();
  return () => observer.disconnect();
}
