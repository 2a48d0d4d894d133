// The words that scripts need, written into the page by the server in the page's language.
const words = JSON.parse(document.getElementById('app-texts')?.content ?? '{}');

/** The text of a key, with {0}, {1} … filled in. */
export function text(key, ...values) {
  return (words[key] ?? key).replace(/\{(\d)\}/g, (_, at) => values[at] ?? '');
}

/** A text that has one form for 1 and another for the rest. */
export function plural(key, count, ...values) {
  return text(`${key}.${count === 1 ? 'one' : 'other'}`, count, ...values);
}

// Read once: a sign that says "waiting" is needed most when the network is away.
const signs = new Map();
const sheet = document.documentElement.dataset.icons;
if (sheet) {
  fetch(sheet).then(answer => answer.text()).then(markup => {
    const symbols = new DOMParser().parseFromString(markup, 'image/svg+xml').querySelectorAll('symbol');
    for (const symbol of symbols) signs.set(symbol.id, symbol);
  }).catch(() => {});
}

/** An element of the icon sheet, as the Icon component draws it. */
export function icon(name, size = '') {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', size ? `icon ${size}` : 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const symbol = signs.get(name);
  if (symbol) {
    svg.setAttribute('viewBox', symbol.getAttribute('viewBox'));
    svg.append(...[...symbol.childNodes].map(node => document.importNode(node, true)));
    return svg;
  }
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `${sheet}#${name}`);
  svg.append(use);
  return svg;
}

/** An element with a class and text or children. */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}
