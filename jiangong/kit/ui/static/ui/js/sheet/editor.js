// One cell being typed into; the text becomes an amount or the cell says what is wrong with it.
import { read, show } from './amounts.js';

export class Editor {
  /** `leave(step)` is called when the text was taken over, with where to go: [down, right] or nothing. */
  constructor(contents, drawing, leave) {
    Object.assign(this, { contents, drawing, leave, input: null });
  }

  get isOpen() { return this.input !== null; }

  /** `first` replaces what stood there, as typing over a cell does. */
  open([row, column], first = null) {
    if (this.input) this.close(true);
    const cell = this.drawing.cell([row, column]);
    const { name, decimals } = this.contents.columns[column];
    const value = this.contents.value(row, column);
    const input = document.createElement('input');
    Object.assign(input, { value: first ?? (value === null ? '' : show(value, decimals)), inputMode: decimals ? 'decimal' : 'numeric', autocomplete: 'off', enterKeyHint: 'next' });
    input.setAttribute('aria-label', `${this.contents.rows[row].name} ${name}`);
    Object.assign(this, { input, row, column, isTyping: first !== null });
    cell.replaceChildren(input);
    input.focus({ preventScroll: true });
    if (first === null) input.select();
    input.addEventListener('blur', () => this.close(true));
    input.addEventListener('keydown', (event) => this.#key(event));
  }

  #key(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    const step = this.#step(event);
    if (event.key === 'Escape') { event.preventDefault(); this.close(false); this.leave(null); }
    if (!step) return;
    event.preventDefault();
    if (this.close(true)) this.leave(step);
  }

  #step({ key, shiftKey }) {
    if (key === 'Enter') return [shiftKey ? -1 : 1, 0];
    if (key === 'Tab') return [0, shiftKey ? -1 : 1];
    if (key === 'ArrowDown' || key === 'ArrowUp') return [key === 'ArrowDown' ? 1 : -1, 0];
    if (this.isTyping && (key === 'ArrowRight' || key === 'ArrowLeft')) return [0, key === 'ArrowRight' ? 1 : -1];
    return null;
  }

  /** Take the text over, or not; a text that is no amount stays open when keys leave it and is given up otherwise. */
  close(isTaken) {
    const { input, row, column } = this;
    if (!input) return true;
    const { value, fault } = read(input.value, this.contents.columns[column].decimals);
    if (isTaken && fault && document.activeElement === input) {
      input.setAttribute('aria-invalid', 'true');
      this.#complain(`“${input.value}”${fault}，请改正。`);
      input.select();
      return false;
    }
    this.input = null;
    this.drawing.figure(row, column);
    if (isTaken && fault) this.#complain(`“${input.value}”${fault}，没有填入。`);
    if (isTaken && !fault) this.contents.change([{ row, column, value }]);
    return true;
  }

  #complain(text) { document.dispatchEvent(new CustomEvent('toast', { detail: { text, tone: 'crit' } })); }
}
