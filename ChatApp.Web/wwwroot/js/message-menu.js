// What can be done to a message, as a menu of the browser's own kind: Escape and a click outside close it.
import { element, icon, text } from './texts.js';

const all = [
  ['reply', 'reply', 'msg.reply'],
  ['react', 'smile', 'msg.react'],
  ['copy', 'copy', 'msg.copy'],
  ['edit', 'edit', 'msg.edit'],
  ['forward', 'forward', 'msg.forward'],
  ['pin', 'pin', 'msg.pin', 'msg.unpin'],
  ['star', 'star', 'msg.star', 'msg.unstar'],
  ['delete', 'trash', 'msg.delete'],
  ['recall', 'undo', 'msg.recall'],
];
const rare = new Set(['edit', 'recall']);
const danger = new Set(['delete', 'recall']);
let menu = null;

/** Opens the menu of a row beside a button; chosen(act) runs when one is picked. */
export function openMenu(row, beside, chosen) {
  menu?.remove();
  menu = element('div', 'menu', ...all.filter(([act]) => offered(row, act)).map(entry => item(row, entry, chosen)));
  menu.popover = 'auto';
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', text('msg.acts'));
  document.body.append(menu);
  menu.showPopover();
  const box = beside.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(box.bottom + 4, innerHeight - menu.offsetHeight - 8))}px`;
  menu.addEventListener('keydown', move);
  menu.addEventListener('toggle', event => { if (event.newState === 'closed' && document.activeElement === document.body) row.focus(); });
  menu.querySelector('button').focus();
}

function offered(row, act) {
  if (act === 'copy') return (row.querySelector('.msg-text')?.innerText ?? '') !== '';
  return !rare.has(act) || row.dataset.acts.split(' ').includes(act);
}

function item(row, [act, sign, name, undo], chosen) {
  const done = (act === 'pin' && row.dataset.pinned) || (act === 'star' && row.dataset.starred);
  const button = element('button', danger.has(act) ? 'menu-item menu-item-danger' : 'menu-item', icon(sign), text(done ? undo : name));
  button.type = 'button';
  button.dataset.choose = act;
  button.setAttribute('role', 'menuitem');
  button.addEventListener('click', () => {
    menu.hidePopover();
    row.focus();
    chosen(act);
  });
  return button;
}

function move(event) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items[(next + items.length) % items.length].focus();
}
