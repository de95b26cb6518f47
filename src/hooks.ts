import type { Reroute } from '@sveltejs/kit';

/** A folder's page has two addresses: static hosts answer `index.html` by name too, and so does a folder opened by it. */
export const reroute: Reroute = ({ url }) => url.pathname.replace(/\/index\.html$/, '/');
