// Every page is a file of its own and draws itself in the browser: the product has no server.
export const prerender = true;
export const ssr = false;
