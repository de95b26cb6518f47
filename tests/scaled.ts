/** How often something that is long by nature is done: `whole` in `npm run test:long`, `short` in `npm test`. */
export const scaled = (whole: number, short: number): number => (process.env['TEST_LONG'] ? whole : short);
