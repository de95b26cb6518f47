import type { LayoutMark } from '#lib/graph/layout/layout.ts';
import { fitsInside, textWidth } from '#lib/graph/layout/text.ts';
import type { Label, Put } from './label.ts';
import { LIMITS } from './look.ts';

type Place = Pick<Label, 'x' | 'y' | 'anchor'>;

/** How large a name may be, in units, to stand in the head of a frame. */
const HEAD = 18;

/** A sign takes the upper part of its block: the name stands a little below the middle. */
const BELOW_SIGN = 3;

/** A trapezium, which says by its shape what it is: beside it stands one text. */
const isSign = ({ kind }: LayoutMark): boolean => kind === 'pool' || kind === 'up';

const fitsNode = ({ label, width, open }: LayoutMark, size: number): boolean =>
  open === true || textWidth(label, size) <= width - 2;

/** The names of marks, those that a person gave beside them; no edge runs through one, where there is another place. */
export function nameMarks(
  marks: readonly LayoutMark[],
  zoom: number,
  size: number,
  put: Put,
  isClear: (label: Label) => boolean,
): void {
  const naming = new Naming(marks, zoom, size, put, isClear);
  // A name that is too wide for its block stands under it, for its node beside it, and with it those of the same band.
  const outside = (kind: LayoutMark['kind'], fits: (mark: LayoutMark) => boolean): ReadonlySet<string> =>
    new Set(marks.flatMap((mark) => (mark.kind === kind && !fits(mark) ? (mark.band ?? '') : [])));
  const blocks = outside('block', (mark) => fitsInside(mark, size));
  const nodes = outside('node', (mark) => fitsNode(mark, size));
  for (const mark of marks) naming.name(mark, (mark.kind === 'node' ? nodes : blocks).has(mark.band ?? ''));
  if (zoom >= LIMITS.blockNames) for (const mark of marks) naming.giveName(mark);
}

class Naming {
  /** Ids of the ops that are drawn, by their node. */
  private readonly ops = new Map<string, string[]>();
  /** Marks whose own name stands under them. */
  private readonly under = new Set<string>();

  constructor(
    marks: readonly LayoutMark[],
    private readonly zoom: number,
    private readonly size: number,
    private readonly put: Put,
    private readonly isClear: (label: Label) => boolean,
  ) {
    for (const { id, kind, of } of marks)
      if (kind === 'op') for (const node of of) this.ops.set(node, [...(this.ops.get(node) ?? []), id]);
  }

  name(mark: LayoutMark, outside: boolean): void {
    const { zoom, size } = this;
    const { id, kind, x, y, width, height, label } = mark;
    const base = { key: `${id} name`, text: label, of: id, size } as const;
    const inside = { ...base, x, y, anchor: 'middle' } as const;
    const wide = textWidth(label, size);
    if (mark.open) this.nameFrame(mark, inside);
    else if (kind === 'block' && zoom >= LIMITS.blockNames) {
      const within: Label = { ...inside, kind: 'block', y: mark.sign === undefined ? y : y + BELOW_SIGN };
      if (!outside || !this.beside({ ...base, kind: 'block' }, this.around(mark), mark))
        if (fitsInside(mark, size)) this.put(within, [id]);
    } else if (kind === 'collapsed') {
      if (zoom >= LIMITS.blockNames && size <= height / 3)
        this.put({ ...inside, kind: 'block', y: y + height / 2 - size * 0.75 }, [id]);
    } else if (kind === 'node') {
      if (zoom < LIMITS.nodeNames) return;
      const places = [this.corner(mark), this.leftCorner(mark), this.below(mark, 0)];
      if (!outside || !this.beside({ ...base, kind: 'node' }, places, mark))
        if (fitsNode(mark, size)) this.put({ ...inside, kind: 'node' }, [id]);
    } else if (kind === 'op') {
      if (wide <= width - 4 && size <= height) this.put({ ...inside, kind: 'op' }, [id]);
    } else if (isSign(mark) && mark.given === undefined && zoom >= LIMITS.poolText)
      this.beside({ ...base, kind: 'pool' }, [this.right(mark), ...this.around(mark)], mark);
  }

  /** The name that a person gave: where no edge runs, else under the mark all the same. */
  giveName(mark: LayoutMark): void {
    const { id, given, open, kind } = mark;
    if (given === undefined || open) return;
    const label = { key: `${id} given`, kind: 'given', text: given, of: id, size: this.size } as const;
    const below = this.below(mark, this.under.has(id) ? 1 : 0);
    const [above, right, left] = [this.above(mark), this.right(mark), this.left(mark)];
    const places = isSign(mark)
      ? [right, below, above, left]
      : kind === 'node'
        ? [above, this.corner(mark), right, left, below]
        : [below, above, right, left];
    if (this.beside(label, places, mark)) return;
    [below, above].some((place) => this.put({ ...label, ...place }, [id]));
  }

  /** In the head of a frame; over its ops where the head is too low. */
  private nameFrame(mark: LayoutMark, label: Omit<Label, 'kind'>): void {
    const { id, kind, y, width, height, given } = mark;
    const text = given === undefined ? label.text : `${label.text} ${given}`;
    const fits = textWidth(text, this.size) <= width - (mark.sign === undefined ? 8 : 40);
    const named = { ...label, text: fits ? text : label.text };
    if (this.size <= HEAD)
      this.put({ ...named, kind: kind === 'node' ? 'node' : 'block', y: y - height / 2 + 11 }, [id]);
    else this.put({ ...named, kind: 'frame', y }, [id, ...mark.of.flatMap((node) => this.ops.get(node) ?? [])]);
  }

  /** The first place where the label meets nothing. */
  private beside(label: Omit<Label, keyof Place>, places: readonly Place[], mark: LayoutMark): boolean {
    return places.some((place, at) => {
      const made: Label = { ...label, ...place };
      const isPut = this.isClear(made) && this.put(made, [mark.id]);
      if (isPut && at === 0 && label.kind === 'block' && mark.named === undefined) this.under.add(mark.id);
      return isPut;
    });
  }

  /** Where it is named, then under a mark, over it, beside it. */
  private around(mark: LayoutMark): readonly Place[] {
    const { named } = mark;
    const wanted = named === undefined ? [] : [named === 'right' ? this.right(mark) : this.above(mark)];
    return [...wanted, this.below(mark, 0), this.above(mark), this.right(mark), this.left(mark)];
  }

  private below({ x, y, height }: LayoutMark, line: number): Place {
    return { x, y: y + height / 2 + this.size * (0.7 + 1.15 * line), anchor: 'middle' };
  }

  private above({ x, y, height }: LayoutMark): Place {
    return { x, y: y - height / 2 - this.size * 0.7, anchor: 'middle' };
  }

  private right({ x, y, width }: LayoutMark): Place {
    return { x: x + width / 2 + 5, y, anchor: 'start' };
  }

  private left({ x, y, width }: LayoutMark): Place {
    return { x: x - width / 2 - 5, y, anchor: 'end' };
  }

  /** Beside the upper right of a node: its result leaves in the middle. */
  private corner({ x, y, width, height }: LayoutMark): Place {
    return { x: x + width / 2 - 2, y: y - height / 2 - this.size * 0.4, anchor: 'start' };
  }

  /** The same at the left, where the corner on the right is taken. */
  private leftCorner(mark: LayoutMark): Place {
    const { x, y } = this.corner(mark);
    return { x: 2 * mark.x - x, y, anchor: 'end' };
  }
}
