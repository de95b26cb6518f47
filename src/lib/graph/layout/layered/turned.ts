import type { Layout, Point, Rect, Side } from '../layout';
import type { Direction, LayeredInput } from './input';

/** Layers are laid out to the right; every other direction is that picture turned or mirrored. */
interface Turn {
  /** Whether width and height change places. */
  readonly swaps: boolean;
  readonly out: (point: Point) => Point;
  readonly back: (point: Point) => Point;
}

const turns: Readonly<Record<Direction, Turn>> = {
  right: { swaps: false, out: (point) => point, back: (point) => point },
  left: { swaps: false, out: ([x, y]) => [-x + 0, y], back: ([x, y]) => [-x + 0, y] },
  down: { swaps: true, out: ([x, y]) => [y, x], back: ([x, y]) => [y, x] },
  up: { swaps: true, out: ([x, y]) => [y, -x + 0], back: ([x, y]) => [-y + 0, x] },
};

const entries: Readonly<Record<Direction, Side>> = { right: 'left', left: 'right', down: 'top', up: 'bottom' };

/** The same input for layers that go to the right. */
export function turnedInput(input: LayeredInput): LayeredInput {
  const { swaps, back } = turns[input.direction];
  return {
    ...input,
    direction: 'right',
    marks: swaps ? input.marks.map((mark) => ({ ...mark, width: mark.height, height: mark.width })) : input.marks,
    pins: Object.fromEntries(Object.entries(input.pins).map(([id, pin]) => [id, back(pin)])),
    ...(input.previous && { previous: turned(input.previous, swaps, back, 'left') }),
  };
}

/** A layout to the right as one in another direction. */
export function turnedLayout(layout: Layout, direction: Direction): Layout {
  const { swaps, out } = turns[direction];
  return turned(layout, swaps, out, entries[direction]);
}

function turned(layout: Layout, swaps: boolean, move: (point: Point) => Point, port: Side): Layout {
  const rect = ({ x, y, width, height }: Rect): Rect => {
    const [a, b] = [move([x, y]), move([x + width, y + height])];
    return {
      x: Math.min(a[0], b[0]),
      y: Math.min(a[1], b[1]),
      width: Math.abs(a[0] - b[0]),
      height: Math.abs(a[1] - b[1]),
    };
  };
  return {
    bands: layout.bands.map((band) => ({ ...band, rect: rect(band.rect) })),
    marks: layout.marks.map((mark) => {
      const [x, y] = move([mark.x, mark.y]);
      return { ...mark, x, y, ...(swaps && { width: mark.height, height: mark.width }) };
    }),
    edges: layout.edges.map((edge) => ({ ...edge, port, points: edge.points.map(move) })),
    bounds: rect(layout.bounds),
  };
}
