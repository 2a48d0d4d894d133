// Draws the messages that wait to be stored, in the shape that the server gives them afterwards.
import { element, icon, text } from './texts.js';

const hour12 = document.documentElement.dataset.hours === '12';
const clock = new Intl.DateTimeFormat('en', { hour: hour12 ? 'numeric' : '2-digit', minute: '2-digit', hour12, hourCycle: hour12 ? undefined : 'h23' });
const link = /(?<![A-Za-z0-9_])(?:https?:\/\/|www\.)[^\s<>"'`\u3000-\u303f\uff00-\uffef]*[^\s<>"'`\u3000-\u303f\uff00-\uffef.,;:!?)\]}]/giu;

/** Makes the box show exactly these items. Rows that are there already are changed, never made anew. */
export function drawPending(box, items, previousIsOwn) {
  const old = new Map([...box.children].map(row => [row.dataset.clientId, row]));
  let behindFailure = false;
  const rows = items.map((item, at) => {
    const row = old.get(item.clientId) ?? build(item);
    row.classList.toggle('first', at === 0 && !previousIsOwn);
    row.classList.toggle('last', at === items.length - 1);
    show(row, item, behindFailure);
    behindFailure ||= item.state === 'failed';
    return row;
  });
  for (const [id, row] of old) if (!items.some(item => item.clientId === id)) row.remove();
  rows.forEach((row, at) => { if (box.children[at] !== row) box.insertBefore(row, box.children[at] ?? null); });
}

function build(item) {
  const words = element('div', 'msg-text', ...linked(item.text, item.mentions ?? []));
  words.dir = 'auto';
  const bubble = element('div', 'bubble', item.replyTo ? quote(item.replyTo) : null, words);
  const time = element('time', '', clock.format(item.at));
  time.dateTime = new Date(item.at).toISOString();
  const row = element('article', 'msg own', bubble, element('div', 'msg-meta', time, element('span', 'status')));
  row.dataset.clientId = item.clientId;
  row.tabIndex = -1;
  return row;
}

function show(row, item, behindFailure) {
  const failed = item.state === 'failed';
  const kind = failed ? 'failed' : item.state === 'stored' || item.state === 'held' ? item.state : 'waiting';
  if (row.dataset.state === kind && !failed && row.dataset.behind === String(behindFailure)) return;
  row.dataset.state = kind;
  row.dataset.behind = behindFailure;
  const words = failed ? text('send.failed') : kind === 'stored' ? text('status.sent') : kind === 'held' ? text('message.held') : behindFailure ? text('send.waits') : text('status.sending');
  const status = row.querySelector('.status');
  status.className = `status status-${kind}`;
  status.title = words;
  status.replaceChildren(icon(failed ? 'alert' : kind === 'stored' ? 'check' : 'clock'), element('span', kind === 'held' ? '' : 'visually-hidden', words));
  row.classList.toggle('failed', failed);
  row.setAttribute('aria-label', `${text('you')}, ${item.text}, ${words}`);
  row.querySelector('.msg-failure')?.remove();
  if (failed) {
    const reason = element('span', '', item.message ?? words);
    const failure = element('div', 'msg-failure', reason, button('retry', text('send.retry')), button('discard', text('send.discard')));
    failure.setAttribute('role', 'alert');
    row.append(failure);
  }
}

function button(act, words) {
  const made = element('button', '', words);
  made.type = 'button';
  made.dataset.act = act;
  return made;
}

function quote(replyTo) {
  const made = element('div', 'quote', element('bdi', 'quote-name', replyTo.name), element('span', 'quote-text', replyTo.text));
  return made;
}

function linked(words, mentions) {
  const marks = mentions.map(person => `@${person.name}`).sort((one, other) => other.length - one.length);
  const parts = [];
  let from = 0;
  for (const found of words.matchAll(link)) {
    parts.push(...mentioned(words.slice(from, found.index), marks));
    const anchor = element('a', '', found[0]);
    anchor.href = found[0].startsWith('www.') ? `https://${found[0]}` : found[0];
    anchor.target = '_blank';
    anchor.rel = 'noopener noreferrer nofollow';
    parts.push(anchor);
    from = found.index + found[0].length;
  }
  parts.push(...mentioned(words.slice(from), marks));
  return parts;
}

function mentioned(words, marks) {
  const parts = [];
  let rest = words;
  while (rest) {
    const hits = marks.map(mark => [rest.indexOf(mark), mark]).filter(([at]) => at >= 0).sort(([one], [other]) => one - other);
    if (hits.length === 0) break;
    const [at, mark] = hits[0];
    if (at > 0) parts.push(rest.slice(0, at));
    parts.push(element('span', 'mention', mark));
    rest = rest.slice(at + mark.length);
  }
  return rest ? [...parts, rest] : parts;
}
