/** How numbers, dates and names in order are written where this language is read: a tag of BCP 47. */
export const locale = 'zh-CN';
