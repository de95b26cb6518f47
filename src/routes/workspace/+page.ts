// Its frame is in the file itself, and what stands in it is drawn in the browser.
export const ssr = true;
