// Crops a picture to a square, draws it anew and sends only that: place, camera and everything else of the file stay behind.
const panel = document.querySelector('[data-picture]');
const part = name => panel.querySelector(`[data-${name}]`);
const side = 512;
const quality = 0.88;
const address = '/api/v1/profile/avatar';
let picture = null;

part('file').addEventListener('change', open);
for (const name of ['zoom', 'across', 'down']) part(name).addEventListener('input', () => draw(part('canvas')));
part('save').addEventListener('click', save);
part('stop').addEventListener('click', close);
part('remove')?.addEventListener('click', () => send('DELETE'));

async function open(event) {
  const [file] = event.target.files;
  event.target.value = '';
  if (!file) return;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return say(panel.dataset.failed);
  }
  say('');
  part('zoom').value = 1;
  part('across').value = 0.5;
  part('down').value = 0.5;
  part('crop').hidden = false;
  draw(part('canvas'));
  part('zoom').focus();
}

function draw(canvas) {
  const cut = Math.min(picture.width, picture.height) / Number(part('zoom').value);
  const left = (picture.width - cut) * Number(part('across').value);
  const top = (picture.height - cut) * Number(part('down').value);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, left, top, cut, cut, 0, 0, canvas.width, canvas.height);
}

async function save() {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  draw(canvas);
  const drawn = await new Promise(done => canvas.toBlob(done, 'image/jpeg', quality));
  await send('PUT', bare(new Uint8Array(await drawn.arrayBuffer())));
}

/** The same JPEG without its application segments and comments: some browsers write them even for a canvas. */
function bare(bytes) {
  const kept = [bytes.subarray(0, 2)];
  for (let at = 2; bytes[at] === 0xff;) {
    const marker = bytes[at + 1];
    if (marker === 0xda) {
      kept.push(bytes.subarray(at));
      break;
    }
    const end = at + 2 + bytes[at + 2] * 256 + bytes[at + 3];
    if (!(marker >= 0xe1 && marker <= 0xef) && marker !== 0xfe) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return new Blob(kept, { type: 'image/jpeg' });
}

async function send(method, body) {
  try {
    const response = await fetch(address, { method, body });
    if (!response.ok) return say(panel.dataset.failed);
  } catch {
    return say(panel.dataset.failed);
  }
  close();
  location.replace('/me/profile?saved=true');
}

function close() {
  picture?.close();
  picture = null;
  part('crop').hidden = true;
}

function say(words) {
  part('say').textContent = words;
}
