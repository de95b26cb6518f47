import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { rankedBy, type Device, type Pace } from '#lib/runtime/compute/device.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';
import { createRunner } from '#lib/runtime/session/client.ts';
import { setFastest } from '#lib/runtime/session/fastest.ts';
import { hasWebGpu } from '#lib/runtime/tfjs/web-gpu.ts';
import { keepPaces, keptPaces } from './kept-paces.ts';

/** What is measured: large enough that a graphics card is worth its while, small enough that one waits for it once. */
const config = presetConfig('dla46_c');
export const PACED_NETWORK = config.name;

/**
 * How fast backends are on this machine: measured before the first run that leaves the choice to the product, kept for this
 * browser and this version, and taken again on request.
 */
export class Paces {
  /** The fastest first, then what failed; empty before anything was measured. */
  known = $state.raw<readonly Pace[]>([]);

  #version: string;

  constructor(version: string) {
    this.#version = version;
    this.#learn(keptPaces(version));
  }

  /** Measures what was not; `report` hears which backend is tried. Left half way, nothing is kept. */
  async measureOnce(report: (share: number, backend: Backend) => void, signal: AbortSignal): Promise<void> {
    if (this.known.length > 0) return;
    const backends: readonly Backend[] = ['wasm', 'webgl', ...((await hasWebGpu()) ? (['webgpu'] as const) : [])];
    const { graph } = lowerDocument(buildNetwork(config));
    // A worker of its own: what a failing backend leaves behind goes with it.
    const runner = createRunner();
    const leave = () => runner.dispose();
    signal.addEventListener('abort', leave, { once: true });
    try {
      const paces: Pace[] = [];
      for (const [index, backend] of backends.entries()) {
        report(index / backends.length, backend);
        paces.push(await runner.pace({ graph, backend }).catch((): Pace => ({ backend, failed: 'missing' })));
        signal.throwIfAborted();
      }
      // Where nothing computes, the run says why.
      if (rankedBy(paces).length > 0) this.#learn(keepPaces(this.#version, paces));
    } finally {
      signal.removeEventListener('abort', leave);
      runner.dispose();
    }
  }

  /** What a run computed on may be another card than the one that was measured. */
  meet({ backend, name }: Device): void {
    const pace = this.known.find((each) => each.backend === backend);
    if (pace && 'seconds' in pace && pace.device !== name) this.forget();
  }

  /** The next run measures again. */
  forget(): void {
    this.#learn(keepPaces(this.#version, []));
  }

  #learn(paces: readonly Pace[]) {
    const ranked = rankedBy(paces);
    const place = ({ backend }: Pace) => (ranked.includes(backend) ? ranked.indexOf(backend) : ranked.length);
    this.known = paces.toSorted((a, b) => place(a) - place(b));
    setFastest(ranked);
  }
}
