// Does the work that shows that a browser is behind a form: finds a number whose hash begins with enough zero bits. About a second.
const inOneGo = 2_000;

for (const form of document.querySelectorAll('form[data-robot-form]')) {
  const secret = form.querySelector('[data-robot]');
  if (!secret) continue;
  const work = find(secret.value, Number(secret.dataset.robot));
  form.addEventListener('submit', async event => {
    if (form.elements.robotWork.value) return;
    event.preventDefault();
    const button = event.submitter ?? form.querySelector('[type="submit"]');
    button.disabled = true;
    button.textContent = button.dataset.working;
    form.elements.robotWork.value = await work;
    form.requestSubmit();
  });
  work.then(found => { form.elements.robotWork.value = found; });
}

// Many hashes at a time: waiting for each of them alone would take ten times as long.
async function find(secret, bits) {
  const encoder = new TextEncoder();
  for (let start = 0; ; start += inOneGo) {
    const numbers = Array.from({ length: inOneGo }, (_, at) => start + at);
    const hashes = await Promise.all(numbers.map(number => crypto.subtle.digest('SHA-256', encoder.encode(`${secret}:${number}`))));
    const at = hashes.findIndex(hash => zeroBits(new DataView(hash).getUint32(0)) >= bits);
    if (at >= 0) return String(numbers[at]);
  }
}

function zeroBits(word) {
  return Math.clz32(word);
}
