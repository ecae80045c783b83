/** A narrower scope is another scope, which somebody has to approve: the one that is too broad ends so many days after the close. */
export const NARROW_WITHIN_DAYS = 14;
/** What is asked in words is to be done so many days after it. The database repeats both. */
export const WORDS_WITHIN_DAYS = 30;
