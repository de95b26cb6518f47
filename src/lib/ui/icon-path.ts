type Name = 'd' | 'x' | 'y' | 'width' | 'height' | 'rx' | 'ry' | 'cx' | 'cy' | 'r' | 'x1' | 'x2' | 'y1' | 'y2';
type Given = { readonly [K in Name]?: string };

/** An icon as Lucide has it: shapes in a square of 24 by 24. */
export type IconNode = readonly (readonly [shape: string, attributes: Given])[];

/** The shapes of an icon as one path: a page has many icons, and an element of its own for each shape takes long. */
export const iconPath = (node: IconNode): string => node.map(([shape, given]) => pathOf(shape, given)).join('');

function pathOf(shape: string, given: Given): string {
  const number = (name: Name): number => Number(given[name] ?? 0);
  if (shape === 'path') return absolute(given.d ?? '');
  if (shape === 'line') return `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`;
  if (shape === 'circle') {
    const r = number('r');
    return `M${number('cx') - r} ${number('cy')}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  }
  if (shape !== 'rect') throw new Error(`An icon has a shape of another kind: ${shape}`);
  const r = number('rx');
  const corner = (across: number, down: number): string => `a${r} ${r} 0 0 1 ${across} ${down}`;
  const [wide, high] = [number('width') - 2 * r, number('height') - 2 * r];
  return (
    `M${number('x') + r} ${number('y')}h${wide}${corner(r, r)}v${high}${corner(-r, r)}` +
    `h${-wide}${corner(-r, -r)}v${-high}${corner(r, -r)}Z`
  );
}

/** A path that begins by itself: where a relative one begins is not where the one before it ends. */
const absolute = (d: string): string => d.replace(/^m/, 'M0 0m');
