// The browser's own dialog, opened and closed for Blazor.
export function open(dialog, server) {
  const before = document.activeElement;
  dialog.showModal();
  dialog.querySelector('[autofocus]')?.focus();
  dialog.addEventListener('cancel', event => { event.preventDefault(); server.invokeMethodAsync('CloseAsync'); });
  dialog.addEventListener('pointerdown', event => {
    const box = dialog.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (event.target === dialog && !inside) server.invokeMethodAsync('CloseAsync');
  });
  return {
    dispose() {
      dialog.close();
      if (before?.isConnected) before.focus();
    },
  };
}
