// Exact decimals: an amount is a BigInt of ten-thousandths, nothing is "not assigned". No floating point anywhere.
const PLACES = 4;
const ONE = 10n ** BigInt(PLACES);
const LARGEST = 99_999_999_999n * ONE;
const BLANK = /^[-‐‑‒–—―−ー一]*$/;
export const NOTHING = '—';

/** What somebody typed or pasted: `{ value }`, or `{ fault }` with a sentence. */
export function read(text, decimals = PLACES) {
  // NFKC turns full-width digits, commas and points into plain ones.
  const plain = String(text).normalize('NFKC').replace(/[\s,，、'’\u200b\ufeff]/g, '');
  if (BLANK.test(plain)) return { value: null };
  const found = /^\+?(\d*)(?:\.(\d*))?$/.exec(plain);
  if (!found || !(found[1] || found[2])) return { fault: /^[-−]\d/.test(plain) ? '不能是负数' : '不是数字' };
  const places = (found[2] ?? '').replace(/0+$/, '');
  if (places.length > decimals) return { fault: decimals ? `最多${decimals}位小数` : '必须是整数' };
  const value = BigInt(found[1] || '0') * ONE + BigInt(places.padEnd(PLACES, '0') || '0');
  return value > LARGEST ? { fault: '过大' } : { value };
}

/** For sending and copying: `5.5`, `1000`; nothing stays nothing. */
export function plain(value) {
  if (value === null) return null;
  const whole = value / ONE;
  const rest = String(value % ONE).padStart(PLACES, '0').replace(/0+$/, '');
  return rest ? `${whole}.${rest}` : String(whole);
}

/** For people: thousands separators, at least `decimals` places, a true minus. */
export function show(value, decimals = 0) {
  if (value === null) return NOTHING;
  const size = value < 0n ? -value : value;
  const rest = String(size % ONE).padStart(PLACES, '0').replace(/0+$/, '').padEnd(decimals, '0');
  const whole = String(size / ONE).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0n ? '−' : ''}${whole}${rest ? `.${rest}` : ''}`;
}

/** The mean to one place more than the amounts have, rounded half up. */
export function mean(sum, count, decimals = 0) {
  if (!count) return null;
  const step = 10n ** BigInt(Math.max(PLACES - decimals - 1, 0));
  const exact = (sum * 2n + BigInt(count) * step) / (BigInt(count) * step * 2n);
  return exact * step;
}

export const add = (values) => values.reduce((sum, value) => sum + (value ?? 0n), 0n);
