import type { Scope, Value } from '#lib/dla/op-graph/scope.ts';

interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

/** What becomes of a size that a stride does not divide: it is refused, or the count of windows is rounded. */
export type Rounding = 'exact' | 'down' | 'up';

/** What an op with a window takes: the value, and the padding that is left to the op. */
interface Placed {
  readonly x: Value;
  readonly padding: number;
}

/**
 * Lets an op whose stride must divide the size compute what is rounded: where it does not divide it, all padding becomes a
 * border of its own, so wide that as many windows as were asked for fit, and that the stride divides the whole.
 */
export function placeWindow(
  scope: Scope,
  local: string,
  x: Value,
  window: Window,
  rounding: Rounding,
  fill: 'zeros' | 'lowest',
): Placed {
  const { padding, stride } = window;
  const [height, width] = [x.shape[1], x.shape[2]].map((extent) => borderOf(extent, window, rounding));
  const isWhole = x.shape[1] % stride === 0 && x.shape[2] % stride === 0;
  if (rounding === 'exact' || height === undefined || width === undefined) return { x, padding };
  if (isWhole && height.isRoundedDown && width.isRoundedDown) return { x, padding };
  const sides = { top: padding, left: padding, bottom: height.after, right: width.after, fill };
  return { x: scope.op('pad', local === '' ? 'pad' : `${local}.pad`, [x], sides), padding: 0 };
}

/** How much is added behind an extent; undefined where not one window fits, which the op itself refuses. */
function borderOf(extent: number, { kernel, stride, padding, dilation }: Window, rounding: Rounding) {
  const reach = dilation * (kernel - 1) + 1;
  const free = extent + 2 * padding - reach;
  if (free < 0) return undefined;
  const down = Math.floor(free / stride) + 1;
  const up = Math.ceil(free / stride) + 1;
  // As in PyTorch and ONNX no window begins beyond what is there.
  const count = rounding === 'up' && (up - 1) * stride < extent + padding ? up : down;
  const needed = (count - 1) * stride + reach;
  return { after: Math.ceil(needed / stride) * stride - extent - padding, isRoundedDown: count === down };
}
