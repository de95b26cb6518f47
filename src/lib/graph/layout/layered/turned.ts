import type { Layout, Point, Side } from '../layout.ts';
import type { Direction, LayeredInput, LayeredMark } from './input.ts';

type Picture = Pick<Layout, 'marks' | 'edges'>;

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

const swapped = ({ room, ...mark }: LayeredMark): LayeredMark => ({
  ...mark,
  width: mark.height,
  height: mark.width,
  ...(room && { room: { width: room.height, height: room.width } }),
});

/** The same input for layers that go to the right. */
export function turnedInput(input: LayeredInput): LayeredInput {
  const { swaps, back } = turns[input.direction];
  return {
    ...input,
    direction: 'right',
    marks: swaps ? input.marks.map(swapped) : input.marks,
    pins: new Map([...input.pins].map(([id, pin]) => [id, back(pin)])),
    ...(input.previous && { previous: turned(input.previous, swaps, back, 'left') }),
  };
}

/** Marks and edges to the right as those in another direction. */
export function turnedLayout(picture: Picture, direction: Direction): Picture {
  const { swaps, out } = turns[direction];
  return turned(picture, swaps, out, entries[direction]);
}

function turned({ marks, edges }: Picture, swaps: boolean, move: (point: Point) => Point, port: Side): Picture {
  return {
    marks: marks.map((mark) => {
      const [x, y] = move([mark.x, mark.y]);
      return { ...mark, x, y, ...(swaps && { width: mark.height, height: mark.width }) };
    }),
    edges: edges.map((edge) => ({ ...edge, port, points: edge.points.map(move) })),
  };
}
