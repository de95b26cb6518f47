import { ops, type OpKind } from '$lib/dla/ops/ops';
import type { Backend } from '$lib/runtime/kernels/kernel';
import { useBrowserBackend } from '$lib/runtime/session/browser-backends';
import { hasWebGpu } from '$lib/runtime/session/web-gpu';
import { checkBackward, checkKernel } from '../../runtime/check-kernel';
import { examplesOf } from '../../runtime/reference';

/** Checks every kernel on a backend of tfjs, on the page's own thread. */
async function checkKernels(backend: Backend) {
  await useBrowserBackend(backend);
  const rows: { title: string; forward: number; backward: number; left: number; shape: boolean }[] = [];
  for (const given of examplesOf(Object.keys(ops) as OpKind[])) {
    for (const relu of given.kind === 'conv2d' ? [false, true] : [false]) {
      const forward = await checkKernel(given, { backend }, relu);
      const backward = await checkBackward(given, { backend });
      rows.push({
        title: given.title,
        forward: forward.error,
        backward: backward.error,
        left: forward.left + backward.left,
        shape: String(forward.shape) === String(given.shape),
      });
    }
  }
  return rows;
}

const harness = { hasWebGpu, checkKernels };
export type BackendsHarness = typeof harness;
Object.assign(window, { harness });
