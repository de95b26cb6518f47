// Numbers as the screen writes them: exact digits in threes, a true minus, decimal units.

/** At most six decimals, and no exponent. */
function plain(value: number | bigint): string {
  if (typeof value === 'bigint') return String(value);
  return Math.abs(value) < 1e21 ? String(Number(value.toFixed(6))) : String(BigInt(value));
}

/** As every language here writes it. The browser's own formatter takes longer to be made than a page's figure to be laid out. */
function grouped(value: number | bigint): string {
  const [whole = '', ...decimals] = plain(value).split('.');
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, ','), ...decimals].join('.');
}

function finite(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isFinite(value);
}

/** What is no number in the usual sense, said plainly. */
function odd(value: number | bigint): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '∞' : '−∞';
}

/** 15742104 → '15,742,104'. At most six decimals. */
export function digits(value: number | bigint): string {
  if (!finite(value)) return odd(value);
  return grouped(value).replace('-', '−');
}

/** 82688 → '+82,688', −3 → '−3', 0 → '0'. */
export function signed(value: number | bigint): string {
  return value > 0 ? `+${digits(value)}` : digits(value);
}

/** Three significant digits and the largest unit that leaves a number of at least 1. */
function scaled(value: number | bigint, units: readonly string[]): string {
  if (!finite(value)) return odd(value);
  let rest = Number(value);
  let unit = 0;
  // 999,950 rounds to 1,000 k: compare the rounded number, not the exact one.
  while (unit < units.length - 1 && Math.abs(Number(rest.toPrecision(3))) >= 1000) {
    rest /= 1000;
    unit++;
  }
  const text = digits(Number(rest.toPrecision(3)));
  return units[unit] ? `${text} ${units[unit]}` : text;
}

/** 15742104 → '15.7 M'. */
export function short(value: number | bigint): string {
  return scaled(value, ['', 'k', 'M', 'G', 'T', 'P']);
}

/** 20074400 → '20.1 MB': decimal units, 1 kB = 1000 B. */
export function bytes(value: number | bigint): string {
  return scaled(value, ['B', 'kB', 'MB', 'GB', 'TB']);
}

/** 1.0053 → '× 1.0053'; exactly one → '× 1', none → '× 0'; nothing to compare with (0 ÷ 0) → '–'. */
export function ratio(value: number, decimals = 4): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return `× ${odd(value)}`;
  return value === 1 || value === 0 ? `× ${value}` : `× ${value.toFixed(decimals).replace('-', '−')}`;
}

/** 0.0053 → '0.53 %'. */
export function percent(share: number, decimals = 2): string {
  return `${digits(Number.isFinite(share) ? Number((share * 100).toFixed(decimals)) : share)} %`;
}

/** 0.0053 → '+0.53 %'. */
export function signedPercent(share: number, decimals = 2): string {
  const text = percent(share, decimals);
  return share > 0 ? `+${text}` : text;
}

/** [128, 28, 28] → '128×28×28', in the order that is given. */
export function shapeText(shape: readonly (number | string)[]): string {
  return shape.join('×');
}

/** 0.42 → '0.42 ms', 223 → '223 ms', 3677 → '3.68 s', 65000 → '1 min 5 s'. */
export function milliseconds(value: number): string {
  if (!Number.isFinite(value)) return `${odd(value)} ms`;
  const rounded = Number(value.toPrecision(3));
  if (rounded < 1000) return `${digits(rounded)} ms`;
  if (rounded < 60_000) return `${digits(Number((value / 1000).toPrecision(3)))} s`;
  const seconds = Math.round(value / 1000);
  return seconds % 60 === 0
    ? `${digits(seconds / 60)} min`
    : `${digits(Math.floor(seconds / 60))} min ${seconds % 60} s`;
}
