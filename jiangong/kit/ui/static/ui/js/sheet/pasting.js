// From a block of texts to changes of cells: where it goes, what of it is no amount, what does not fit.
import { read } from './amounts.js';

const bare = (name) => String(name).normalize('NFKC').replace(/\s/g, '');

/** Rows that begin with unit names find their own places; anything else goes where the selection begins. */
export function placeBlock(block, contents, selection) {
  const named = byNames(block, contents.rows);
  const rows = named ?? tiled(block, selection).map((cells, at) => ({ row: selection.top + at, cells }));
  const result = { cells: [], faults: [], outside: 0, unknown: named ? block.length - named.length : 0 };
  rows.forEach(({ row, cells }) => cells.forEach((text, at) => {
    const column = selection.left + at;
    if (row >= contents.rows.length || column >= contents.columns.length) {
      result.outside += 1;
      return;
    }
    const { value, fault } = read(text, contents.columns[column].decimals);
    if (fault) result.faults.push({ row, column, text: text.trim(), fault });
    else result.cells.push({ row, column, value });
  }));
  return result;
}

function byNames(block, rows) {
  const places = new Map(rows.map((row, at) => [bare(row.name), at]));
  for (const at of [0, 1]) {
    const found = block.filter((cells) => places.has(bare(cells[at] ?? '')));
    if (found.length && found.length * 2 >= block.length) {
      return found.map((cells) => ({ row: places.get(bare(cells[at])), cells: cells.slice(at + 1) }));
    }
  }
  return null;
}

/** A block that fits the chosen rectangle a whole number of times fills it; one value fills any rectangle. */
function tiled(block, selection) {
  const width = Math.max(...block.map((row) => row.length));
  if (selection.size === 1 || selection.rows % block.length || selection.columns % width) return block;
  return Array.from({ length: selection.rows }, (_, row) => Array.from({ length: selection.columns }, (_, column) => block[row % block.length][column % width] ?? ''));
}

/** One sentence about what was pasted and what was not. */
export function describe(result, contents) {
  const parts = [`已粘贴${result.cells.length}格`];
  if (result.faults.length) {
    const [first] = result.faults;
    const where = `${contents.rows[first.row].name}·${contents.columns[first.column].name}`;
    parts.push(`${result.faults.length}格没有粘贴：${where}“${first.text.slice(0, 12)}”${first.fault}`);
  }
  if (result.outside) parts.push(`超出表格的${result.outside}格没有粘贴`);
  if (result.unknown) parts.push(`${result.unknown}行不是本表单位，已跳过`);
  return `${parts.join('；')}。`;
}
