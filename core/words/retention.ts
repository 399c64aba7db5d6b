/** Retention of logs. */
import { z } from 'zod';

/** Numbers of days for which CloudWatch, Cloud Logging and Log Analytics can all keep records. */
export const retentionDays = z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731]);
