// The chosen rectangle: where it began, where it ends, and how keys move it.
const within = (value, most) => Math.max(0, Math.min(most, value));

export class Selection {
  constructor(height, width) { Object.assign(this, { height, width, anchor: [0, 0], end: [0, 0] }); }

  get top() { return Math.min(this.anchor[0], this.end[0]); }

  get bottom() { return Math.max(this.anchor[0], this.end[0]); }

  get left() { return Math.min(this.anchor[1], this.end[1]); }

  get right() { return Math.max(this.anchor[1], this.end[1]); }

  get rows() { return this.bottom - this.top + 1; }

  get columns() { return this.right - this.left + 1; }

  get size() { return this.rows * this.columns; }

  put(row, column, isExtending = false) {
    this.end = [within(row, this.height - 1), within(column, this.width - 1)];
    if (!isExtending) this.anchor = this.end;
  }

  move(down, right, isExtending = false) { this.put(this.end[0] + down, this.end[1] + right, isExtending); }

  span(top, left, bottom, right) {
    this.put(top, left);
    this.put(bottom, right, true);
  }

  all() { this.span(0, 0, this.height - 1, this.width - 1); }

  /** The next cell as Tab goes, line by line; false where the sheet ends. */
  step(by) {
    const at = this.anchor[0] * this.width + this.anchor[1] + by;
    if (at < 0 || at >= this.height * this.width) return false;
    this.put(Math.floor(at / this.width), at % this.width);
    return true;
  }

  has(row, column) { return row >= this.top && row <= this.bottom && column >= this.left && column <= this.right; }

  cells() {
    const found = [];
    for (let row = this.top; row <= this.bottom; row += 1) {
      for (let column = this.left; column <= this.right; column += 1) found.push({ row, column });
    }
    return found;
  }
}
