// The review: either side finds the other, forms open inside the list, and what others save shows up by itself.
const review = document.querySelector('[data-review]');
const side = review.querySelector('.review__side');
const doc = review.querySelector('.review__doc');
const EVERY = 5000;
const find = (root, name, value) => [...root.querySelectorAll(`[${name}="${CSS.escape(value)}"]`)];

function show(view) {
  review.dataset.view = view;
  document.querySelectorAll('[data-show]').forEach((one) => one.setAttribute('aria-pressed', String(one.dataset.show === view)));
}

function center(target) {
  if (doc && doc.contains(target) && doc.scrollHeight > doc.clientHeight + 4) {
    doc.scrollTop += target.getBoundingClientRect().top - doc.getBoundingClientRect().top - doc.clientHeight / 3;
  } else {
    target.scrollIntoView({ block: 'center' });
  }
}

function light(root, targets) {
  root.querySelectorAll('.on').forEach((one) => one.classList.remove('on'));
  targets.forEach((one) => one.classList.add('on'));
}

// A place without a mark of its own: the paragraph or line of a table it lies in.
function around(place) {
  if (!place) return undefined;
  const before = [...doc.querySelectorAll('[data-at]')].filter((one) => Number(one.dataset.at) <= Number(place));
  return before.length ? [before.at(-1)] : undefined;
}

// From a value to where it stands in the notice. What has no mark of its own is found by its neighbour.
function toSource(button) {
  const named = [button.dataset.goto, button.dataset.or].filter(Boolean);
  const targets = named.map((name) => find(doc, 'data-ref', name)).find((found) => found.length) ?? around(button.dataset.place);
  if (!targets) return;
  show('doc');
  light(doc, targets);
  center(targets[0]);
  targets[0].tabIndex = -1;
  targets[0].focus({ preventScroll: true });
}

// From the notice, or from a problem, to the row that was read there.
function toRow(anchor) {
  const row = find(side, 'data-anchor', anchor)[0] ?? find(side, 'data-anchor', anchor.replace(/^(total|rubric)-/, 'program-'))[0];
  if (!row) return false;
  const panel = row.closest('[role=tabpanel]');
  if (panel?.hidden) document.getElementById(panel.getAttribute('aria-labelledby')).click();
  show('struct');
  light(side, [row]);
  row.scrollIntoView({ block: 'center' });
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  return true;
}

function react(event) {
  const goto = event.target.closest('[data-goto]');
  if (goto && doc) toSource(goto);
  const row = event.target.closest('[data-row]');
  if (row) toRow(row.dataset.row);
  const shown = event.target.closest('[data-show]');
  if (shown) show(shown.dataset.show);
  const place = doc && event.target.closest('.paper [data-ref]');
  if (place && !getSelection().toString() && toRow(place.dataset.ref)) light(doc, find(doc, 'data-ref', place.dataset.ref));
}
document.addEventListener('click', react);

// Marks are reached and followed by the keyboard as well.
doc?.querySelectorAll('mark[data-ref], tr[data-ref]').forEach((one) => { one.tabIndex = 0; });
doc?.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches('[data-ref]')) { event.preventDefault(); toRow(event.target.dataset.ref); }
});

// A refused form comes back in its place with the sentence and everything that was typed.
document.addEventListener('htmx:beforeSwap', (event) => {
  const { xhr, requestConfig } = event.detail;
  if (!requestConfig.elt.closest('[data-review], #dialog')) return;
  const told = [403, 409, 422].includes(xhr.status);
  if (!told) return;
  event.detail.isError = false;
  event.detail.shouldSwap = xhr.responseText.length > 0;
});

// Opening a row puts the cursor into it; saving leads back to the row as it is now.
let edited = '';
document.addEventListener('htmx:beforeRequest', (event) => {
  const box = event.detail.elt.closest('.editing, [id^=row-]');
  if (box && side.contains(box)) edited = box.id;
});
document.addEventListener('htmx:afterSettle', () => {
  const box = edited && document.getElementById(edited);
  if (!box) return;
  edited = '';
  const form = box.querySelector('[data-inline]');
  const stop = form ? form.querySelector('[data-error-summary]') ?? form.querySelector('input:not([type=hidden]), textarea, select') : box.querySelector('.rows__tools a, .rowacts a');
  stop?.focus({ preventScroll: true });
  box.scrollIntoView({ block: 'nearest' });
});

// Others' saves: the version is asked now and then; tabs nobody types in come anew by themselves.
let version = Number(review.dataset.version);
const notice = document.querySelector('[data-overtaken]');
document.addEventListener('plan-saved', (event) => { version = Math.max(version, event.detail.version); });
notice.querySelector('[data-refresh]').addEventListener('click', () => location.reload());

const isBusy = (panel) => panel.querySelector('form[data-inline]') !== null;

async function ask() {
  if (document.hidden) return;
  const answer = await fetch(review.dataset.changes, { headers: { Accept: 'application/json' } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const now = await answer.json();
  if (now.version <= version) return;
  version = now.version;
  notice.hidden = false;
  notice.querySelector('[data-overtaken-text]').textContent = `${now.sentence}正在填写的内容不受影响，其余部分已更新；原文上的标记刷新后更新。`;
  const panels = [...side.querySelectorAll('[role=tabpanel]')].filter((panel) => !isBusy(panel));
  panels.forEach((panel) => htmx.ajax('GET', panel.dataset.src + (panel.hidden ? '?alone' : ''), { source: panel, target: panel, swap: 'outerHTML' }));
}
setInterval(ask, EVERY);
