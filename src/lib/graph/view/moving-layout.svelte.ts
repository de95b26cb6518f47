import type { Layout } from '#lib/graph/layout/layout.ts';
import type { Positions } from '#lib/graph/gestures/move.ts';
import { between, canMorph, displaced, eased } from './morph.ts';

const DURATION = 200;

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The layout that is on the screen: on its way to the one that is wanted, or there. */
export class MovingLayout {
  shown = $state.raw<Layout>()!;
  private target: Layout;
  private frame = 0;

  constructor(layout: Layout) {
    this.shown = layout;
    this.target = layout;
  }

  /** Starts towards a layout, from wherever things are; a later call takes over. */
  moveTo(layout: Layout): void {
    if (layout === this.target) return;
    this.stop();
    const from = this.shown;
    this.target = layout;
    if (still() || !canMorph(from, layout)) {
      this.shown = layout;
      return;
    }
    const start = performance.now();
    const step = (now: number): void => {
      const t = Math.min(1, Math.max(0, (now - start) / DURATION));
      this.shown = between(from, layout, eased(t));
      if (t < 1) this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  /** Things that a hand has just put somewhere are there: the next movement starts from it. */
  put(places: Positions): void {
    this.stop();
    this.shown = displaced(this.shown, places);
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
  }
}
