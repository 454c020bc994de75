// The allocation sheet put together; without scripts it is a table to read.
import { read } from './amounts.js';
import { Conflicts } from './conflicts.js';
import { Contents } from './contents.js';
import { Drawing } from './drawing.js';
import { Editor } from './editor.js';
import { Keys } from './keys.js';
import { readSheet } from './reading.js';
import { Saver } from './saving.js';
import { Selection } from './selection.js';

const card = document.querySelector('[data-sheet]');
const table = card?.querySelector('table[role=grid]');
if (table) start();

function start() {
  const sheet = readSheet(table);
  const contents = new Contents(sheet.rows, sheet.columns, sheet.values);
  const selection = new Selection(sheet.rows.length, sheet.columns.length);
  const drawing = new Drawing(card, sheet, contents, selection);
  const editor = new Editor(contents, drawing, (step) => { if (step) selection.move(...step); drawing.select(true); });
  const keys = new Keys(table, { contents, selection, drawing, editor });
  drawing.select();
  groups(sheet);
  if (!drawing.canEdit) return;
  const saver = new Saver(contents, { address: card.dataset.cells, edition: Number(card.dataset.edition), token: card.querySelector('[name=csrfmiddlewaretoken]').value });
  new Conflicts(document.querySelector('[data-conflicts]'), contents, saver);
  tell(saver, contents);
  buttons(keys, contents);
  fills(contents, selection, drawing);
  assistant(saver, contents, selection);
}

/** The assistant works with what is saved, so unsaved cells go first; it begins with the current indicator. */
function assistant(saver, contents, selection) {
  document.addEventListener('click', async (event) => {
    const link = event.target.closest('a[data-propose]');
    if (!link) return;
    event.preventDefault();
    link.closest('[popover]').hidePopover();
    if (!await saver.now()) return;
    const address = `${link.href}&goal=${contents.columns[selection.anchor[1]].key}`;
    htmx.ajax('GET', address, { target: '#dialog-body' });
  });
}

/** Phones show one programme at a time. */
function groups({ cells, bands, sums, gaps, columns }) {
  const switches = [...card.querySelectorAll('button[data-group]')];
  const totals = [...table.querySelectorAll('tfoot tr')].map((line) => [...line.querySelectorAll('td[data-p]')]);
  const show = (group) => {
    [...cells, ...bands, ...totals, sums, gaps].forEach((line) => line.forEach((cell, at) => cell.classList.toggle('on', columns[at].program === group)));
    switches.forEach((one) => one.setAttribute('aria-pressed', String(one.dataset.group === group)));
  };
  card.addEventListener('click', (event) => {
    const chosen = event.target.closest('button[data-group]');
    if (chosen) show(chosen.dataset.group);
  });
  show(switches.find((one) => one.getAttribute('aria-pressed') === 'true')?.dataset.group ?? columns[0].program);
}

/** Says what has been saved and what has not, and asks before leaving with what has not. */
function tell(saver, contents) {
  const note = document.querySelector('[data-saved]');
  const trouble = document.querySelector('[data-trouble]');
  const clock = () => new Date().toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });
  const put = (text) => { if (note) note.textContent = text; };
  // More may have been typed while a block was under way: what is not kept yet is not called saved.
  const state = () => {
    if (contents.contested.size) return '有冲突，待您选择';
    return contents.isUnsaved ? '有修改，即将保存' : `已自动保存　${clock()}`;
  };
  contents.addEventListener('change', () => put(state()));
  saver.addEventListener('saving', () => put('正在保存……'));
  saver.addEventListener('saved', () => { trouble.hidden = true; put(state()); balance(); });
  saver.addEventListener('contested', () => put(state()));
  saver.addEventListener('trouble', (event) => {
    put('没有保存');
    trouble.querySelector('[data-trouble-text]').textContent = event.detail;
    trouble.hidden = false;
  });
  trouble.querySelector('[data-retry]').addEventListener('click', () => saver.now());
  addEventListener('beforeunload', (event) => { if (contents.isUnsaved) event.preventDefault(); });
  addEventListener('pagehide', () => { if (contents.isUnsaved) saver.now(); });
}

/** What does not add up is worked out by the server, from what it has saved. */
let asked = 0;
async function balance() {
  const place = document.getElementById('gaps');
  asked += 1;
  const mine = asked;
  const response = await fetch(place.dataset.gaps).catch(() => null);
  if (!response?.ok || response.redirected || mine !== asked) return;
  const fragment = new DOMParser().parseFromString(await response.text(), 'text/html');
  place.replaceChildren(...fragment.body.children);
}

function buttons(keys, contents) {
  const undo = card.querySelector('[data-undo]');
  const redo = card.querySelector('[data-redo]');
  undo.addEventListener('click', () => keys.turn('undo'));
  redo.addEventListener('click', () => keys.turn('redo'));
  contents.addEventListener('change', () => {
    undo.setAttribute('aria-disabled', String(!contents.done.length));
    redo.setAttribute('aria-disabled', String(!contents.undone.length));
  });
}

/** Proposals from the banner and the assistant: cells as [unit, indicator, amount], one step to take back. */
function fills(contents, selection, drawing) {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-fill]');
    if (!button) return;
    const cells = JSON.parse(button.dataset.fill).map(([recipient, goal, amount]) => ({
      row: contents.rows.findIndex((one) => one.key === recipient),
      column: contents.columns.findIndex((one) => one.key === goal),
      value: amount === null ? null : read(amount).value,
    })).filter(({ row, column }) => row >= 0 && column >= 0);
    button.closest('[popover]')?.hidePopover();
    button.closest('dialog')?.close();
    const changed = contents.change(cells);
    selection.span(Math.min(...cells.map((one) => one.row)), Math.min(...cells.map((one) => one.column)), Math.max(...cells.map((one) => one.row)), Math.max(...cells.map((one) => one.column)));
    drawing.select(true);
    document.dispatchEvent(new CustomEvent('toast', { detail: { text: `已填入${changed}格，可以撤销。` } }));
  });
}
