// Rows of values → CSV that spreadsheets read as text.

/** A value as one field. What a spreadsheet would take for a formula is defused by an apostrophe. */
function field(value) {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || /^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The byte order mark tells spreadsheets that it is UTF-8. */
export const toCsv = (rows) => "\ufeff" + rows.map((row) => row.map(field).join(",") + "\r\n").join("");
