// Forms: sent once, left only on purpose, faults found at once, passwords shown on request.
const sent = new Map();
const dirty = new Set();

document.addEventListener('submit', (event) => {
  const form = event.target;
  dirty.delete(form);
  if (event.defaultPrevented || !form.matches('[data-once]')) return;
  if (sent.has(form)) { event.preventDefault(); return; }
  history.replaceState(history.state, ''); // on the way back a page that was refused is asked for anew, not sent anew
  const button = event.submitter ?? form.querySelector('button');
  sent.set(form, button);
  // The value of the pressed button must still travel, so it turns busy only after the form was read.
  setTimeout(() => { if (sent.has(form)) button?.setAttribute('aria-busy', 'true'); });
});

// What was queued instead of sent, or held back because something is missing (offline.js), may be sent again.
document.addEventListener('queued', ({ target }) => release(target));
document.addEventListener('held', ({ target }) => { release(target); dirty.add(target); });
function release(form) {
  sent.get(form)?.removeAttribute('aria-busy');
  sent.delete(form);
}

// The back button may bring a sent form back to life: it keeps its command key, so a repeat changes nothing.
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  sent.forEach((button) => button?.removeAttribute('aria-busy'));
  sent.clear();
});

document.addEventListener('input', (event) => {
  const form = event.target.closest('form[data-guard]');
  if (form) dirty.add(form);
});
addEventListener('beforeunload', (event) => { if ([...dirty].some((form) => form.isConnected)) event.preventDefault(); });

document.querySelector('[data-error-summary]')?.focus();

document.addEventListener('click', (event) => {
  const eye = event.target.closest('[data-reveal]');
  if (eye) {
    const field = document.getElementById(eye.dataset.reveal);
    const shown = field.type === 'text';
    field.type = shown ? 'password' : 'text';
    eye.setAttribute('aria-pressed', String(!shown));
  }
  const fault = event.target.closest('.faults a');
  if (fault) {
    const field = document.getElementById(fault.hash.slice(1));
    const control = field?.matches('fieldset') ? field.querySelector('input') : field;
    if (control) { event.preventDefault(); control.focus(); control.scrollIntoView({ block: 'center' }); }
  }
  if (event.target.closest('[data-back]')) history.back();
  if (event.target.closest('[aria-disabled="true"]')) event.preventDefault();
});

// Filters and search answer when typing settles, never in the middle of a Chinese word, never twice to the same question.
const asked = new WeakMap();
const question = (form) => new URLSearchParams(new FormData(form)).toString();
document.querySelectorAll('[data-settle]').forEach((form) => asked.set(form, question(form)));

let pause;
function settle(event) {
  const form = event.target.form;
  if (!form?.matches('[data-settle]') || event.isComposing) return;
  clearTimeout(pause);
  pause = setTimeout(() => {
    if (asked.get(form) === question(form)) return;
    asked.set(form, question(form));
    form.dispatchEvent(new Event('settle'));
  }, event.type === 'change' ? 0 : 350);
}
document.addEventListener('input', settle);
document.addEventListener('compositionend', settle);
document.addEventListener('change', settle);
