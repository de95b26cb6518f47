import { isSound, morphWay } from '#lib/dla/commands/morph.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';

/** Between two key frames, in milliseconds: with six of them and the last movement, all is over in less than 900. */
const FRAME = 130;

/** Beyond this many nodes a change is shown at once: to lower and lay out every key frame would hold the page up. */
const MOST_NODES = 150;

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The networks on the way from one structure to another, shown one after the other. */
export class Morphing {
  private playing = $state.raw<{ readonly frame: GraphDocument; readonly to: GraphDocument }>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** What is shown in the place of a document: a key frame on the way to it, if it is just being morphed to. */
  frameOf(document: GraphDocument): GraphDocument | undefined {
    return this.playing?.to === document ? this.playing.frame : undefined;
  }

  /** Plays the way to a document that is there already; any edit of it, or a later morph, ends this one. */
  play(from: GraphDocument, to: GraphDocument): void {
    this.stop();
    if (still() || Math.max(from.nodes.length, to.nodes.length) > MOST_NODES) return;
    // Each is lowered when its turn comes.
    this.show(to, morphWay(from, to).slice(1, -1));
  }

  stop(): void {
    clearTimeout(this.timer);
    this.playing = undefined;
  }

  private show(to: GraphDocument, frames: readonly GraphDocument[]): void {
    const next = frames.findIndex(isSound);
    const [frame, others] = [frames[next], frames.slice(next + 1)];
    this.playing = frame && { frame, to };
    if (frame) this.timer = setTimeout(() => this.show(to, others), FRAME);
  }
}
