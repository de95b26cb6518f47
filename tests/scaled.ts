/** How often, or with what, something that is long by nature is done: `whole` in `npm run test:long`, `short` in `npm test`. */
export const scaled = <T>(whole: T, short: T): T => (process.env['TEST_LONG'] ? whole : short);
