// What stands in the sheet, what the server knows of it, and the way back: no element of the page is touched here.
import { add } from './amounts.js';

const same = (one, other) => one === other;

export class Contents extends EventTarget {
  /** `rows`: { key, name, band }; `columns`: { key, name, unit, decimals, total, program }; `values`: by row and column. */
  constructor(rows, columns, values) {
    super();
    Object.assign(this, { rows, columns, values, saved: values.map((row) => [...row]), done: [], undone: [] });
    this.contested = new Map(); // "row:column" → the value somebody else gave it
  }

  value(row, column) { return this.values[row][column]; }

  /** Change cells as one step that can be taken back; cells that stay as they are do not count. */
  change(cells) {
    const step = this.#write(cells);
    if (step.length) { this.done.push(step); this.undone.length = 0; this.#tell(step); }
    return step.length;
  }

  undo() { return this.#turn(this.done, this.undone, 'before'); }

  redo() { return this.#turn(this.undone, this.done, 'after'); }

  #turn(from, to, side) {
    const step = from.pop();
    if (!step) return null;
    this.#write(step.map((one) => ({ ...one, value: one[side] })));
    to.push(step);
    this.#tell(step);
    return step;
  }

  #write(cells) {
    const step = [];
    for (const { row, column, value } of cells) {
      const before = this.values[row][column];
      if (same(before, value)) continue;
      this.values[row][column] = value;
      step.push({ row, column, before, after: value });
    }
    return step;
  }

  #tell(step) { this.dispatchEvent(new CustomEvent('change', { detail: step })); }

  column(column) { return this.values.map((row) => row[column]); }

  sum(column) { return add(this.column(column)); }

  gap(column) {
    const { total } = this.columns[column];
    return total === null ? null : this.sum(column) - total;
  }

  /** The sum of a band; nothing where none of its units has a share. */
  subtotal(band, column) {
    const found = this.rows.flatMap((row, at) => (row.band === band && this.values[at][column] !== null ? [this.values[at][column]] : []));
    return found.length ? add(found) : null;
  }

  /** Cells the server does not know yet; contested ones wait for a decision. */
  unsaved() {
    const found = [];
    this.values.forEach((values, row) => values.forEach((value, column) => {
      if (!same(value, this.saved[row][column]) && !this.contested.has(`${row}:${column}`)) {
        found.push({ row, column, seen: this.saved[row][column], value });
      }
    }));
    return found;
  }

  get isUnsaved() { return this.contested.size > 0 || this.unsaved().length > 0; }

  /** The server has taken these cells over. */
  keep(cells) { cells.forEach(({ row, column, value }) => { this.saved[row][column] = value; }); }

  contest(row, column, theirs) { this.contested.set(`${row}:${column}`, theirs); }

  /** Decide a contested cell: either way their value is now known to have been seen. */
  settle(row, column, isMine) {
    const place = `${row}:${column}`;
    const theirs = this.contested.get(place);
    this.contested.delete(place);
    this.saved[row][column] = theirs;
    if (!isMine) this.change([{ row, column, value: theirs }]);
    this.#tell([{ row, column }]);
  }
}
