import { whenIdle } from '#lib/ui/idle.ts';
import { dev } from '$app/environment';
import { resolve } from '$app/paths';

/** Has the site kept on this machine, so that it needs no network: when nobody needs the page, since it takes the line. */
export function keepSite(): void {
  if (dev || !('serviceWorker' in navigator)) return;
  const register = () => navigator.serviceWorker.register(`${resolve('/')}service-worker.js`);
  // Where it may not be kept the site works all the same.
  whenIdle([register]).catch(() => undefined);
}
