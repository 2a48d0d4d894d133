// Copies and prints recovery codes.
const sheet = document.querySelector('[data-recovery]');

sheet?.querySelector('[data-print]').addEventListener('click', () => print());
sheet?.querySelector('[data-copy]').addEventListener('click', event => {
  const codes = [...sheet.querySelectorAll('code')].map(code => code.textContent);
  navigator.clipboard.writeText(codes.join('\n'));
  event.currentTarget.dataset.copied = '';
});
