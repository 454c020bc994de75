// Blocks of cells as spreadsheets put them on the clipboard: tabs between cells, lines between rows, quotes where needed.

/** Rows of texts; a quoted cell may hold tabs, line breaks and doubled quotes. */
export function readTable(text) {
  const rows = [[]];
  let cell = '';
  let quoted = false;
  const end = () => { rows.at(-1).push(cell); cell = ''; };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') { cell += '"'; at += 1; } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === '\t') end();
    else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at += 1;
      end();
      rows.push([]);
    } else cell += sign;
  }
  end();
  // A spreadsheet ends its last row with a line break; that is no further row.
  if (rows.length > 1 && rows.at(-1).length === 1 && rows.at(-1)[0] === '') rows.pop();
  return rows;
}

export function writeTable(rows) {
  const written = (cell) => (/["\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => row.map(written).join('\t')).join('\r\n');
}
