// Puts contents and selection back into the page: figures, subtotals, gaps, the red outline, the statistics.
import { NOTHING, add, mean, show } from './amounts.js';

const EDGES = { et: 'top', eb: 'bottom', el: 'left', er: 'right' };

export class Drawing {
  constructor(card, sheet, contents, selection) {
    Object.assign(this, { card, sheet, contents, selection, drawn: [], current: null });
    this.canEdit = !('readonly' in card.dataset);
    contents.addEventListener('change', (event) => this.#figures(event.detail));
  }

  cell([row, column]) { return this.sheet.cells[row][column]; }

  #figures(changed) {
    const columns = new Set();
    const subtotals = new Set();
    changed.forEach(({ row, column }) => {
      this.figure(row, column);
      columns.add(column);
      subtotals.add(`${this.contents.rows[row].band}:${column}`);
    });
    subtotals.forEach((place) => {
      const [band, column] = place.split(':').map(Number);
      const line = this.sheet.bands[band];
      if (line) line[column].textContent = show(this.contents.subtotal(band, column), this.contents.columns[column].decimals);
    });
    columns.forEach((column) => this.#total(column));
    this.#balance();
    this.select();
  }

  figure(row, column) {
    const cell = this.sheet.cells[row][column];
    const value = this.contents.value(row, column);
    cell.textContent = show(value, this.contents.columns[column].decimals);
    cell.classList.toggle('nil', value === null);
    cell.classList.toggle('doubt', this.contents.contested.has(`${row}:${column}`));
    if (value !== null) cell.classList.remove('void');
  }

  #total(column) {
    const { sums, gaps } = this.sheet;
    if (!sums.length) return;
    const gap = this.contents.gap(column);
    sums[column].textContent = show(this.contents.sum(column), this.contents.columns[column].decimals);
    gaps[column].textContent = gap === null ? NOTHING : `${gap > 0n ? '+' : ''}${show(gap)}`;
    gaps[column].classList.toggle('gap-bad', gap !== null && gap !== 0n);
    gaps[column].classList.toggle('gap-ok', gap === 0n);
  }

  /** The mark beside each programme's name. */
  #balance() {
    this.card.querySelectorAll('[data-program]').forEach((head) => {
      const mark = head.querySelector('[data-balance]');
      if (!mark) return;
      const isOpen = this.contents.columns.some((column, at) => column.program === head.dataset.program && (this.contents.gap(at) ?? 0n) !== 0n);
      mark.className = `badge badge--plain badge--${isOpen ? 'crit' : 'ok'}`;
      mark.textContent = isOpen ? '有差额' : '已平';
    });
  }

  /** Outline, statistics and the line that names the current cell; `isMoving` brings the cell into view and focus. */
  select(isMoving = false) {
    this.drawn.forEach((cell) => { cell.classList.remove('sel', 'cur', ...Object.keys(EDGES)); cell.removeAttribute('aria-selected'); });
    const { selection } = this;
    this.drawn = selection.cells().map(({ row, column }) => {
      const cell = this.sheet.cells[row][column];
      const edges = { et: row === selection.top, eb: row === selection.bottom, el: column === selection.left, er: column === selection.right };
      cell.classList.add('sel', ...Object.keys(edges).filter((edge) => edges[edge]));
      cell.setAttribute('aria-selected', 'true');
      return cell;
    });
    this.#current(isMoving);
    this.#statistics();
  }

  #current(isMoving) {
    const [row, column] = this.selection.anchor;
    const cell = this.cell(this.selection.anchor);
    if (this.current) this.current.tabIndex = -1;
    this.current = cell;
    cell.tabIndex = 0;
    cell.classList.add('cur');
    const { name, decimals } = this.contents.columns[column];
    this.card.querySelector('[data-cellref]').textContent = `${this.contents.rows[row].name} · ${name}：${show(this.contents.value(row, column), decimals)}`;
    if (!isMoving) return;
    cell.focus({ preventScroll: true });
    this.cell(this.selection.end).scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  #statistics() {
    const chosen = this.selection.cells();
    const found = chosen.map(({ row, column }) => this.contents.value(row, column)).filter((value) => value !== null);
    const decimals = Math.max(...chosen.map(({ column }) => this.contents.columns[column].decimals));
    const put = (name, text) => { this.card.querySelector(`[data-stat=${name}]`).textContent = text; };
    put('count', String(chosen.length));
    put('sum', show(add(found), 0));
    put('average', show(mean(add(found), found.length, decimals), 0));
  }

  say(text) { this.card.querySelector('[data-live]').textContent = text; }
}
