// The theme is a cookie that the server writes into <html data-theme> before the first paint; here it only changes.
const year = 31536000;
const root = document.documentElement;

export function watchTheme() {
  mark();
  document.addEventListener('click', event => {
    const choice = event.target.closest?.('[data-theme-choice]');
    if (!choice) return;
    const theme = choice.dataset.themeChoice;
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    document.cookie = `chatapp.theme=${theme};path=/;max-age=${year};samesite=lax`;
    mark();
  });
}

function mark() {
  const theme = root.dataset.theme ?? 'system';
  for (const choice of document.querySelectorAll('[data-theme-choice]')) {
    choice.setAttribute('aria-checked', String(choice.dataset.themeChoice === theme));
  }
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', dark ? '#171a21' : '#ffffff');
}
