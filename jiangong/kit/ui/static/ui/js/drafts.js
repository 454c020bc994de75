// Long forms save themselves in this browser: per user and form, without passwords, files and private fields,
// for a week; gone once the server has accepted the form and at sign-out.
const PREFIX = 'draft';
const WEEK = 7 * 24 * 3600 * 1000;
const user = document.body.dataset.user ?? '';
const keyOf = (form) => [PREFIX, user, form.dataset.draft].join(':');
const SKIPPED = ['csrfmiddlewaretoken', 'command_key'];

function kept(form) {
  return [...form.elements].filter((field) => field.name && !SKIPPED.includes(field.name)
    && !['password', 'file', 'submit', 'button', 'hidden'].includes(field.type) && !field.closest('[data-private]') && !field.matches('[data-private]'));
}

function values(form) {
  return kept(form).map((field) => [field.name, field.value, ['checkbox', 'radio'].includes(field.type) ? field.checked : null,
    field.multiple ? [...field.selectedOptions].map((option) => option.value) : null]);
}

function fill(form, saved) {
  const fields = kept(form);
  saved.forEach(([name, value, checked, chosen]) => {
    const field = fields.find((one) => one.name === name && (checked === null || one.value === value));
    if (!field) return;
    if (checked !== null) field.checked = checked;
    else if (chosen) [...field.options].forEach((option) => { option.selected = chosen.includes(option.value); });
    else field.value = value;
  });
}

const clock = (time) => new Date(time).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });

function offer(form, draft) {
  const note = document.createElement('div');
  note.className = 'banner banner--mute';
  note.dataset.restored = '';
  note.setAttribute('role', 'status');
  const text = document.createElement('div');
  text.className = 'grow';
  text.textContent = `已恢复您${clock(draft.at)}在本机保存、尚未提交的内容。`;
  const drop = document.createElement('button');
  drop.type = 'button';
  drop.className = 'btn btn--sm';
  drop.textContent = '放弃恢复的内容';
  drop.addEventListener('click', () => { localStorage.removeItem(keyOf(form)); form.reset(); note.remove(); });
  note.append(text, drop);
  form.prepend(note);
}

// What is typed into a form is heard from the moment it is there, also before htmx has told of it.
const timers = new WeakMap();
function keepSoon({ target }) {
  const form = target.closest('form[data-draft]');
  if (!form) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => {
    const now = Date.now();
    localStorage.setItem(keyOf(form), JSON.stringify({ at: now, values: values(form) }));
    form.querySelectorAll('[data-draft-note]').forEach((note) => { note.textContent = `${clock(now)}已存草稿`; });
  }, 600));
}

function watch(form) {
  const key = keyOf(form);
  const draft = JSON.parse(localStorage.getItem(key) ?? 'null');
  if (draft && !form.matches('[data-refused]') && JSON.stringify(draft.values) !== JSON.stringify(values(form))) {
    fill(form, draft.values);
    offer(form, draft);
  }
  form.addEventListener('submit', () => { clearTimeout(timers.get(form)); sessionStorage.setItem('submitted', key); });
  // Queued without a network it is no draft any more; see offline.js.
  form.addEventListener('queued', () => { form.querySelector('[data-restored]')?.remove(); localStorage.removeItem(key); sessionStorage.removeItem('submitted'); });
}

function forget(test) {
  Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}:`) && test(key)).forEach((key) => localStorage.removeItem(key));
}

try {
  // The next page tells the outcome: a refused form is shown again and marked, anything else means accepted.
  const submitted = sessionStorage.getItem('submitted');
  const refused = document.querySelector('form[data-refused]') || document.querySelector('.oops');
  if (submitted && !refused) localStorage.removeItem(submitted);
  sessionStorage.removeItem('submitted');
  forget((key) => Date.now() - (JSON.parse(localStorage.getItem(key))?.at ?? 0) > WEEK);
  if (user) forget((key) => !key.startsWith(`${PREFIX}:${user}:`)); // somebody else has signed in here
  document.addEventListener('input', keepSoon);
  document.querySelectorAll('form[data-draft]').forEach(watch);
  // Forms that arrive later, inside a page: accepted or given up, they are forgotten at once.
  document.addEventListener('htmx:load', (event) => event.detail.elt.querySelectorAll?.('form[data-draft]').forEach(watch));
  document.addEventListener('htmx:afterRequest', (event) => {
    const form = event.detail.elt.closest?.('form[data-inline][data-draft]');
    if (form && event.detail.successful && (event.detail.elt === form || event.detail.elt.matches('[data-drop-draft]'))) localStorage.removeItem(keyOf(form));
  });
  document.addEventListener('forget', () => forget(() => true)); // at sign-out, see offline.js
} catch {
  // Storage may be switched off; forms then work as plain forms.
}
