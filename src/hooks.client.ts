import type { ClientInit } from '@sveltejs/kit';

/** The page is begun in a task of its own: to read the scripts, and then to have what stands there answer, takes long enough. */
export const init: ClientInit = () => new Promise((resolve) => setTimeout(resolve));
