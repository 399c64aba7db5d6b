/** Alerts of Cost Management, which the provider makes for a year, without saying so: each is made again before its end. */
import type { Rotating } from '@cdktf/provider-time/lib/rotating';

import { addressOf } from '../../../core/cdktf/addresses';

/** When alerts are made again, well before their year is over. */
export const RENEWAL = { rotationMonths: 11 };

export const renewedBy = (renewal: Rotating) => ({ lifecycle: { replaceTriggeredBy: [addressOf(renewal)] } });
