/** What a plot is painted with: a canvas, or what writes the same as SVG. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'globalAlpha'
  | 'fillRect'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'fill'
  | 'stroke'
>;

const short = (value: number): number => Math.round(100 * value) / 100;

/** Writes what is painted as elements of SVG. */
export class SvgPen implements Pen {
  // Plots are painted in colours alone.
  fillStyle = '#000';
  strokeStyle = '#000';
  lineWidth = 1;
  globalAlpha = 1;
  readonly #elements: string[] = [];
  #path = '';

  get markup(): string {
    return this.#elements.join('');
  }

  #put(look: string): void {
    const alpha = this.globalAlpha < 1 ? ` opacity="${short(this.globalAlpha)}"` : '';
    this.#elements.push(`<path d="${this.#path}" ${look}${alpha}/>`);
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.#path = `M${short(x)},${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`;
    this.fill();
  }
  beginPath(): void {
    this.#path = '';
  }
  moveTo(x: number, y: number): void {
    this.#path += `M${short(x)},${short(y)}`;
  }
  lineTo(x: number, y: number): void {
    this.#path += `L${short(x)},${short(y)}`;
  }
  closePath(): void {
    this.#path += 'Z';
  }
  fill(): void {
    this.#put(`fill="${this.fillStyle}"`);
  }
  stroke(): void {
    this.#put(`fill="none" stroke="${this.strokeStyle}" stroke-width="${this.lineWidth}"`);
  }
}

/** All that is painted, as elements of SVG. */
export function paintedSvg(paint: (pen: Pen) => Iterable<undefined>): string {
  const pen = new SvgPen();
  for (const step of paint(pen)) void step;
  return pen.markup;
}
