// Cells that somebody else changed meanwhile: both values beside each other, one button for each.
import { read, show } from './amounts.js';

function element(name, text = '', css = '') {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (css) made.className = css;
  return made;
}

export class Conflicts {
  constructor(place, contents, saver) {
    Object.assign(this, { place, contents, saver });
    saver.addEventListener('contested', (event) => { this.#note(event.detail); this.#draw(); place.scrollIntoView({ block: 'nearest' }); });
    contents.addEventListener('change', () => this.#draw());
  }

  #note(cells) {
    const { rows, columns } = this.contents;
    cells.forEach(({ recipient, goal, theirs }) => {
      const row = rows.findIndex((one) => one.key === recipient);
      const column = columns.findIndex((one) => one.key === goal);
      this.contents.contest(row, column, theirs === null ? null : read(theirs).value);
    });
  }

  #settle(places, isMine) {
    places.forEach(([row, column]) => this.contents.settle(row, column, isMine));
    this.saver.now();
  }

  #draw() {
    const places = [...this.contents.contested.keys()].map((place) => place.split(':').map(Number));
    this.place.hidden = !places.length;
    if (!places.length) { this.place.replaceChildren(); return; }
    const head = element('div', '', 'finding__head');
    head.append(element('h3', `${places.length}格刚被别人改过，请选择保留哪一个`));
    const body = element('div', '', 'finding__body');
    const table = element('table', '', 'table table--tight');
    const titles = element('tr');
    for (const [title, css] of [['单位', ''], ['指标', ''], ['您填的', 'num'], ['对方填的', 'num'], ['处理', '']]) titles.append(element('th', title, css));
    table.createTHead().append(titles);
    const lines = table.createTBody();
    places.forEach((place) => lines.append(this.#line(place)));
    body.append(table);
    const acts = element('div', '', 'finding__acts');
    acts.append(this.#button('全部用我的', places, true), this.#button('全部用对方的', places, false));
    this.place.replaceChildren(head, body, acts);
  }

  #line([row, column]) {
    const { rows, columns, contested } = this.contents;
    const { name, decimals } = columns[column];
    const line = element('tr');
    const acts = element('td', '', 'row');
    acts.append(this.#button('用我的', [[row, column]], true), this.#button('用对方的', [[row, column]], false));
    line.append(element('td', rows[row].name), element('td', name), element('td', show(this.contents.value(row, column), decimals), 'num'), element('td', show(contested.get(`${row}:${column}`), decimals), 'num'), acts);
    return line;
  }

  #button(label, places, isMine) {
    const made = element('button', label, 'btn btn--sm');
    made.type = 'button';
    made.addEventListener('click', () => this.#settle(places, isMine));
    return made;
  }
}
