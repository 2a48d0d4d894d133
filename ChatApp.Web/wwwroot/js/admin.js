// Sends the chosen file, or else what was pasted, over HTTP: megabytes must not go through the circuit.
export async function uploadWords(form) {
  const file = form.querySelector('input[type="file"]').files[0];
  const body = file ?? form.querySelector('textarea').value;
  if (!file && body.trim() === '') return { refusal: 'empty' };
  const answer = await fetch('/admin/files/words', { method: 'POST', body, headers: { 'Content-Type': 'application/octet-stream' } });
  if (answer.ok) return { id: await answer.text() };
  const problem = await answer.json().catch(() => ({}));
  return { refusal: problem.code };
}
