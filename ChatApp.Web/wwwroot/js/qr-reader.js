// Reads QR codes from a camera: by the browser's own detector where there is one, else by jsQR, which is loaded only then.
const longestSide = 800; // More pixels cost jsQR time and gain nothing at arm's length.
const betweenLooks = 150;

/** Whether there can be a camera here: browsers give one to secure pages only. */
export const hasCamera = Boolean(navigator.mediaDevices?.getUserMedia);

/** Shows the camera in a video element. @returns {Promise<MediaStream>} Stop its tracks when done. Rejects when the person says no. */
export async function openCamera(video) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } });
  video.srcObject = stream;
  await video.play();
  return stream;
}

/** The text of the first code the video shows, or null when the signal ended the search. */
export async function readCode(video, signal) {
  const look = await reader();
  while (!signal.aborted) {
    const text = await look(video).catch(() => null);
    if (text && !signal.aborted) return text;
    await new Promise(done => setTimeout(done, betweenLooks));
  }
  return null;
}

async function reader() {
  if ('BarcodeDetector' in window && (await BarcodeDetector.getSupportedFormats()).includes('qr_code')) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    return async video => (await detector.detect(video))[0]?.rawValue;
  }
  await import('../lib/jsqr/jsQR.js'); // puts itself on the window
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async video => {
    const scale = Math.min(1, longestSide / Math.max(video.videoWidth, video.videoHeight, 1));
    canvas.width = Math.floor(video.videoWidth * scale);
    canvas.height = Math.floor(video.videoHeight * scale);
    if (!canvas.width || !canvas.height) return null;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const image = context.getImageData(0, 0, canvas.width, canvas.height);
    return window.jsQR(image.data, image.width, image.height, { inversionAttempts: 'dontInvert' })?.data;
  };
}
