// Lists and tabs: rows chosen in bulk, tab panels by arrow keys.
const rows = () => [...document.querySelectorAll('tbody .chk input')];

function count() {
  const boxes = rows();
  const chosen = boxes.filter((box) => box.checked);
  boxes.forEach((box) => box.closest('tr').setAttribute('aria-selected', String(box.checked)));
  const bar = document.querySelector('[data-bulk]');
  if (!bar) return;
  bar.hidden = chosen.length === 0;
  bar.querySelector('[data-selected]').textContent = chosen.length;
  const all = document.querySelector('[data-select-all]');
  if (all) { all.checked = chosen.length === boxes.length; all.indeterminate = chosen.length > 0 && !all.checked; }
}

document.addEventListener('change', (event) => {
  if (event.target.matches('[data-select-all]')) rows().forEach((box) => { box.checked = event.target.checked; });
  if (event.target.closest('.chk')) count();
});

// Columns are applied when the chooser closes; they travel with the filters as one parameter, so views and exports keep them.
document.addEventListener('toggle', (event) => {
  if (event.newState === 'closed' && event.target.matches('[data-columns]')) chooseColumns(event.target);
}, true);

function chooseColumns(chooser) {
  const field = document.querySelector('input[name=columns]');
  const boxes = [...chooser.querySelectorAll('input')];
  const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
  if (!field.isConnected || !chosen.length || boxes.every((box) => box.checked === box.defaultChecked)) return;
  field.value = chosen.join(',');
  field.disabled = false;
  field.form.dispatchEvent(new Event('settle'));
}

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-unselect]')) { rows().forEach((box) => { box.checked = false; }); count(); }
  const tab = event.target.closest('[role=tab]');
  if (tab) pick(tab);
});
document.addEventListener('htmx:afterSettle', count);
count();

function pick(tab) {
  tab.closest('[role=tablist]').querySelectorAll('[role=tab]').forEach((one) => {
    const chosen = one === tab;
    one.setAttribute('aria-selected', String(chosen));
    one.tabIndex = chosen ? 0 : -1;
    const panel = document.getElementById(one.getAttribute('aria-controls'));
    if (panel) panel.hidden = !chosen;
  });
}
document.addEventListener('keydown', (event) => {
  const tab = event.target.closest?.('[role=tab]');
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const all = [...tab.closest('[role=tablist]').querySelectorAll('[role=tab]')];
  const next = all[(all.indexOf(tab) + step + all.length) % all.length];
  next.focus();
  pick(next);
});
