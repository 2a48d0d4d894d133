// Keeps the phone's sheet honest: when the computer gives up or the time runs out, the page says so by itself.
const page = document.querySelector('[data-phone-page]');
const wire = { created: 'created', scanned: 'scanned', confirmed: 'confirmed' };

if (page && page.dataset.phonePage && wire[page.dataset.state]) {
  const { phonePage: code, state } = page.dataset;
  const timer = setInterval(async () => {
    try {
      const response = await fetch(`/api/v1/qr/${code}`);
      const now = response.ok ? (await response.json()).state : 'gone';
      if (now !== state && !(state === 'confirmed' && now !== 'gone')) location.replace(`/q/${code}`);
      if (now === 'gone' || state === 'confirmed') clearInterval(timer);
    } catch {
      // No network just now; the next round asks again.
    }
  }, 2000);
}
