// The sheet as the server drew it: rows, columns and exact values read from the page, and the cells to write back into.
import { read } from './amounts.js';

const figures = (line) => [...line.querySelectorAll('td[data-p]')];

/** `{ rows, columns, values, cells, bands, sums, gaps, heads }`; cells are the elements of each row. */
export function readSheet(table) {
  const heads = [...table.querySelectorAll('thead th[data-goal]')];
  const columns = heads.map(({ dataset }) => ({
    key: Number(dataset.goal), name: dataset.name, unit: dataset.unit, decimals: Number(dataset.decimals), program: dataset.p,
    total: dataset.total === '' ? null : read(dataset.total).value,
  }));
  const rows = [];
  const cells = [];
  const bands = [];
  table.querySelectorAll('tbody tr').forEach((line) => {
    if (line.matches('.grp')) { bands.push(figures(line)); return; }
    rows.push({ key: Number(line.dataset.row), name: line.querySelector('.c-unit span').textContent, band: bands.length - 1 });
    cells.push(figures(line));
  });
  const values = cells.map((line) => line.map((cell) => read(cell.textContent).value));
  const foot = (name) => figures(table.querySelector(`tfoot [${name}]`) ?? document.createElement('tr'));
  number(table);
  return { rows, columns, values, cells, bands, heads, sums: foot('data-sums'), gaps: foot('data-gap') };
}

/** Screen readers are told the place of every row; columns are all there, so they count themselves. */
function number(table) {
  [...table.rows].forEach((line, row) => line.setAttribute('aria-rowindex', String(row + 1)));
}
