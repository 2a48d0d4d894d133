// A small sheet of the emoji that chats are made of; the system's own picker has the rest.
import { element, text } from './texts.js';

const all = ('😀 😃 😄 😁 😆 😅 😂 🤣 🙂 😉 😊 😇 🥰 😍 😘 😋 😜 🤪 🤗 🤭 🤫 🤔 😐 😏 😒 🙄 😬 😌 😴 🤤 😷 🤒 🤯 🥳 😎 🤓 😕 🙁 😮 😳 🥺 😢 😭 😱 😤 😡 🤬 💀 💩 🤡 👻 🤖 '
  + '👍 👎 👌 ✌️ 🤞 🤝 👏 🙌 🙏 💪 👋 👀 🫡 🧠 ❤️ 🧡 💛 💚 💙 💜 🖤 💔 💯 🔥 ✨ ⭐ 🎉 🎊 🎁 🎂 🌹 🌸 🍀 ☀️ 🌙 ⛅ 🌈 ☕ 🍵 🍺 🍜 🥟 🍚 🍎 🍉 🐶 🐱 🐼 🐯 🐴 🐲 ✅ ❌ ⚠️ ❓ ❗ 💡 📌 📎 📅 ⏰ 🚀 🧧').split(' ');
let panel = null;
let choose = null;

export function openEmoji(button, chosen) {
  choose = chosen;
  panel ??= build();
  panel.showPopover();
  const box = button.getBoundingClientRect();
  panel.style.left = `${Math.max(8, Math.min(box.left, innerWidth - panel.offsetWidth - 8))}px`;
  panel.style.bottom = `${innerHeight - box.top + 8}px`;
  panel.querySelector('button').focus();
}

function build() {
  const grid = element('div', 'emoji-grid', ...all.map(emoji => {
    const one = element('button', '', emoji);
    one.type = 'button';
    return one;
  }));
  const made = element('div', 'menu emoji-panel', grid);
  made.popover = 'auto';
  made.setAttribute('role', 'dialog');
  made.setAttribute('aria-label', text('composer.emoji'));
  document.body.append(made);
  grid.addEventListener('click', event => {
    if (event.target === grid) return;
    made.hidePopover();
    choose(event.target.textContent);
  });
  grid.addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...grid.children];
    buttons[buttons.indexOf(document.activeElement) + step]?.focus();
  });
  return made;
}
