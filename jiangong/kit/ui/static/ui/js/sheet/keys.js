// What keys, pointer and clipboard do to the sheet.
import { plain } from './amounts.js';
import { describe, placeBlock } from './pasting.js';
import { readTable, writeTable } from './tables.js';

const PAGE = 10;
const STARTS = /^[\d.．０-９]$/;
const PHONE = matchMedia('(max-width: 720px)');
const toast = (text, tone) => document.dispatchEvent(new CustomEvent('toast', { detail: { text, tone } }));

export class Keys {
  constructor(table, { contents, selection, drawing, editor }) {
    Object.assign(this, { table, contents, selection, drawing, editor, isDragging: false, isLeaving: false });
    this.canEdit = drawing.canEdit;
    table.addEventListener('keydown', (event) => this.#key(event));
    table.addEventListener('pointerdown', (event) => this.#press(event));
    table.addEventListener('pointerover', (event) => this.#drag(event));
    table.addEventListener('dblclick', (event) => { if (this.#place(event) && this.canEdit) editor.open(selection.anchor); });
    table.addEventListener('click', (event) => { if (PHONE.matches && this.canEdit && this.#place(event) && !editor.isOpen) editor.open(selection.anchor); });
    addEventListener('pointerup', () => { this.isDragging = false; });
    for (const name of ['copy', 'cut', 'paste']) document.addEventListener(name, (event) => this.#clipboard(event));
  }

  #place(event) {
    const cell = event.target.closest('td[data-p]');
    const line = cell?.closest('tr[data-row]');
    if (!line) return null;
    const row = this.contents.rows.findIndex((one) => one.key === Number(line.dataset.row));
    return [row, this.drawing.sheet.cells[row].indexOf(cell)];
  }

  #press(event) {
    const place = this.#place(event);
    if (!place || event.button !== 0 || event.target.matches('input')) return;
    if (event.pointerType === 'mouse') { event.preventDefault(); this.isDragging = true; }
    if (this.editor.isOpen) this.editor.close(true);
    this.selection.put(...place, event.shiftKey);
    this.drawing.select(event.pointerType === 'mouse');
  }

  #drag(event) {
    const place = this.isDragging && this.#place(event);
    if (!place) return;
    this.selection.put(...place, true);
    this.drawing.select();
  }

  #key(event) {
    if (event.target.matches('input') || event.altKey) return;
    const act = event.ctrlKey || event.metaKey ? this.#chord(event) : this.#plain(event);
    if (event.key !== 'Tab') this.isLeaving = event.key === 'Escape';
    if (!act) return;
    event.preventDefault();
    act();
  }

  #plain(event) {
    const { key, shiftKey } = event;
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-PAGE, 0], PageDown: [PAGE, 0], Home: [0, -Infinity], End: [0, Infinity] };
    if (moves[key]) return () => this.#move(...moves[key], shiftKey);
    // Tab goes from cell to cell; after Escape, and at either end, it leaves the sheet.
    if (key === 'Tab') return !this.isLeaving && this.selection.step(shiftKey ? -1 : 1) && (() => this.drawing.select(true));
    if (!this.canEdit) return null;
    if (key === 'Enter' || key === 'F2') return () => this.editor.open(this.selection.anchor);
    if (key === 'Delete' || key === 'Backspace') return () => this.fill(() => null);
    if (STARTS.test(key)) return () => this.editor.open(this.selection.anchor, key.normalize('NFKC'));
    // An input method is composing: it needs a field to compose in.
    if (key === 'Process') this.editor.open(this.selection.anchor, '');
    return null;
  }

  #chord({ key, shiftKey }) {
    const { selection } = this;
    const ends = { ArrowUp: [-Infinity, 0], ArrowDown: [Infinity, 0], ArrowLeft: [0, -Infinity], ArrowRight: [0, Infinity], Home: [-Infinity, -Infinity], End: [Infinity, Infinity] };
    if (ends[key]) return () => this.#move(...ends[key], shiftKey);
    const letter = key.toLowerCase();
    if (letter === 'a') return () => { selection.all(); this.drawing.select(); };
    if (!this.canEdit) return null;
    const values = (row, column) => this.contents.value(row, column);
    const acts = {
      z: () => this.turn(shiftKey ? 'redo' : 'undo'),
      y: () => this.turn('redo'),
      d: () => this.fill(({ column }) => values(selection.top, column)),
      r: () => this.fill(({ row }) => values(row, selection.left)),
    };
    return acts[letter];
  }

  #move(down, right, isExtending) {
    this.selection.move(down, right, isExtending);
    this.drawing.select(true);
  }

  fill(valueOf) {
    this.contents.change(this.selection.cells().map((place) => ({ ...place, value: valueOf(place) })));
  }

  /** Undo or redo, and show where. */
  turn(way) {
    const step = this.contents[way]();
    if (!step) return;
    const rows = step.map((one) => one.row);
    const columns = step.map((one) => one.column);
    this.selection.span(Math.min(...rows), Math.min(...columns), Math.max(...rows), Math.max(...columns));
    this.drawing.select(true);
    this.drawing.say(`${way === 'undo' ? '已撤销' : '已重做'}${step.length}格。`);
  }

  #clipboard(event) {
    const isHere = this.table.contains(document.activeElement) && !document.activeElement.matches('input');
    if (!isHere) return;
    if (event.type === 'paste') { if (this.canEdit) this.#paste(event); return; }
    event.preventDefault();
    const { selection } = this;
    const rows = Array.from({ length: selection.rows }, (_, row) => Array.from({ length: selection.columns }, (_, column) => plain(this.contents.value(selection.top + row, selection.left + column)) ?? ''));
    event.clipboardData.setData('text/plain', writeTable(rows));
    if (event.type === 'cut' && this.canEdit) this.fill(() => null);
    this.drawing.say(`已复制${selection.size}格。`);
  }

  #paste(event) {
    const text = event.clipboardData.getData('text/plain');
    event.preventDefault();
    if (!text) return;
    const result = placeBlock(readTable(text), this.contents, this.selection);
    this.contents.change(result.cells);
    if (result.cells.length) {
      const rows = result.cells.map((one) => one.row);
      const columns = result.cells.map((one) => one.column);
      this.selection.span(Math.min(...rows), Math.min(...columns), Math.max(...rows), Math.max(...columns));
      this.drawing.select(true);
    }
    const isWhole = !result.faults.length && !result.outside && !result.unknown;
    toast(describe(result, this.contents), isWhole ? 'ok' : 'crit');
  }
}
