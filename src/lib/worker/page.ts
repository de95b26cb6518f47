import type { Port } from './protocol.ts';

/** The page, as a worker hears it and speaks to it: the compiler takes a worker's own scope for a window's. */
export const page: Port = {
  postMessage: (message, transfer) => self.postMessage(message, { transfer }),
  addEventListener: (type, listener) => self.addEventListener(type, listener),
};
