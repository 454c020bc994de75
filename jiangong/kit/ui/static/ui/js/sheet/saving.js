// Saves by itself, a block at a time: a block is sent again under its own key until the server has answered.
import { plain } from './amounts.js';

const TYPING = 700; // somebody types on: one block for several cells
const PASTED = 100;
const AGAIN = 15_000;
const AWAY = '登录已过期，修改还在本页。请在新窗口重新登录，再点“重新保存”。';
const OFFLINE = '网络不通，修改还在本页，没有保存。网络恢复后会自动保存，请不要关闭本页。';
const FAILED = '服务器没有保存这些修改，修改还在本页。请稍后点“重新保存”。';

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Plain http inside an office network has no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Events: `saving`, `saved`, `trouble` (detail: a sentence), `contested` (detail: cells). */
export class Saver extends EventTarget {
  constructor(contents, { address, edition, token }) {
    super();
    Object.assign(this, { contents, address, edition, token, block: null, timer: 0, running: null });
    contents.addEventListener('change', (event) => this.later(event.detail.length > 1 ? PASTED : TYPING));
    addEventListener('online', () => this.now());
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), pause);
  }

  /** Send what is unsaved until nothing is; resolves to whether the server knows everything. */
  async now() {
    clearTimeout(this.timer);
    this.running ??= this.#run().finally(() => { this.running = null; });
    return this.running;
  }

  async #run() {
    for (;;) {
      this.block ??= this.#nextBlock();
      if (!this.block) return !this.contents.isUnsaved;
      this.#tell('saving');
      const isDone = await this.#send(this.block);
      if (!isDone) return false;
    }
  }

  #nextBlock() {
    const cells = this.contents.unsaved();
    return cells.length ? { key: newKey(), cells } : null;
  }

  async #send(block, isRenewed = false) {
    let response;
    try {
      response = await fetch(this.address, { method: 'POST', redirect: 'manual', headers: { 'Content-Type': 'application/json', 'X-CSRFToken': this.token }, body: this.#body(block) });
    } catch {
      this.#tell('trouble', OFFLINE);
      this.later(AGAIN);
      return false;
    }
    if (response.type === 'opaqueredirect') return this.#trouble(AWAY);
    const answer = await response.json().catch(() => null);
    if (response.ok && answer) return this.#accept(block);
    // Signing in again, in another window, gives the browser a new token.
    if (response.status === 403 && !answer && !isRenewed && await this.#renew()) return this.#send(block, true);
    this.block = null; // the server has decided on this block: what follows is a new one
    if (response.status === 409 && answer?.cells) return this.#contest(answer.cells);
    if (response.status >= 500) this.later(AGAIN);
    return this.#trouble(answer?.sentence ?? FAILED);
  }

  async #renew() {
    const response = await fetch(location.href).catch(() => null);
    if (!response?.ok || response.redirected) return false;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const token = page.querySelector('[data-sheet] [name=csrfmiddlewaretoken]')?.value;
    if (!token) return false;
    this.token = token;
    return true;
  }

  #body(block) {
    const { rows, columns } = this.contents;
    return JSON.stringify({
      key: block.key,
      edition: this.edition,
      cells: block.cells.map(({ row, column, seen, value }) => [rows[row].key, columns[column].key, plain(seen), plain(value)]),
    });
  }

  #accept(block) {
    this.contents.keep(block.cells);
    this.block = null;
    this.#tell('saved');
    return true;
  }

  /** The contested cells wait for a decision; the rest of the block is sent again at once. */
  #contest(cells) {
    this.#tell('contested', cells);
    return true;
  }

  #trouble(sentence) {
    this.#tell('trouble', sentence);
    return false;
  }

  #tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })); }
}
