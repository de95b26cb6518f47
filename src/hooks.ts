import type { Reroute } from '@sveltejs/kit';

// A folder's page has two addresses: static hosts answer `index.html` by name too. The page goes on by that of the folder,
// behind which the router would else put a slash.
const { location, history } = globalThis as Partial<Window & typeof globalThis>;
const folder = location?.href.replace(/\/index\.html(?=[?#]|$)/, '/');
if (folder !== location?.href) history?.replaceState(history.state, '', folder);

/** A host may ask for pages by the names of their files. */
export const reroute: Reroute = ({ url }) => url.pathname.replace(/\/index\.html$/, '/');
