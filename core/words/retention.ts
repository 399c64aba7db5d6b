/** Retention of logs. */

/** Days that CloudWatch, Cloud Logging and Log Analytics can all keep records, 1–731. */
export const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731];
