// Names are suggested while they are typed: after a pause, never in the middle of a Chinese word, never for numbers of people.
const NUMBER = /\d{5}/;
let pause;

async function suggest(control) {
  const typed = control.value.trim();
  const known = [...control.list.options].some((option) => option.value === typed);
  if (known || NUMBER.test(typed)) return;
  const question = new URLSearchParams({ q: typed });
  control.dataset.names.split(' ').forEach((source) => question.append('of', source));
  const answer = await fetch(`${document.body.dataset.names}?${question}`).catch(() => null);
  if (!answer?.ok || control.value.trim() !== typed) return;
  const { names } = await answer.json();
  control.list.replaceChildren(...names.map((name) => new Option('', name)));
}

function settle(event) {
  const control = event.target;
  if (!control.matches?.('input[data-names]') || event.isComposing) return;
  clearTimeout(pause);
  pause = setTimeout(() => suggest(control), event.type === 'focusin' ? 0 : 250);
}
document.addEventListener('focusin', settle);
document.addEventListener('input', settle);
document.addEventListener('compositionend', settle);
